import type { Board, BoardColumn, DealCard, Pipeline } from "@besedka/api-client";

/** Pure steps of a board. A column's cards are a run from the card moved last; its count and sum are of all its deals. */

type Place = Pick<DealCard, "movedAt" | "id">;

/** @param end where the loaded run ends: cards behind it are on the server, also when the last card here went elsewhere */
export type Column = BoardColumn & { end: Place | undefined };
export type Boarded = { pipeline: Pipeline; columns: readonly Column[] };

const byMove = (a: Place, b: Place): number => Date.parse(b.movedAt) - Date.parse(a.movedAt) || b.id - a.id;

const endOf = (deals: readonly DealCard[]): Place | undefined => {
  const last = deals.at(-1);
  return last === undefined ? undefined : { movedAt: last.movedAt, id: last.id };
};

export const boarded = (board: Board): Boarded => ({
  pipeline: board.pipeline,
  columns: board.columns.map((column) => ({ ...column, end: endOf(column.deals) })),
});

export const cardOf = (board: Boarded, id: number): DealCard | undefined =>
  board.columns.flatMap((column) => column.deals).find((card) => card.id === id);

const without = (column: Column, ids: ReadonlySet<number>): Column =>
  column.deals.some((card) => ids.has(card.id)) ? { ...column, deals: column.deals.filter((card) => !ids.has(card.id)) } : column;

/** A card belongs into the loaded run unless it lies behind its end, where it will be read. */
const fits = (column: Column, card: DealCard): boolean =>
  column.next === undefined || column.end === undefined || byMove(card, column.end) <= 0;

/** As the user wants it, before the server has answered. */
export function withMove(board: Boarded, id: number, stageId: number, at: string): Boarded {
  const card = cardOf(board, id);
  if (card === undefined || card.stageId === stageId) return board;
  const budget = card.budget ?? 0;
  const moved = { ...card, stageId, movedAt: at };
  return {
    ...board,
    columns: board.columns.map((column) => {
      if (column.stageId === card.stageId)
        return { ...without(column, new Set([id])), count: column.count - 1, sum: column.sum - budget };
      if (column.stageId === stageId)
        return { ...column, count: column.count + 1, sum: column.sum + budget, deals: [moved, ...column.deals] };
      return column;
    }),
  };
}

/** Without a deal that is deleted, nor its worth. */
export function withoutCard(board: Boarded, id: number): Boarded {
  const card = cardOf(board, id);
  if (card === undefined) return board;
  return {
    ...board,
    columns: board.columns.map((column) =>
      column.stageId === card.stageId
        ? { ...without(column, new Set([id])), count: column.count - 1, sum: column.sum - (card.budget ?? 0) }
        : column),
  };
}

/** What the server says of the deals that were asked about: those it does not show are not of this board any more. */
export function withCards(board: Boarded, asked: readonly number[], shown: readonly DealCard[]): Boarded {
  const gone = new Set(asked);
  return {
    ...board,
    columns: board.columns.map((column) => {
      const left = without(column, gone);
      const come = shown.filter((card) => card.stageId === column.stageId && fits(left, card));
      return come.length === 0 ? left : { ...left, deals: [...left.deals, ...come].sort(byMove) };
    }),
  };
}

/** Counts and sums as the server has them; the cards stay. */
export function withTotals(board: Boarded, totals: Board): Boarded {
  const of = new Map(totals.columns.map((column) => [column.stageId, column]));
  return {
    ...board,
    columns: board.columns.map((column) => {
      const total = of.get(column.stageId);
      return total === undefined ? column : { ...column, count: total.count, sum: total.sum };
    }),
  };
}

export function withMore(board: Boarded, stageId: number, deals: readonly DealCard[], next: string | undefined): Boarded {
  return {
    ...board,
    columns: board.columns.map((column) => {
      if (column.stageId !== stageId) return column;
      const known = new Set(column.deals.map((card) => card.id));
      return { ...column, deals: [...column.deals, ...deals.filter((card) => !known.has(card.id))], next, end: endOf(deals) ?? column.end };
    }),
  };
}

export const totalOf = (board: Boarded): { count: number; sum: number } =>
  board.columns.reduce((all, column) => ({ count: all.count + column.count, sum: all.sum + column.sum }), { count: 0, sum: 0 });
