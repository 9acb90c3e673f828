import { useCallback, useEffect, useState } from "react";
import type { DealEvent, Pipeline } from "@besedka/api-client";
import { fullTime, shortDay, clockTime, daysAgo } from "../../../shared/times";
import { useNow } from "../../../shared/useNow";
import { ShowMore } from "../../../shared/ShowMore";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { money } from "../state/money";

type Page = { events: readonly DealEvent[]; next: string | undefined };

/** What happened to a deal, the newest first; read when it is unfolded. */
export function DealHistoryView({ id, version, pipelines }: { id: number; version: number; pipelines: readonly Pipeline[] }) {
  const { t } = useTexts();
  const { deals } = useWorkspace().calls;
  const [open, setOpen] = useState(false);
  const [page, setPage] = useState<Page>();
  useEffect(() => {
    if (open) deals.history(id).then((found) => setPage({ events: found.events, next: found.next }), () => undefined);
  }, [deals, id, version, open]);
  const more = useCallback(() => {
    if (page?.next === undefined) return;
    deals.history(id, page.next).then((found) => setPage({ events: [...page.events, ...found.events], next: found.next }), () => undefined);
  }, [deals, id, page]);
  return (
    <details className="deal-part" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("inbox.deals.history")}</summary>
      {open && page === undefined && <span className="spinner" role="status" />}
      <ol className="deal-history">
        {page?.events.map((event) => <HistoryLine key={event.id} event={event} pipelines={pipelines} />)}
      </ol>
      <ShowMore label={t("inbox.deals.historyMore")} hasMore={page?.next !== undefined} onMore={more} />
    </details>
  );
}

function HistoryLine({ event, pipelines }: { event: DealEvent; pipelines: readonly Pipeline[] }) {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const words = useEventWords(event, pipelines);
  const who = event.author.name ?? t(`inbox.deals.by.${event.author.kind}`);
  const when = daysAgo(event.at, now, timeZone) === 0 ? clockTime(event.at, locale, timeZone) : `${shortDay(event.at, now, locale, timeZone)}, ${clockTime(event.at, locale, timeZone)}`;
  return <li><span>{words}</span><small>{who} · <time dateTime={event.at} title={fullTime(event.at, locale, timeZone)}>{when}</time></small></li>;
}

function useEventWords(event: DealEvent, pipelines: readonly Pipeline[]): string {
  const { t, locale } = useTexts();
  const members = useProject((s) => s.members);
  const stage = (id: number | undefined) => pipelines.flatMap((one) => one.stages).find((one) => one.id === id)?.name ?? t("inbox.deals.goneStage");
  if (event.kind === "opened") return t("inbox.deals.opened", { stage: stage(event.toStageId) });
  if (event.kind === "moved") return event.fromStageId === event.toStageId
    ? t("inbox.deals.reclosed", { stage: stage(event.toStageId) })
    : t("inbox.deals.moved", { from: stage(event.fromStageId), to: stage(event.toStageId) });
  const { name, description, budget, responsibleId } = event.changes ?? {};
  const parts: string[] = [];
  if (typeof name === "string") parts.push(t("inbox.deals.changedName", { name }));
  if (typeof budget === "number") parts.push(t("inbox.deals.changedBudget", { sum: money(budget, locale) }));
  if (budget === "") parts.push(t("inbox.deals.budgetGone"));
  if (responsibleId === 0) parts.push(t("inbox.deals.responsibleGone"));
  else if (typeof responsibleId === "number")
    parts.push(t("inbox.deals.responsibleIs", { name: members.find((member) => member.userId === responsibleId)?.name ?? t("inbox.deals.goneUser") }));
  if (typeof description === "string") parts.push(t("inbox.deals.changedDescription"));
  return parts.join(" · ");
}
