import type { Locale } from "@besedka/api-client";
import { keep } from "../shared/keep";
import { Store } from "../shared/store";

/** The language before anyone has signed in: the last one used here, else the browser's. */
const read = (): Locale => {
  const kept = keep.read("locale");
  if (kept === "ru" || kept === "en") return kept;
  return navigator.languages.some((language) => language.startsWith("ru")) ? "ru" : "en";
};

export const language = new Store<Locale>(read());

export function speak(locale: Locale): void {
  keep.write("locale", locale);
  document.documentElement.lang = locale;
  language.change(() => locale);
}
