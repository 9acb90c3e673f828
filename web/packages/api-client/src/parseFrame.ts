import { parseAuthor, parseMessage, parseSummary } from "./parse";
import { Shape } from "./shape";
import type { ServerFrame } from "./words";

const ids = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((id): id is number => typeof id === "number") : [];

/** Undefined for a frame of a kind this app does not know: a newer server must not break an older tab. */
export function parseFrame(text: string): ServerFrame | undefined {
  const json: unknown = JSON.parse(text);
  const s = Shape.of(json, "frame");
  const type = s.maybeString("type");
  switch (type) {
    case "conversation":
      return {
        type,
        cursor: s.number("cursor"),
        conversation: s.object("conversation", parseSummary),
        messages: s.objects("messages", parseMessage),
      };
    case "deal":
      return { type, cursor: s.number("cursor"), dealId: s.number("dealId"), conversationId: s.number("conversationId") };
    case "contact":
    case "erased":
      return { type, cursor: s.number("cursor"), conversationId: s.number("conversationId") };
    case "ready":
      return { type, cursor: s.number("cursor") };
    case "typing":
      return { type, conversationId: s.number("conversationId"), author: s.object("author", parseAuthor) };
    case "presence":
      return {
        type,
        online: ids(s.raw("online")),
        viewing: Object.fromEntries(s.entries("viewing").map(([id, users]) => [id, ids(users)])),
      };
    case "reset":
    case "pong":
      return { type };
    default:
      return undefined;
  }
}
