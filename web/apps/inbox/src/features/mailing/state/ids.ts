/** The numbers in a text, whatever stands between them: a column of a table, a list with commas. */
export function clientIds(text: string): number[] {
  return [...new Set(text.split(/[^\d]+/).filter((one) => one !== "" && one.length < 16).map(Number))];
}

/** What a provider calls people: one a line, or with commas or semicolons between. */
export function platformIds(text: string): string[] {
  return [...new Set(text.split(/[\n,;]+/).map((one) => one.trim().replace(/^"(.*)"$/, "$1")).filter((one) => one !== ""))];
}

export const MOST_IDS = 10_000;
