import type { Connection, Member, ServerFrame, SocketState } from "@besedka/api-client";
import { confirmed, withoutConversation as unsent, type Outbox } from "../../conversation/state/outbox";
import { withLive, type Thread } from "../../conversation/state/thread";
import { newLists, withEntry, withoutOne, type Lists } from "../../list/state/lists";
import { typedAt, typingEnded, type Presence, type Typing } from "../../live/state/presence";

/** All that is known of one project while its inbox is open. */
export type ProjectState = {
  lists: Lists;
  threads: ReadonlyMap<number, Thread>;
  outbox: Outbox;
  /** Conversations that were erased while this page was open: whoever looks at one is told so. */
  erased: ReadonlySet<number>;
  presence: Presence;
  typing: ReadonlyMap<number, Typing>;
  line: SocketState["phase"];
  /** The line was live at least once: only then is its loss worth a banner. */
  wasLive: boolean;
  members: readonly Member[];
  connections: readonly Connection[];
};

/** Threads kept in memory; the least recently opened goes first. */
export const THREADS_KEPT = 20;

export const newProjectState = (me: number, outbox: Outbox): ProjectState => ({
  lists: newLists(me),
  threads: new Map(),
  outbox,
  erased: new Set(),
  presence: { online: [], viewing: {} },
  typing: new Map(),
  line: "idle",
  wasLive: false,
  members: [],
  connections: [],
});

export function withThread(state: ProjectState, id: number, step: (thread: Thread) => Thread): ProjectState {
  const thread = state.threads.get(id);
  return thread === undefined ? state : { ...state, threads: new Map(state.threads).set(id, step(thread)) };
}

export function withOpened(state: ProjectState, id: number, thread: Thread): ProjectState {
  const threads = new Map([...state.threads].filter(([known]) => known !== id).slice(1 - THREADS_KEPT));
  return { ...state, threads: threads.set(id, thread) };
}

/** Takes in one frame of the socket. */
export function withFrame(state: ProjectState, frame: ServerFrame, now: number): ProjectState {
  switch (frame.type) {
    case "conversation": {
      const { id } = frame.conversation;
      const told = withThread(state, id, (thread) => withLive(thread, frame.messages));
      const spoke = frame.messages.some((message) => message.author.kind === "client");
      return {
        ...told,
        lists: withEntry(state.lists, frame.conversation, frame.cursor),
        outbox: confirmed(state.outbox, id, frame.messages),
        typing: spoke ? typingEnded(state.typing, id) : state.typing,
      };
    }
    case "typing":
      return { ...state, typing: typedAt(state.typing, frame.conversationId, frame.author, now) };
    case "presence":
      return { ...state, presence: { online: frame.online, viewing: frame.viewing } };
    case "reset":
      return { ...state, threads: new Map(), lists: newLists(state.lists.me) };
    case "erased":
      return withoutConversation(state, frame.conversationId, frame.cursor);
    case "contact":
    case "deal":
    case "ready":
    case "pong":
      return state;
  }
}

function withoutConversation(state: ProjectState, id: number, cursor: number): ProjectState {
  return {
    ...state,
    lists: withoutOne(state.lists, id, cursor),
    threads: new Map([...state.threads].filter(([known]) => known !== id)),
    outbox: unsent(state.outbox, id),
    typing: typingEnded(state.typing, id),
    erased: new Set(state.erased).add(id),
  };
}

export const withLine = (state: ProjectState, line: SocketState["phase"]): ProjectState => ({
  ...state, line, wasLive: state.wasLive || line === "live",
});
