import type { Locale } from "@besedka/api-client";

const cache = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { ...options, timeZone });
  cache.set(key, made);
  return made;
}

/** "14:05" */
export const clockTime = (at: string, locale: Locale, timeZone: string): string =>
  format(locale, timeZone, { hour: "2-digit", minute: "2-digit" }).format(new Date(at));

/** A day as a sortable key in the project's time zone: "2026-05-09". */
export const dayKey = (at: string | number, timeZone: string): string => {
  const parts = format("en", timeZone, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(new Date(at));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}`;
};

/** How many days `at` lies before `now`, by the calendar of the time zone. */
export const daysAgo = (at: string, now: number, timeZone: string): number =>
  Math.round((Date.parse(dayKey(now, timeZone)) - Date.parse(dayKey(at, timeZone))) / 86_400_000);

/** "9 May", with the year when it is another one. */
export function calendarDay(at: string, now: number, locale: Locale, timeZone: string): string {
  const sameYear = dayKey(at, timeZone).slice(0, 4) === dayKey(now, timeZone).slice(0, 4);
  return format(locale, timeZone, { day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) }).format(new Date(at));
}

/** "Fri" or "9.05.25": as little as tells it apart in a list. */
export function shortDay(at: string, now: number, locale: Locale, timeZone: string): string {
  return daysAgo(at, now, timeZone) < 7
    ? format(locale, timeZone, { weekday: "short" }).format(new Date(at))
    : format(locale, timeZone, { day: "2-digit", month: "2-digit", year: "2-digit" }).format(new Date(at));
}

export const fullTime = (at: string, locale: Locale, timeZone: string): string =>
  format(locale, timeZone, { dateStyle: "long", timeStyle: "medium" }).format(new Date(at));

/** "1:07" */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "14:05", "tomorrow, 09:00", "Mon, 09:00", "31 May, 09:00": when something lies ahead, by the calendar of the time zone. */
export function aheadTime(at: string, now: number, tomorrow: string, locale: Locale, timeZone: string): string {
  const time = clockTime(at, locale, timeZone);
  const days = -daysAgo(at, now, timeZone);
  if (days === 0) return time;
  if (days === 1) return `${tomorrow}, ${time}`;
  const day = days < 7 ? format(locale, timeZone, { weekday: "short" }).format(new Date(at)) : calendarDay(at, now, locale, timeZone);
  return `${day}, ${time}`;
}

/** "Europe/Moscow" as "Moscow Standard Time, GMT+3" in the reader's language. */
export function zoneName(now: number, locale: Locale, timeZone: string): string {
  const name = (style: "longGeneric" | "shortOffset") =>
    format(locale, timeZone, { timeZoneName: style }).formatToParts(new Date(now)).find((part) => part.type === "timeZoneName")?.value ?? timeZone;
  const [long, short] = [name("longGeneric"), name("shortOffset")];
  return long === short ? long : `${long}, ${short}`;
}
