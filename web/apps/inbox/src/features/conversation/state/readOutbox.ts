import { parseContent, Shape } from "@besedka/api-client";
import { keep } from "../../../shared/keep";
import type { Outbox } from "./outbox";

/** What was written before the page was closed and never confirmed. */
export function readOutbox(drawer: string): Outbox {
  const kept = keep.read(drawer);
  if (kept === null) return [];
  try {
    return Shape.of({ kept: JSON.parse(kept) }, drawer).objects("kept", (s) => ({
      key: s.string("key"),
      conversationId: s.number("conversationId"),
      note: s.flag("note"),
      content: s.object("content", parseContent),
      replyTo: s.maybeNumber("replyTo"),
      at: s.string("at"),
      refusal: s.maybeObject("refusal", (r) => ({ code: r.string("code"), message: r.string("message") })),
    }));
  } catch {
    return [];
  }
}
