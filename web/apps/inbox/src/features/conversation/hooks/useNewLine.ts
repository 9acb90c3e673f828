import { useEffect, useState } from "react";
import type { Message } from "@besedka/api-client";

/**
 * Where the "new messages" line stands: after what was read when the conversation was opened, or after what was on
 * screen when the window was left. What arrives under one's eyes gets no line.
 */
export function useNewLine(messages: readonly Message[], readUpTo: number): number | undefined {
  const last = messages.at(-1)?.seq ?? 0;
  const [line, setLine] = useState({ after: readUpTo, upTo: last });
  useEffect(() => {
    const leave = () => setLine((now) => (now.upTo === Infinity ? now : { after: last, upTo: Infinity }));
    const come = () => setLine((now) => (now.upTo === Infinity ? { ...now, upTo: last } : now));
    window.addEventListener("blur", leave);
    window.addEventListener("focus", come);
    return () => {
      window.removeEventListener("blur", leave);
      window.removeEventListener("focus", come);
    };
  }, [last]);
  if (line.after === 0) return undefined;
  return messages.find((m) => m.seq > line.after && m.seq <= line.upTo && m.author.kind === "client")?.seq;
}
