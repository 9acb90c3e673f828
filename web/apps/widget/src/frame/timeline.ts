// The messages a chat shows, merged from every source that may tell them: pages, the socket, the visitor's own sends.
import type { Button, Buttons, Message } from "./wire";

/** Messages in the order of their seq; `cursor` is the largest seq the server itself has told, from which a reconnect resumes. */
export type Timeline = { messages: Message[]; cursor: number };

export const EMPTY: Timeline = { messages: [], cursor: 0 };
const RANK = ["", "sent", "delivered", "read"];

/** Later news of a message replaces earlier ones, but a tick never goes back and a deletion is for good. */
function newer(old: Message | undefined, told: Message): Message {
  if (!old) return told;
  if (old.deleted && !told.deleted) return old;
  return RANK.indexOf(old.status) > RANK.indexOf(told.status) ? { ...told, status: old.status } : told;
}

function upsert(messages: Message[], told: Message[]): Message[] {
  const bySeq = new Map(messages.map((one) => [one.seq, one]));
  for (const one of told) bySeq.set(one.seq, newer(bySeq.get(one.seq), one));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

export function merge(timeline: Timeline, told: Message[]): Timeline {
  if (told.length === 0) return timeline;
  return { messages: upsert(timeline.messages, told), cursor: told.reduce((most, one) => Math.max(most, one.seq), timeline.cursor) };
}

/** What the visitor sent and the server took: shown at its seq, but no reason to skip what the server has yet to tell. */
export function took(timeline: Timeline, mine: Message): Timeline {
  return timeline.messages.some((one) => one.seq === mine.seq) ? timeline : { ...timeline, messages: upsert(timeline.messages, [mine]) };
}

/** An operator has read up to `seq`. */
export function read(timeline: Timeline, seq: number): Timeline {
  const reached = (one: Message) => one.mine && one.seq <= seq && one.status !== "read";
  return timeline.messages.some(reached)
    ? { ...timeline, messages: timeline.messages.map((one) => (reached(one) ? { ...one, status: "read" } : one)) }
    : timeline;
}

/** How many messages for the visitor came after `seq`. */
export const unreadAfter = (timeline: Timeline, seq: number): number =>
  timeline.messages.filter((one) => !one.mine && !one.deleted && one.seq > seq).length;

const replyButtons = (message: Message): Buttons | undefined =>
  message.content.parts.find((part): part is Buttons => part.type === "buttons" && !part.inline);

/** The reply keyboard in force: the last one given, unless it was for one answer and an answer followed. */
export function keyboard(messages: Message[], answering: boolean): Button[][] {
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at];
    const buttons = message && !message.mine && !message.deleted ? replyButtons(message) : undefined;
    if (!buttons) continue;
    const answered = answering || messages.slice(at + 1).some((one) => one.mine);
    return buttons.oneTime && answered ? [] : buttons.lines;
  }
  return [];
}
