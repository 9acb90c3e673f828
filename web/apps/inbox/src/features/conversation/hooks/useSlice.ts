import { useState } from "react";
import type { Message } from "@besedka/api-client";
import { grown, shifted, tail, type Slice } from "../state/slice";

/** The part of the messages that stands in the page, kept right while messages come at either end. */
export function useSlice(messages: readonly Message[], following: () => boolean): [Slice, (slice: Slice) => void] {
  const [held, setHeld] = useState({ messages, slice: tail(messages.length) });
  if (held.messages === messages) return [held.slice, (slice) => setHeld({ messages, slice })];
  const first = held.messages[0];
  const before = first === undefined ? 0 : Math.max(0, messages.findIndex((message) => message.seq === first.seq));
  const slice = grown(shifted(held.slice, before), held.messages.length + before, messages.length, following());
  setHeld({ messages, slice });
  return [slice, (next) => setHeld({ messages, slice: next })];
}
