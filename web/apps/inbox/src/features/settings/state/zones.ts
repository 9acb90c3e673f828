/** Every zone the browser knows; `own` too, where the server knows more. */
export function zonesWith(own: string): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", own])].sort();
}

const plain = (text: string): string => text.toLowerCase().replaceAll("ё", "е").replace(/[_/,]+/g, " ");

/** Those in which every word occurs: in the zone itself, or in what it is called. Where a word begins comes first. */
export function zonesLike(zones: readonly string[], query: string, nameOf: (zone: string) => string): string[] {
  const words = plain(query).split(/\s+/).filter((word) => word !== "");
  const told = zones.map((zone) => ({ zone, said: ` ${plain(`${zone} ${nameOf(zone)}`)}` }));
  const found = told.filter(({ said }) => words.every((word) => said.includes(word)));
  const begins = ({ said }: { said: string }) => words.every((word) => said.includes(` ${word}`));
  return [...found.filter(begins), ...found.filter((one) => !begins(one))].map(({ zone }) => zone);
}
