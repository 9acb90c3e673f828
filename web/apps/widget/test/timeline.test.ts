import { describe, expect, test } from "vitest";
import { EMPTY, keyboard, merge, read, took, unreadAfter } from "../src/frame/timeline";
import { message, type Message } from "../src/frame/wire";

const them = (seq: number, more: object = {}): Message => message({ seq, at: "2026-11-21T05:00:00Z", from: "them", content: { text: `t${seq}` }, ...more });
const me = (seq: number, more: object = {}): Message => them(seq, { from: "me", status: "sent", ...more });
const seqs = (messages: Message[]) => messages.map((one) => one.seq);
const buttons = (...labels: string[]) => ({ type: "buttons", inline: false, oneTime: true, lines: [labels.map((label) => ({ label, kind: "TEXT" }))] });

describe("merging", () => {
  test("orders by seq and shows each message once, whatever the order of news", () => {
    for (let seed = 1; seed <= 200; seed++) {
      let state = seed;
      const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
      const told = Array.from({ length: 30 }, () => them(1 + Math.floor(random() * 12)));
      let timeline = EMPTY;
      while (told.length) timeline = merge(timeline, told.splice(0, 1 + Math.floor(random() * 4)));
      const shown = seqs(timeline.messages);
      expect(shown, `seed ${seed}`).toEqual([...new Set(shown)].sort((a, b) => a - b));
      expect(timeline.cursor, `seed ${seed}`).toBe(shown.at(-1));
    }
  });

  test("an edit replaces, a deletion is for good", () => {
    const edited = merge(merge(EMPTY, [them(1)]), [them(1, { content: { text: "new" }, editedAt: "2026-11-21T05:01:00Z" })]);
    expect(edited.messages[0]).toMatchObject({ edited: true, content: { text: "new" } });
    const gone = merge(edited, [them(1, { deletedAt: "2026-11-21T05:02:00Z" })]);
    expect(merge(gone, [them(1)]).messages[0]?.deleted).toBe(true);
  });

  test("a tick never goes back", () => {
    const timeline = read(merge(EMPTY, [me(1), them(2), me(3)]), 2);
    expect(timeline.messages.map((one) => one.status)).toEqual(["read", "", "sent"]);
    expect(merge(timeline, [me(1)]).messages[0]?.status).toBe("read");
  });

  test("an own message is shown at once and does not move the cursor past what is still untold", () => {
    const timeline = took(merge(EMPTY, [them(4)]), me(7));
    expect(seqs(timeline.messages)).toEqual([4, 7]);
    expect(timeline.cursor).toBe(4);
    expect(seqs(merge(timeline, [them(5), me(7)]).messages)).toEqual([4, 5, 7]);
  });

  test("unread are theirs after what was seen, less the deleted", () => {
    const timeline = merge(EMPTY, [them(1), me(2), them(3), them(4, { deletedAt: "x" }), them(5)]);
    expect(unreadAfter(timeline, 1)).toBe(2);
    expect(unreadAfter(timeline, 5)).toBe(0);
  });
});

describe("the reply keyboard", () => {
  const labels = (messages: Message[], answering = false) => keyboard(messages, answering).flat().map((one) => one.label);
  const asks = them(2, { content: { text: "?", parts: [buttons("Yes", "No")] } });

  test("is the last one given, over later messages without one", () => {
    expect(labels([them(1, { content: { text: "", parts: [buttons("Old")] } }), asks, them(3)])).toEqual(["Yes", "No"]);
  });

  test("meant for one answer goes away with it, also with one that is still on its way", () => {
    expect(labels([asks, me(3)])).toEqual([]);
    expect(labels([asks], true)).toEqual([]);
  });

  test("meant to stay stays", () => {
    const stays = them(2, { content: { text: "", parts: [{ ...buttons("Menu"), oneTime: false }] } });
    expect(labels([stays, me(3)])).toEqual(["Menu"]);
  });

  test("is not there when its message was deleted", () => {
    expect(labels([{ ...asks, deleted: true }])).toEqual([]);
  });
});
