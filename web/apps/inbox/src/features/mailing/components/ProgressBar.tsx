import type { Broadcast } from "@besedka/api-client";
import { useTexts } from "../../../shared/useTexts";

export function ProgressBar({ broadcast }: { broadcast: Broadcast }) {
  const { t, locale } = useTexts();
  const { counts } = broadcast;
  const all = counts.total - counts.excluded;
  const number = new Intl.NumberFormat(locale);
  if (broadcast.startedAt === undefined) return null;
  return (
    <span className="broadcast-progress">
      <progress max={Math.max(1, all)} value={counts.handedOver + counts.declined} aria-label={t("inbox.broadcast.progress")} />
      <small>{t("inbox.broadcast.progressOf", { done: number.format(counts.handedOver), all: number.format(all) })}</small>
    </span>
  );
}
