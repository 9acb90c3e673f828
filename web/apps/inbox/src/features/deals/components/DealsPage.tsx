import { useCallback, useState } from "react";
import { go } from "../../../app/navigation";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useLoaded } from "../../settings/hooks/useLoaded";
import { useBoard } from "../hooks/useBoard";
import { NO_FILTER, isFiltered, type BoardFilter } from "../state/filter";
import { totalOf } from "../state/board";
import { BoardTools } from "./BoardTools";
import { DealDrawer } from "./DealDrawer";
import { Kanban } from "./Kanban";

/** A pipeline's deals as a board, with one of them open beside it. */
export function DealsPage({ pipeline: wanted, deal }: { pipeline: number | undefined; deal: number | undefined }) {
  const { t } = useTexts();
  const { project, calls } = useWorkspace();
  const { value: pipelines, fault } = useLoaded(calls.deals.pipelines);
  const [filter, setFilter] = useState<BoardFilter>(NO_FILTER);
  const pipeline = pipelines?.find((one) => one.id === wanted) ?? (wanted === undefined ? pipelines?.[0] : undefined);
  const view = useBoard(pipeline?.id, filter);
  const open = useCallback((id: number | undefined) => go({ page: "deals", project: project.id, pipeline: pipeline?.id, deal: id }), [project.id, pipeline?.id]);
  const choose = useCallback((id: number) => go({ page: "deals", project: project.id, pipeline: id }), [project.id]);
  const remove = useCallback(async (id: number) => {
    const done = await view.remove(id);
    if (done && id === deal) open(undefined);
    return done;
  }, [view.remove, deal, open]);
  const empty = view.board !== undefined && totalOf(view.board).count === 0;

  return (
    <div className="deals">
      <main className="deals-main" aria-label={t("inbox.rail.deals")}>
        <BoardTools pipelines={pipelines ?? []} pipeline={pipeline} onPipeline={choose} filter={filter} onFilter={setFilter} board={view.board} />
        {(fault ?? view.fault) !== undefined && <div className="deals-note"><DeedNote deed={{ fault: fault ?? view.fault, done: false }} /></div>}
        {pipelines !== undefined && pipeline === undefined && (
          <div className="rows-note"><p>{t("inbox.deals.noPipeline")}</p>
            <button type="button" className="button" onClick={() => go({ page: "deals", project: project.id })}>{t("inbox.deals.toFirst")}</button></div>
        )}
        {view.board === undefined && view.fault === undefined && fault === undefined && pipeline !== undefined
          && <div className="rows-note" role="status"><span className="spinner" /><span className="unseen">{t("inbox.app.loading")}</span></div>}
        {view.board === undefined && view.fault !== undefined
          && <div className="rows-note"><button type="button" className="button" onClick={view.reload}>{t("inbox.app.retry")}</button></div>}
        {empty && (
          <div className="deals-note"><p className="notice" role="status">
            {isFiltered(filter) ? t("inbox.deals.nothingFound") : t("inbox.deals.emptyBoard")}
            {isFiltered(filter) && <button type="button" className="button quiet" onClick={() => setFilter(NO_FILTER)}>{t("inbox.deals.clearFilter")}</button>}
          </p></div>
        )}
        {view.board !== undefined && <Kanban board={view.board} onOpen={open} onMove={view.move} onRemove={remove} onMore={view.more} />}
      </main>
      {deal !== undefined && <DealDrawer key={deal} id={deal} pipelines={pipelines ?? []} onClose={() => open(undefined)} />}
    </div>
  );
}
