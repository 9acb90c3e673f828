import { useCallback, useEffect, useRef, useState } from "react";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { boarded, cardOf, type Boarded, withCards, withMore, withMove, withoutCard, withTotals } from "../state/board";
import type { BoardFilter } from "../state/filter";
import { isGone } from "../state/isGone";
import { useDealNews } from "./useDealNews";

/** Beyond so many touched deals the whole board is read instead. */
const MANY = 50;

export type BoardView = {
  board: Boarded | undefined;
  fault: unknown;
  move: (deal: number, stage: number) => Promise<boolean>;
  remove: (deal: number) => Promise<boolean>;
  more: (stage: number) => void;
  reload: () => void;
};

/** A pipeline's board: read once, kept up by the log's deals, moved at once and put back when the server refuses. */
export function useBoard(pipeline: number | undefined, filter: BoardFilter): BoardView {
  const { deals } = useWorkspace().calls;
  const [state, setState] = useState<{ board: Boarded | undefined; fault: unknown }>({ board: undefined, fault: undefined });
  const asked = useRef(0);
  const boardNow = useRef(state.board);
  boardNow.current = state.board;
  const key = JSON.stringify(filter);
  const step = useCallback((change: (board: Boarded) => Boarded) =>
    setState((now) => (now.board === undefined ? now : { ...now, board: change(now.board) })), []);

  const reload = useCallback(() => {
    if (pipeline === undefined) return;
    const turn = ++asked.current;
    const last = () => turn === asked.current;
    deals.board(pipeline, filter).then(
      (board) => last() && setState({ board: boarded(board), fault: undefined }),
      (fault: unknown) => last() && setState((now) => ({ board: now.board?.pipeline.id === pipeline ? now.board : undefined, fault })),
    );
  }, [deals, pipeline, key]);
  useEffect(reload, [reload]);

  const refresh = useCallback(async (ids: readonly number[]) => {
    if (pipeline === undefined) return;
    const turn = asked.current;
    try {
      const [page, totals] = await Promise.all([
        deals.list({ ...filter, pipeline, ids: ids.join(), limit: MANY }), deals.board(pipeline, filter, 0)]);
      if (turn === asked.current) step((board) => withTotals(withCards(board, ids, page.deals), totals));
    } catch {
      reload();
    }
  }, [deals, pipeline, key, reload, step]);

  useDealNews((news) => {
    if (news.all || news.deals.length > MANY) reload();
    else void refresh(news.deals);
  });

  const move = useCallback(async (id: number, stageId: number) => {
    const card = boardNow.current === undefined ? undefined : cardOf(boardNow.current, id);
    if (card === undefined || card.stageId === stageId) return true;
    step((board) => withMove(board, id, stageId, new Date().toISOString()));
    try {
      await deals.change(id, { stageId });
      setState((now) => ({ ...now, fault: undefined }));
      return true;
    } catch (fault) {
      step((board) => withMove(board, id, card.stageId, card.movedAt));
      setState((now) => ({ ...now, fault }));
      void refresh([id]);
      return false;
    }
  }, [deals, refresh, step]);

  /** What a colleague deleted a moment earlier is deleted all the same. */
  const remove = useCallback(async (id: number) => {
    try {
      await deals.remove(id);
    } catch (fault) {
      if (!isGone(fault)) {
        setState((now) => ({ ...now, fault }));
        void refresh([id]);
        return false;
      }
    }
    setState((now) => ({ board: now.board === undefined ? undefined : withoutCard(now.board, id), fault: undefined }));
    return true;
  }, [deals, refresh]);

  const more = useCallback((stageId: number) => {
    const after = boardNow.current?.columns.find((column) => column.stageId === stageId)?.next;
    if (pipeline === undefined || after === undefined) return;
    deals.column(pipeline, stageId, filter, after).then(
      (page) => step((board) => withMore(board, stageId, page.deals, page.next)),
      (fault: unknown) => setState((now) => ({ ...now, fault })),
    );
  }, [deals, pipeline, key, step]);

  const shown = state.board?.pipeline.id === pipeline ? state.board : undefined;
  return { board: shown, fault: state.fault, move, remove, more, reload };
}
