import type { ReactNode } from "react";

/** The description's own light markup: `code`, and nothing else. */
export function Prose({ text }: { text: string }): ReactNode {
  return text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
