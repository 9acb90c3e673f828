// Puts the texts an entry shows into its bundle, and no others: `virtual:texts/widget.launcher.` holds the keys with that prefix.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The one place that knows where the locale files are. */
export const LOCALES = fileURLToPath(new URL("../../../locales/", import.meta.url));
export const LANGUAGES = ["ru", "en"];
const NAME = "virtual:texts/";
const LAUNCHER = "widget.launcher.";

export function readTexts(language) {
  return JSON.parse(readFileSync(`${LOCALES}${language}.json`, "utf8"));
}

/** @param {string} without a prefix another entry carries */
export function texts(without = "") {
  return {
    name: "texts",
    resolveId: (id) => (id.startsWith(NAME) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${NAME}`)) return undefined;
      const prefix = id.slice(NAME.length + 1);
      const wanted = (key) => key.startsWith(prefix) && !(without && key.startsWith(without));
      const chosen = LANGUAGES.map((language) => [
        language,
        Object.fromEntries(Object.entries(readTexts(language)).filter(([key]) => wanted(key))),
      ]);
      const shown = JSON.stringify(Object.fromEntries(chosen));
      return `export default ${prefix === LAUNCHER ? shown.replaceAll(`"${LAUNCHER}`, '"') : shown};`;
    },
    // The loader counts its bytes: its keys lose their common beginning, in the texts above and in the code.
    transform: (code, id) => (id.includes("/src/loader/") ? code.replaceAll(`"${LAUNCHER}`, '"') : undefined),
  };
}
