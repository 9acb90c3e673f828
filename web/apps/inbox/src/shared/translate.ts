import en from "../../../../locales/en.json";
import ru from "../../../../locales/ru.json";
import type { Locale } from "@besedka/api-client";

type Base<K> = K extends `${infer B}#${string}` ? B : K;
export type TextKey = Extract<Base<keyof typeof en>, `inbox.${string}`>;
export type Words = Record<string, string | number>;
export type Translate = (key: TextKey, words?: Words) => string;

const BOOKS: Record<Locale, ReadonlyMap<string, string>> = {
  en: new Map(Object.entries(en)),
  ru: new Map(Object.entries(ru)),
};

/** `{name}` is replaced by words.name; a key with plural forms chooses by words.count. */
export function translator(locale: Locale): Translate {
  const book = BOOKS[locale];
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return (key, words = {}) => {
    const count = words["count"];
    const form = typeof count === "number" ? book.get(`${key}#${plural.select(count)}`) ?? book.get(`${key}#other`) : undefined;
    const text = form ?? book.get(key) ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const word = words[name];
      return word === undefined ? whole : typeof word === "number" ? number.format(word) : word;
    });
  };
}
