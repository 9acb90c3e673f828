import type { Locale } from "@besedka/api-client";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

export function fileSize(bytes: number, locale: Locale): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024))));
  // The short form of this one unit is a whole word in English: "13 byte".
  const unitDisplay = power === 0 ? "narrow" : "short";
  return new Intl.NumberFormat(locale, { style: "unit", unit: UNITS[power] ?? "byte", unitDisplay, maximumFractionDigits: power > 1 ? 1 : 0 })
    .format(bytes / 1024 ** power);
}
