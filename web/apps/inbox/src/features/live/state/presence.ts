import type { Author } from "@besedka/api-client";

export type Presence = { online: readonly number[]; viewing: Readonly<Record<string, readonly number[]>> };
export type Typing = { author: Author; until: number };

export const TYPING_FOR = 5_000;

export const typedAt = (typing: ReadonlyMap<number, Typing>, conversation: number, author: Author, now: number) =>
  new Map(typing).set(conversation, { author, until: now + TYPING_FOR });

/** A message of the one who typed ends the typing. */
export function typingEnded(typing: ReadonlyMap<number, Typing>, conversation: number): ReadonlyMap<number, Typing> {
  if (!typing.has(conversation)) return typing;
  const rest = new Map(typing);
  rest.delete(conversation);
  return rest;
}

export function typingFaded(typing: ReadonlyMap<number, Typing>, now: number): ReadonlyMap<number, Typing> {
  const rest = new Map([...typing].filter(([, one]) => one.until > now));
  return rest.size === typing.size ? typing : rest;
}
