import { calendarDay, daysAgo } from "../../../shared/times";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";

export function DayLine({ at }: { at: string }) {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const days = daysAgo(at, now, timeZone);
  return (
    <p className="day-line"><span>
      {days === 0 ? t("inbox.time.today") : days === 1 ? t("inbox.time.yesterdayDay") : calendarDay(at, now, locale, timeZone)}
    </span></p>
  );
}
