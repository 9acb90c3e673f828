import { dayKey } from "../../../shared/times";
import { dayAfter, timeKey, zonedTime } from "../../../shared/zoned";

export type SendTime = { name: "hour" | "evening" | "tomorrow" | "monday"; at: number };

/** What the server takes. */
export const FURTHEST_DAYS = 366;
const HOUR = 3_600_000;
const FIVE_MINUTES = 300_000;

/** The times people mean most often, by the project's clock; each lies ahead, and none comes twice. */
export function sendTimes(now: number, timeZone: string): SendTime[] {
  const today = dayKey(now, timeZone);
  const weekday = new Date(`${today}T00:00Z`).getUTCDay();
  const toMonday = (8 - weekday) % 7 || 7;
  const at = (days: number, time: string) => zonedTime(dayAfter(today, days), time, timeZone) ?? now;
  const times: SendTime[] = [{ name: "hour", at: Math.ceil((now + HOUR) / FIVE_MINUTES) * FIVE_MINUTES }];
  if (timeKey(now, timeZone) < "16:30") times.push({ name: "evening", at: at(0, "18:00") });
  times.push({ name: "tomorrow", at: at(1, "09:00") });
  if (toMonday > 1) times.push({ name: "monday", at: at(toMonday, "09:00") });
  return times;
}

export type Chosen = { at: number } | { fault: "incomplete" | "past" | "far" };

/** What was typed into the fields of day and time, judged. */
export function chosenTime(day: string, time: string, now: number, timeZone: string): Chosen {
  const at = zonedTime(day, time, timeZone);
  if (at === undefined) return { fault: "incomplete" };
  if (at <= now) return { fault: "past" };
  return at > now + FURTHEST_DAYS * 24 * HOUR ? { fault: "far" } : { at };
}
