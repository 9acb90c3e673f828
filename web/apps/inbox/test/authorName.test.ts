import type { Message } from "@besedka/api-client";
import { expect, test } from "vitest";
import { authorName } from "../src/features/conversation/state/authorName";
import { timeline } from "../src/features/conversation/state/timeline";
import { translator } from "../src/shared/translate";

const said = (author: Message["author"], more: Partial<Message> = {}): Message =>
  ({ seq: 1, at: "2026-01-01T10:00:00Z", author, note: false, content: { text: "Hi", markup: false, parts: [] }, ...more });
const name = (message: Message, me?: number) => authorName(message, "Anna", translator("en"), me);

test("a message is by whoever wrote it", () => {
  expect(name(said({ kind: "client" }))).toBe("Anna");
  expect(authorName(said({ kind: "client" }), "", translator("en"))).not.toBe("");
  expect(name(said({ kind: "operator", id: 3, name: "Olga" }), 3)).toBe("You");
  expect(name(said({ kind: "operator", id: 3, name: "Olga" }), 4)).toBe("Olga");
  expect(name(said({ kind: "operator", id: 3 }))).toBe("Colleague");
  expect(name(said({ kind: "bot" }))).toBe("Bot");
  expect(name(said({ kind: "outside" }))).toBe("Not through us");
});

test("what a broadcast says is the broadcast's, what a program says the API's", () => {
  expect(name(said({ kind: "api" }, { broadcast: 5 }))).toBe("Broadcast");
  expect(name(said({ kind: "api", id: 7 }, { broadcast: 5 }))).toBe("Broadcast");
  expect(name(said({ kind: "api", id: 7 }))).toBe("API");
  expect(authorName({ author: { kind: "api" } }, "", translator("en")), "a preview of one that a member started").toBe("Broadcast");
});

test("a broadcast's message and a program's do not share a name above them", () => {
  const items = timeline([said({ kind: "api" }), said({ kind: "api" }, { seq: 2, broadcast: 5 }), said({ kind: "api" }, { seq: 3, broadcast: 5 })], "UTC", undefined);
  expect(items.flatMap((item) => (item.kind === "message" ? [item.first] : []))).toEqual([true, true, false]);
});
