import type { Locale } from "@besedka/api-client";
import { clockTime, daysAgo, shortDay } from "./times";
import type { Translate } from "./translate";

/** For lists: "now", "5 min", "14:05", "yesterday", "Fri", "09.05.25". */
export function relativeTime(at: string, now: number, t: Translate, locale: Locale, timeZone: string): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return t("inbox.time.now");
  if (minutes < 60) return t("inbox.time.minutes", { count: minutes });
  const days = daysAgo(at, now, timeZone);
  if (days === 0) return clockTime(at, locale, timeZone);
  return days === 1 ? t("inbox.time.yesterday") : shortDay(at, now, locale, timeZone);
}
