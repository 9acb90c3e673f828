import type { Part } from "@besedka/api-client";

/** The tag of a message without text, as the server writes it into previews: "[photo]". */
export function tagOf(parts: readonly Part[]): string {
  const part = parts[0];
  if (part === undefined) return "";
  return part.type === "attachment" ? `[${part.media.toLowerCase()}]` : `[${part.type}]`;
}
