import type { Stage } from "@besedka/api-client";

/** A stage's colour: round while a deal goes on, a square at its ends. */
export const StageDot = ({ stage }: { stage: Pick<Stage, "color" | "ending"> }) =>
  <span className={`stage-dot stage-${stage.color} ${stage.ending === "open" ? "" : "end"}`} aria-hidden="true" />;
