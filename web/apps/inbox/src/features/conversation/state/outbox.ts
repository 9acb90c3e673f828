import type { Message, NewContent } from "@besedka/api-client";

export type Refusal = { code: string; message: string };

/** Something written here that the server has not yet confirmed. The key makes every repetition the same message. */
export type Pending = {
  key: string;
  conversationId: number;
  note: boolean;
  content: NewContent;
  replyTo?: number | undefined;
  at: string;
  /** The server said no for good: its reason is shown, and a person decides. */
  refusal?: Refusal | undefined;
};

export type Outbox = readonly Pending[];

export const queued = (outbox: Outbox, pending: Pending): Outbox => [...outbox, pending];

export const without = (outbox: Outbox, key: string): Outbox => {
  const rest = outbox.filter((pending) => pending.key !== key);
  return rest.length === outbox.length ? outbox : rest;
};

export const refused = (outbox: Outbox, key: string, refusal: Refusal): Outbox =>
  outbox.map((pending) => (pending.key === key ? { ...pending, refusal } : pending));

export const tryAgain = (outbox: Outbox, key: string): Outbox =>
  outbox.map((pending) => (pending.key === key ? { ...pending, refusal: undefined } : pending));

/** Drops what the log already holds: on screen a message stands once. */
export const confirmed = (outbox: Outbox, conversationId: number, messages: readonly Message[]): Outbox => {
  const keys = new Set(messages.map((message) => message.key));
  const rest = outbox.filter((pending) => pending.conversationId !== conversationId || !keys.has(pending.key));
  return rest.length === outbox.length ? outbox : rest;
};

/** Drops what was meant for a conversation that is no more. */
export const withoutConversation = (outbox: Outbox, conversationId: number): Outbox => {
  const rest = outbox.filter((pending) => pending.conversationId !== conversationId);
  return rest.length === outbox.length ? outbox : rest;
};

/** The next to send in each conversation: the first not refused, so that order is kept. */
export function heads(outbox: Outbox): Pending[] {
  const first = new Map<number, Pending>();
  for (const pending of outbox)
    if (pending.refusal === undefined && !first.has(pending.conversationId)) first.set(pending.conversationId, pending);
  return [...first.values()];
}
