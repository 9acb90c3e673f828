import { dayKey } from "./times";

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  clocks.set(timeZone, made);
  return made;
}

/** "09:05": what a clock of the time zone shows, as fields of forms want it. */
export const timeKey = (at: number, timeZone: string): string => clock(timeZone).format(at);

/** Minutes by which the zone's clocks are ahead of UTC at that moment. */
function ahead(at: number, timeZone: string): number {
  const minute = Math.floor(at / 60_000) * 60_000;
  return (Date.parse(`${dayKey(minute, timeZone)}T${timeKey(minute, timeZone)}Z`) - minute) / 60_000;
}

/**
 * The moment at which clocks of the zone show this day ("2026-05-09") and time ("09:05"). Of two such moments it is the earlier; a
 * time that the clocks skip is taken by the clock before the skip. Undefined where these are no day and time.
 */
export function zonedTime(day: string, time: string, timeZone: string): number | undefined {
  const wall = Date.parse(`${day}T${time}Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time) || Number.isNaN(wall)) return undefined;
  const DAY = 86_400_000;
  const candidates = [ahead(wall - DAY, timeZone), ahead(wall + DAY, timeZone)].map((minutes) => wall - minutes * 60_000);
  return candidates.find((at) => at + ahead(at, timeZone) * 60_000 === wall) ?? candidates[0];
}

/** "2026-05-10" for "2026-05-09" and 1. */
export const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The first moment of a day ("2026-05-09") in the zone, as the server takes times; undefined where it is no day. */
export function beginningOf(day: string, timeZone: string): string | undefined {
  const at = zonedTime(day, "00:00", timeZone);
  return at === undefined ? undefined : new Date(at).toISOString();
}
