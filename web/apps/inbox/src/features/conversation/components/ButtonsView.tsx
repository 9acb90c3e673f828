import type { Part } from "@besedka/api-client";
import { useTexts } from "../../../shared/useTexts";
import { safeHref } from "../state/markup";

/** The buttons the client sees; here they are a picture, only addresses can be opened. */
export function ButtonsView({ buttons }: { buttons: Extract<Part, { type: "buttons" }> }) {
  const { t } = useTexts();
  return (
    <div className={`buttons-part ${buttons.inline ? "inline" : ""}`} role="group" aria-label={t("inbox.tag.buttons")}>
      {buttons.lines.map((line, at) => (
        <div key={at}>{line.map((button, index) =>
          button.kind === "URL" && button.value !== undefined && safeHref(button.value)
            ? <a key={index} href={button.value} target="_blank" rel="noopener noreferrer nofollow">{button.label} ↗</a>
            : <span key={index}>{button.label}</span>)}
        </div>
      ))}
    </div>
  );
}
