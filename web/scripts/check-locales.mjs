// Both languages hold the same keys, the same placeholders and the plural forms they need; every key used exists, every key is used.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const books = Object.fromEntries(["ru", "en"].map((one) => [one, JSON.parse(readFileSync(join(root, `locales/${one}.json`), "utf8"))]));
const faults = [];
const base = (key) => key.split("#")[0];
const words = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort().join(",");

const keys = new Set(Object.values(books).flatMap((book) => Object.keys(book).map(base)));
for (const key of keys) {
  const plural = Object.values(books).some((book) => `${key}#other` in book);
  const said = new Set();
  for (const [language, book] of Object.entries(books)) {
    const forms = plural ? new Intl.PluralRules(language).resolvedOptions().pluralCategories.map((form) => `${key}#${form}`) : [key];
    for (const form of forms) {
      if (!(form in book)) faults.push(`${language}: ${form} is missing`);
      else if (book[form].trim() === "") faults.push(`${language}: ${form} is empty`);
      else said.add(words(book[form].replaceAll("{count}", "")));
    }
    for (const form of Object.keys(book)) if (base(form) === key && !forms.includes(form)) faults.push(`${language}: ${form} is not a form of this language`);
  }
  if (said.size > 1) faults.push(`${key}: the placeholders differ: ${[...said].join(" | ")}`);
}

const sources = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  if (name === "node_modules" || name === "dist") return [];
  return statSync(path).isDirectory() ? sources(path) : /\.(tsx?|mjs)$/.test(name) ? [path] : [];
});
// A key is written whole ("inbox.app.retry") or ends in a known word (`inbox.view.${one}`); apps are named by the first word.
const apps = [...new Set([...keys].map((key) => key.split(".")[0]))].join("|");
const used = new RegExp(`["'\`]((?:${apps})\\.[\\w.]+)(\\$\\{)?`, "g");
const found = new Set();
for (const path of ["apps", "packages"].flatMap((folder) => sources(join(root, folder))).filter((one) => one.includes("/src/"))) {
  for (const [, key, open] of readFileSync(path, "utf8").matchAll(used)) {
    const hits = open ? [...keys].filter((one) => one.startsWith(key)) : keys.has(key) ? [key] : [];
    if (hits.length === 0) faults.push(`${path.slice(root.length)}: ${key} does not exist`);
    hits.forEach((hit) => found.add(hit));
  }
}
// The server says these itself, or tells which of them are needed: how each channel is connected.
const servers = /^(error|connection)\./;
for (const key of keys) if (!found.has(key) && !servers.test(key)) faults.push(`${key} is not used`);

faults.forEach((fault) => console.error(fault));
console.log(`${keys.size} texts in ${Object.keys(books).join(", ")}: ${faults.length === 0 ? "good" : `${faults.length} faults`}`);
process.exit(faults.length === 0 ? 0 : 1);
