import type { Message, Summary } from "@besedka/api-client";
import { expect, test } from "vitest";
import { newProjectState, withFrame, withOpened } from "../src/features/project/state/projectState";
import { newThread } from "../src/features/conversation/state/thread";

const summary: Summary = {
  id: 5, client: { name: "Anna", channel: "telegram", connectionId: 1, connectionName: "bot", blocked: false },
  owner: { kind: "nobody" }, status: "open", lastSeq: 1, unread: 1, readSeq: 0, preview: { text: "hi", author: { kind: "client" } },
  lastMessageAt: "2026-01-01T10:00:00Z", tags: [], createdAt: "2026-01-01T09:00:00Z",
};
const messages: Message[] = [];

test("nothing is left of an erased client, and whoever looks is told", () => {
  const unsent = [5, 6].map((conversationId) => ({ key: `k${conversationId}`, conversationId, note: false, content: { text: "x" }, at: "2026-01-01T10:00:00Z" }));
  const known = withFrame(newProjectState(1, unsent), { type: "conversation", cursor: 3, conversation: summary, messages }, 0);
  const typed = withFrame(withOpened(known, 5, newThread(0)), { type: "typing", conversationId: 5, author: { kind: "client" } }, 0);

  const left = withFrame(typed, { type: "erased", cursor: 4, conversationId: 5 }, 0);

  expect(left.lists.known.has(5)).toBe(false);
  expect(left.threads.has(5)).toBe(false);
  expect(left.typing.has(5)).toBe(false);
  expect(left.outbox.map((one) => one.conversationId)).toEqual([6]);
  expect(left.erased.has(5)).toBe(true);
});
