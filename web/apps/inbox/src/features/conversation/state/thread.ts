import type { Message } from "@besedka/api-client";

/** The loaded tail of a conversation: a run of messages without holes, ascending by seq. */
export type Thread = {
  messages: readonly Message[];
  /** There are older ones on the server. */
  more: boolean;
  phase: "loading" | "ready" | "loading-older" | "failed";
  /** Messages that came live while the first page was on its way; they are newer than the page. */
  early: readonly Message[];
  variables: Readonly<Record<string, string>>;
  /** Read up to here when the conversation was opened: the "new messages" line stands after it. */
  readUpTo: number;
};

export const newThread = (readUpTo: number): Thread => ({
  messages: [], more: false, phase: "loading", early: [], variables: {}, readUpTo,
});

/** Puts messages in by seq; of two with the same seq the later given wins. */
export function upsert(known: readonly Message[], given: readonly Message[]): readonly Message[] {
  if (given.length === 0) return known;
  const last = known.at(-1);
  const first = given[0];
  if (first !== undefined && (last === undefined || first.seq > last.seq) && ascending(given)) return [...known, ...given];
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  given.forEach((message) => bySeq.set(message.seq, message));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

const ascending = (messages: readonly Message[]): boolean =>
  messages.every((message, index) => index === 0 || message.seq > (messages[index - 1]?.seq ?? 0));

export function withFirstPage(thread: Thread, messages: readonly Message[], more: boolean): Thread {
  return { ...thread, messages: upsert(messages, thread.early), early: [], more, phase: "ready" };
}

/** Older messages go below what is known: what is known may have changed since. */
export function withOlder(thread: Thread, older: readonly Message[], more: boolean): Thread {
  return { ...thread, messages: upsert(older, thread.messages), more, phase: "ready" };
}

/** A change of a message older than the loaded run is left out: it will be read when scrolled to. */
export function withLive(thread: Thread, live: readonly Message[]): Thread {
  if (thread.phase === "loading" || thread.phase === "failed") return { ...thread, early: upsert(thread.early, live) };
  const oldest = thread.messages[0]?.seq ?? 0;
  return { ...thread, messages: upsert(thread.messages, live.filter((m) => m.seq >= oldest || !thread.more)) };
}
