import type { Locale } from "@besedka/api-client";

const cache = new Map<string, Intl.NumberFormat>();

/** "12 500" or "12 500,50": grouped as the language does it; a project has no currency yet. */
export function money(sum: number, locale: Locale): string {
  const cents = Math.round(sum * 100) % 100 === 0 ? 0 : 2;
  const key = `${locale} ${cents}`;
  const format = cache.get(key) ?? new Intl.NumberFormat(locale === "en" ? "en-GB" : locale, { minimumFractionDigits: cents, maximumFractionDigits: cents });
  cache.set(key, format);
  return format.format(sum);
}
