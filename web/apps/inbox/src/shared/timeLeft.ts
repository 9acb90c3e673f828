import type { Translate } from "./translate";

/** "3 h 20 min", "7 d 2 h"; empty when the time is over. */
export function timeLeft(until: string, now: number, t: Translate): string {
  const minutes = Math.ceil((Date.parse(until) - now) / 60_000);
  if (!(minutes > 0)) return "";
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return t("inbox.left.days", { days, hours: hours % 24 });
  return hours > 0 ? t("inbox.left.hours", { hours, minutes: minutes % 60 }) : t("inbox.left.minutes", { minutes });
}
