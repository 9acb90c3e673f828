import books from "virtual:texts/widget.";

export type Language = "ru" | "en";
let language: Language = "en";
let rules = new Intl.PluralRules("en");

/** The site's choice, else the browser's. */
export function speak(chosen: string): void {
  language = (chosen || navigator.language).startsWith("ru") ? "ru" : "en";
  rules = new Intl.PluralRules(language);
  document.documentElement.lang = language;
}

export const spoken = (): Language => language;

type Values = { [name: string]: string | number };

/** The text of a key; with `count` in the form that goes with that number. */
export function say(key: string, values: Values = {}): string {
  const book = books[language];
  const text = book[key] ?? book[`${key}#${rules.select(Number(values.count))}`] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
