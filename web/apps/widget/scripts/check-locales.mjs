// Every language has every key in all its plural forms with the same parameters; every key used exists and every key is used.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LANGUAGES, readTexts } from "../build/texts.mjs";

const source = fileURLToPath(new URL("../src", import.meta.url));
const code = readdirSync(source, { recursive: true })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join(source, name), "utf8"))
  .join("\n");
const used = new Set([...code.matchAll(/"(widget\.[\w.-]*\w)"/g)].map((match) => match[1]));
const parameters = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).filter((name) => name !== "count").sort().join();
const books = Object.fromEntries(LANGUAGES.map((language) => [language, readTexts(language)]));
const mine = new Set(Object.values(books).flatMap((book) => Object.keys(book)).filter((key) => key.startsWith("widget.")).map((key) => key.split("#")[0]));
const faults = [];

for (const key of mine) {
  const counted = Object.values(books).some((book) => `${key}#other` in book);
  const said = new Set();
  for (const language of LANGUAGES) {
    const forms = counted ? new Intl.PluralRules(language).resolvedOptions().pluralCategories.map((form) => `${key}#${form}`) : [key];
    for (const form of forms) {
      const text = books[language][form];
      if (!text?.trim()) faults.push(`${language}: ${form} is missing or empty`);
      else said.add(parameters(text));
    }
  }
  if (said.size > 1) faults.push(`${key}: the parameters differ`);
  if (!used.has(key)) faults.push(`${key} is not used`);
}
for (const key of used) if (!mine.has(key)) faults.push(`${key} does not exist`);
faults.forEach((fault) => console.error(fault));
console.log(`${mine.size} texts in ${LANGUAGES.join(", ")}: ${faults.length ? `${faults.length} faults` : "good"}`);
process.exit(faults.length ? 1 : 0);
