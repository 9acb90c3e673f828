import en from "../../../../locales/en.json";
import ru from "../../../../locales/ru.json";
import type { Locale } from "@besedka/api-client";

const BOOKS: Record<Locale, ReadonlyMap<string, string>> = {
  en: new Map(Object.entries(en)),
  ru: new Map(Object.entries(ru)),
};

/** What the locale files say about connecting a channel, under `connection.<channel>.`; undefined where they say nothing. */
export type SetupTexts = {
  about: string | undefined;
  label: (field: string) => string;
  hint: (field: string) => string | undefined;
  /** What one of a field's values means; of "" what holds while none is chosen. */
  value: (field: string, value: string) => string;
  /** In order; `{webhook}` stands where the address goes. */
  steps: string[];
};

export function setupTexts(channel: string, locale: Locale): SetupTexts {
  const say = (key: string) => BOOKS[locale].get(`connection.${channel}.${key}`);
  const steps: string[] = [];
  for (let step = say("step.1"); step !== undefined; step = say(`step.${steps.length + 1}`)) steps.push(step);
  return {
    about: say("about"),
    label: (field) => say(`field.${field}.label`) ?? field,
    hint: (field) => say(`field.${field}.hint`),
    value: (field, value) => say(value === "" ? `field.${field}.value` : `field.${field}.value.${value}`) ?? value,
    steps,
  };
}
