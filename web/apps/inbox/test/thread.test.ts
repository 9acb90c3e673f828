import type { Message } from "@besedka/api-client";
import { expect, test } from "vitest";
import { confirmed, heads, queued, refused, tryAgain, without, type Outbox } from "../src/features/conversation/state/outbox";
import { downwards, grown, MOST, shifted, tail, upwards } from "../src/features/conversation/state/slice";
import { newThread, upsert, withFirstPage, withLive, withOlder } from "../src/features/conversation/state/thread";
import { timeline } from "../src/features/conversation/state/timeline";

const message = (seq: number, text = "", more: Partial<Message> = {}): Message => ({
  seq, at: `2026-01-01T10:${String(seq % 60).padStart(2, "0")}:00Z`, author: { kind: "client" }, note: false, content: { text, markup: false, parts: [] }, ...more,
});
const seqs = (messages: readonly Message[]) => messages.map((one) => one.seq);

test("the later of two messages with one seq wins", () => {
  expect(upsert([message(1, "a"), message(2)], [message(1, "b")])[0]?.content.text).toBe("b");
});

test("however pages and live messages are cut and repeated, the thread is the log", () => {
  for (let seed = 1; seed <= 200; seed++) {
    let state = seed;
    const random = (below: number) => (state = (state * 48271) % 2147483647) % below;
    const log = Array.from({ length: 60 }, (_, index) => message(index + 1, "new"));
    let thread = newThread(0);
    const start = 20 + random(30);
    const early = log.slice(start - random(5), start + random(5));
    thread = withLive(thread, early);
    thread = withFirstPage(thread, log.slice(Math.max(0, start - 10), start), true);
    const upTo = Math.max(start, early.at(-1)?.seq ?? 0);
    for (let at = upTo; at < log.length; at += 1 + random(3)) thread = withLive(thread, log.slice(Math.max(upTo, at - random(4)), at + 3));
    thread = withLive(thread, log.slice(upTo));
    while (thread.more) {
      const oldest = thread.messages[0]?.seq ?? 1;
      const from = Math.max(0, oldest - 1 - 7);
      thread = withOlder(thread, log.slice(from, oldest - 1), from > 0);
    }
    expect(seqs(thread.messages), `seed ${seed}`).toEqual(seqs(log));
  }
});

test("an older page does not undo an edit heard live", () => {
  const thread = withFirstPage(withLive(newThread(0), [message(2, "edited")]), [message(1), message(2, "before")], false);
  expect(thread.messages[1]?.content.text).toBe("edited");
});

test("a change of a message not loaded yet leaves no hole", () => {
  const thread = withFirstPage(newThread(0), [message(50), message(51)], true);
  expect(seqs(withLive(thread, [message(3, "edited")]).messages)).toEqual([50, 51]);
});

const pending = (key: string, conversationId = 1) => ({ key, conversationId, note: false, content: { text: key }, at: "2026-01-01T00:00:00Z" });
const outbox: Outbox = [pending("a"), pending("b"), pending("c", 2)].reduce<Outbox>(queued, []);

test("each conversation sends its first message first", () => {
  expect(heads(outbox).map((one) => one.key)).toEqual(["a", "c"]);
});

test("a refused message does not hold the next one up and can be tried again", () => {
  const after = refused(outbox, "a", { code: "too_long", message: "" });
  expect(heads(after).map((one) => one.key)).toEqual(["b", "c"]);
  expect(heads(tryAgain(after, "a")).map((one) => one.key)).toEqual(["a", "c"]);
  expect(without(after, "a").map((one) => one.key)).toEqual(["b", "c"]);
});

test("what the log holds leaves the outbox, by its key and its conversation", () => {
  expect(confirmed(outbox, 1, [message(1, "", { key: "a" }), message(2, "", { key: "c" })]).map((one) => one.key)).toEqual(["b", "c"]);
  expect(confirmed(outbox, 1, [message(1)])).toBe(outbox);
});

test("the slice never holds more than the most, wherever one scrolls", () => {
  let slice = tail(10_000);
  for (let step = 0; step < 400; step++) {
    slice = step < 200 ? upwards(slice) : downwards(slice, 10_000);
    expect(slice.to - slice.from).toBeLessThanOrEqual(MOST);
    expect(slice.from).toBeGreaterThanOrEqual(0);
  }
  expect(slice.to).toBe(10_000);
});

test("a reader of the end follows it, a reader of the past stays", () => {
  expect(grown({ from: 0, to: 120 }, 120, 121, true)).toEqual({ from: 0, to: 121 });
  expect(grown({ from: 0, to: 100 }, 120, 121, false)).toEqual({ from: 0, to: 100 });
  expect(shifted({ from: 0, to: 100 }, 50)).toEqual({ from: 50, to: 150 });
});

test("bubbles group by author, note and time; days follow the project's clock", () => {
  const items = timeline([
    message(1, "", { at: "2026-01-01T20:58:00Z" }), message(2, "", { at: "2026-01-01T20:59:00Z" }),
    message(3, "", { at: "2026-01-01T21:01:00Z" }), message(4, "", { at: "2026-01-01T21:02:00Z", author: { kind: "operator", id: 1 } }),
    message(5, "", { at: "2026-01-01T21:02:30Z", author: { kind: "operator", id: 1 }, note: true }),
    message(6, "", { at: "2026-01-01T21:03:00Z", author: { kind: "system" } }),
  ], "Europe/Moscow", 4);
  expect(items.map((item) => item.kind)).toEqual(["day", "message", "message", "day", "message", "new", "message", "message", "system"]);
  const bubbles = items.flatMap((item) => (item.kind === "message" ? [[item.message.seq, item.first, item.last]] : []));
  expect(bubbles).toEqual([[1, true, false], [2, false, true], [3, true, true], [4, true, true], [5, true, true]]);
});
