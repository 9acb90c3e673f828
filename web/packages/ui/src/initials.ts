/** One or two letters; empty when the name has none (an emoji, a number). */
export function initials(name: string): string {
  const words = name.split(/\s+/).flatMap((word) => /\p{L}/u.exec(word)?.[0] ?? []);
  const [first = "", ...rest] = words;
  return (first + (rest.at(-1) ?? "")).toLocaleUpperCase();
}
