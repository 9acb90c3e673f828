import type { Translate } from "../../../shared/translate";

/** How long a deal has been in its stage: "12 min", "5 h", "3 days". */
export function ageText(since: string, now: number, t: Translate): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  if (minutes < 60) return t("inbox.deals.ageMinutes", { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? t("inbox.deals.ageHours", { count: hours }) : t("inbox.deals.ageDays", { count: Math.floor(hours / 24) });
}
