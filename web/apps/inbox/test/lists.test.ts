import type { ConversationPage, Summary } from "@besedka/api-client";
import { expect, test } from "vitest";
import { newLists, rowsOf, withAnswer, withEntry, withoutOne, withPage } from "../src/features/list/state/lists";

const ME = 1;

function conversation(id: number, more: Partial<Summary> = {}): Summary {
  return {
    id, client: { name: `Client ${id}`, channel: "telegram", connectionId: 1, connectionName: "bot", blocked: false },
    owner: { kind: "operator", id: ME }, status: "open", lastSeq: 1, unread: 0, readSeq: 1, preview: { text: "hi", author: { kind: "client" } },
    lastMessageAt: `2026-01-01T10:00:${String(id).padStart(2, "0")}Z`, tags: [], createdAt: "2026-01-01T09:00:00Z", ...more,
  };
}

const page = (conversations: Summary[], more: Partial<ConversationPage> = {}): ConversationPage => ({
  conversations, next: null, counts: { mine: 0, unassigned: 0, all: 0, closed: 0 }, cursor: 10, ...more,
});

const ids = (rows: Summary[]) => rows.map((row) => row.id);

test("a page is shown newest first", () => {
  expect(ids(rowsOf(withPage(newLists(ME), "mine", page([conversation(3), conversation(5)])), "mine"))).toEqual([5, 3]);
});

test("a conversation below the loaded part is not shown before its page came", () => {
  const lists = withPage(newLists(ME), "mine", page([conversation(9), conversation(8)], { next: "8" }));
  const touched = withEntry(lists, conversation(2), 11);
  expect(ids(rowsOf(touched, "mine"))).toEqual([9, 8]);
  expect(ids(rowsOf(withPage(touched, "mine", page([conversation(2), conversation(1)], { cursor: 11 })), "mine"))).toEqual([9, 8, 2, 1]);
});

test("a new message lifts its conversation to the top", () => {
  const lists = withPage(newLists(ME), "mine", page([conversation(9), conversation(8)]));
  expect(ids(rowsOf(withEntry(lists, conversation(8, { lastMessageAt: "2026-01-02T00:00:00Z" }), 11), "mine"))).toEqual([8, 9]);
});

test("an owner's change moves a conversation between the views", () => {
  const lists = withPage(withPage(newLists(ME), "mine", page([conversation(9)])), "unassigned", page([]));
  const freed = withEntry(lists, conversation(9, { owner: { kind: "nobody" } }), 11);
  expect(ids(rowsOf(freed, "mine"))).toEqual([]);
  expect(ids(rowsOf(freed, "unassigned"))).toEqual([9]);
});

test("an old page does not cover a newer entry", () => {
  const lists = withEntry(withPage(newLists(ME), "mine", page([conversation(9)])), conversation(9, { tags: ["new"] }), 12);
  expect(rowsOf(withPage(lists, "mine", page([conversation(9)], { cursor: 11 })), "mine")[0]?.tags).toEqual(["new"]);
});

test("an entry heard twice changes nothing", () => {
  const once = withEntry(withPage(newLists(ME), "mine", page([conversation(9)])), conversation(9, { unread: 1 }), 11);
  expect(withEntry(once, conversation(9, { unread: 1 }), 11)).toBe(once);
  expect(once.counts.mine).toBe(1);
});

test("an answer older than the log is left out", () => {
  const lists = withEntry(withPage(newLists(ME), "mine", page([conversation(9)])), conversation(9, { status: "closed" }), 12);
  expect(withAnswer(lists, conversation(9), 10)).toBe(lists);
});

test("counts follow known conversations and are doubted for unknown ones", () => {
  const lists = withPage(newLists(ME), "mine", page([conversation(9)]));
  const unread = withEntry(lists, conversation(9, { unread: 3 }), 11);
  expect(unread.counts).toEqual({ mine: 1, unassigned: 0, all: 1, closed: 0 });
  expect(unread.countsDoubtful).toBe(false);
  expect(withEntry(unread, conversation(7, { unread: 1 }), 12).countsDoubtful).toBe(true);
});

test("an erased conversation leaves the list and its count at once", () => {
  const lists = withPage(newLists(ME), "mine", page([conversation(9, { unread: 2 }), conversation(8)], { counts: { mine: 1, unassigned: 0, all: 1, closed: 0 } }));
  const left = withoutOne(lists, 9, 11);
  expect(ids(rowsOf(left, "mine"))).toEqual([8]);
  expect(left.counts).toEqual({ mine: 0, unassigned: 0, all: 0, closed: 0 });
  expect(left.cursor).toBe(11);
  expect(left.countsDoubtful).toBe(false);
  expect(withoutOne(lists, 77, 11).countsDoubtful).toBe(true);
});
