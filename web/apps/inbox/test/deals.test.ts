import { describe, expect, it } from "vitest";
import type { DealCard } from "@besedka/api-client";
import { ageText } from "../src/features/deals/state/ageText";
import { boarded, cardOf, type Boarded, totalOf, withCards, withMore, withMove, withoutCard, withTotals } from "../src/features/deals/state/board";
import { moneyWord } from "../src/features/deals/state/filter";
import { money } from "../src/features/deals/state/money";
import { cardKey } from "../src/features/deals/state/pressKeys";
import { parseRoute, routePath } from "../src/app/route";
import { translator } from "../src/shared/translate";

const card = (id: number, stageId: number, minute: number, budget?: number): DealCard => ({
  id, stageId, pipelineId: 1, conversationId: id, status: "open", name: `Deal ${id}`, budget,
  client: { name: "Anna", channel: "telegram", connectionId: 1, connectionName: "Bot" },
  createdAt: "2026-05-01T10:00:00Z", movedAt: `2026-05-01T10:${String(minute).padStart(2, "0")}:00Z`, changedAt: "2026-05-01T10:00:00Z",
});

const board = (): Boarded => boarded({
  pipeline: { id: 1, name: "Sales", stages: [{ id: 1, name: "New", ending: "open", color: "grey" }, { id: 2, name: "Won", ending: "success", color: "green" }] },
  columns: [
    { stageId: 1, count: 3, sum: 350, deals: [card(3, 1, 30, 100), card(2, 1, 20, 50)], next: "more" },
    { stageId: 2, count: 0, sum: 0, deals: [] },
  ],
});

const ids = (of: Boarded, column: number): number[] => of.columns[column]?.deals.map((one) => one.id) ?? [];

describe("a board", () => {
  it("moves a card to the top of its new stage with its worth, and back", () => {
    const moved = withMove(board(), 2, 2, "2026-05-01T11:00:00Z");
    expect(ids(moved, 0)).toEqual([3]);
    expect(ids(moved, 1)).toEqual([2]);
    expect(moved.columns.map((column) => [column.count, column.sum])).toEqual([[2, 300], [1, 50]]);
    const back = withCards(withMove(moved, 2, 1, "2026-05-01T10:20:00Z"), [2], [card(2, 1, 20, 50)]);
    expect(back).toEqual(board());
  });

  it("does nothing for a card that is there already or unknown", () => {
    const same = board();
    expect(withMove(same, 3, 1, "x")).toBe(same);
    expect(withMove(same, 99, 2, "x")).toBe(same);
  });

  it("lets a deleted card go with its worth, and an unknown one without a change", () => {
    const left = withoutCard(board(), 3);
    expect(ids(left, 0)).toEqual([2]);
    expect(left.columns.map((column) => [column.count, column.sum])).toEqual([[2, 250], [0, 0]]);
    expect(withoutCard(left, 3)).toBe(left);
  });

  it("takes in what the server shows and lets go of what it does not", () => {
    const fresh = withCards(board(), [3, 5], [card(5, 2, 40)]);
    expect(ids(fresh, 0)).toEqual([2]);
    expect(ids(fresh, 1)).toEqual([5]);
  });

  it("leaves a card behind the loaded run to be read later", () => {
    expect(ids(withCards(board(), [1], [card(1, 1, 10)]), 0)).toEqual([3, 2]);
    expect(ids(withCards(board(), [4], [card(4, 1, 25)]), 0)).toEqual([3, 4, 2]);
  });

  it("adds a page without doubling a card that came meanwhile", () => {
    const more = withMore(board(), 1, [card(2, 1, 20), card(1, 1, 10)], undefined);
    expect(ids(more, 0)).toEqual([3, 2, 1]);
    expect(more.columns[0]?.next).toBeUndefined();
  });

  it("takes counts and sums from the server alone", () => {
    const totals = board();
    const counted = withTotals(board(), { ...totals, columns: totals.columns.map((column) => ({ ...column, count: 7, sum: 10, deals: [] })) });
    expect(totalOf(counted)).toEqual({ count: 14, sum: 20 });
    expect(cardOf(counted, 3)?.budget).toBe(100);
  });
});

describe("keys on a card", () => {
  it("walk over columns that have cards, and stop at the ends", () => {
    expect(cardKey("ArrowRight", { column: 0, row: 4 }, [5, 0, 2], undefined)).toEqual({ type: "focus", column: 2, row: 1 });
    expect(cardKey("ArrowUp", { column: 0, row: 0 }, [5], undefined)).toBeUndefined();
    expect(cardKey("a", { column: 0, row: 0 }, [5], undefined)).toBeUndefined();
  });

  it("aim a lifted card at any column, and put it down", () => {
    expect(cardKey(" ", { column: 0, row: 0 }, [1, 0], undefined)).toEqual({ type: "lift" });
    expect(cardKey("ArrowRight", { column: 0, row: 0 }, [1, 0], 0)).toEqual({ type: "aim", column: 1 });
    expect(cardKey("ArrowRight", { column: 0, row: 0 }, [1, 0], 1)).toEqual({ type: "aim", column: 1 });
    expect(cardKey("Enter", { column: 0, row: 0 }, [1, 0], 1)).toEqual({ type: "drop" });
    expect(cardKey("Escape", { column: 0, row: 0 }, [1, 0], 1)).toEqual({ type: "cancel" });
  });
});

describe("money and time", () => {
  it("reads sums as people of both languages type them", () => {
    expect(["1 500,50", "1,500.50", "12,500", "1500.5", "1\u00a0500"].map(moneyWord)).toEqual(["1500.50", "1500.50", "12500", "1500.5", "1500"]);
    expect(["", "-5", "1e5", "1.234", "five"].map(moneyWord)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it("reads back what it shows", () => {
    for (const locale of ["ru", "en"] as const)
      for (const sum of [0, 7, 1234.5, 12_345_678.9, 999_999]) expect(Number(moneyWord(money(sum, locale)))).toBe(sum);
  });

  it("says an age with the language's own plurals", () => {
    const at = (days: number) => ageText(new Date(0).toISOString(), days * 86_400_000, translator("ru"));
    expect([1, 3, 11, 21].map(at)).toEqual(["1 день", "3 дня", "11 дней", "21 день"]);
  });
});

describe("the address of deals", () => {
  it("is read as it is written", () => {
    for (const path of ["/inbox/1/deals", "/inbox/1/deals/4", "/inbox/1/deals/4/17"]) expect(routePath(parseRoute(path))).toBe(path);
  });
});
