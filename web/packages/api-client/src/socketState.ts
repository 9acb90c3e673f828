/**
 * The life of the socket as a pure machine: what happened goes in, the next state and what is to be done come out.
 * The driver (`Socket`) does it: opens, closes, sets the one timer. So every reconnect is testable without a network.
 */
export type SocketState = {
  /** The largest log cursor taken in; the next connection resumes after it. */
  cursor: number;
  phase: "idle" | "opening" | "catching-up" | "live" | "waiting";
  /** Failed attempts since the last `ready`. */
  attempts: number;
  /** A ping is out and nothing has been heard since. */
  doubtful: boolean;
};

export type SocketEvent =
  | { type: "start"; cursor: number }
  | { type: "opened" }
  | { type: "heard"; cursor?: number; ready?: boolean }
  | { type: "reset" }
  | { type: "closed"; luck: number }
  | { type: "timer" }
  | { type: "woke" }
  | { type: "offline" }
  | { type: "stop" };

export type SocketAct = { type: "open"; after: number } | { type: "close" } | { type: "ping" } | { type: "timer"; after: number };

export const PING_EVERY = 25_000;
export const PONG_WITHIN = 8_000;
export const OPEN_WITHIN = 10_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

export const restingSocket: SocketState = { cursor: 0, phase: "idle", attempts: 0, doubtful: false };

/** Milliseconds until the next attempt; luck in [0, 1) spreads a crowd of clients that lost the server together. */
export function backoff(attempts: number, luck: number): number {
  const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts, 16));
  return Math.round(ceiling * (0.5 + luck / 2));
}

export function stepSocket(state: SocketState, event: SocketEvent): [SocketState, SocketAct[]] {
  switch (event.type) {
    case "start":
      return open({ ...restingSocket, cursor: event.cursor });
    case "opened":
      return [{ ...state, phase: "catching-up" }, [{ type: "timer", after: PING_EVERY }]];
    case "heard":
      return [heard(state, event.cursor, event.ready === true), [{ type: "timer", after: PING_EVERY }]];
    case "reset":
      return [{ ...restingSocket }, [{ type: "close" }]];
    case "closed":
      return closed(state, event.luck);
    case "timer":
      return timer(state);
    case "woke":
      return woke(state);
    case "offline":
      return state.phase === "idle" ? [state, []] : [{ ...state, phase: "waiting", doubtful: false }, [{ type: "close" }]];
    case "stop":
      return [{ ...restingSocket }, [{ type: "close" }]];
  }
}

function open(state: SocketState): [SocketState, SocketAct[]] {
  return [
    { ...state, phase: "opening", doubtful: false },
    [{ type: "open", after: state.cursor }, { type: "timer", after: OPEN_WITHIN }],
  ];
}

function heard(state: SocketState, cursor: number | undefined, ready: boolean): SocketState {
  return {
    cursor: Math.max(state.cursor, cursor ?? 0),
    phase: ready ? "live" : state.phase,
    attempts: ready ? 0 : state.attempts,
    doubtful: false,
  };
}

function closed(state: SocketState, luck: number): [SocketState, SocketAct[]] {
  if (state.phase === "idle") return [state, []];
  return [
    { ...state, phase: "waiting", attempts: state.attempts + 1, doubtful: false },
    [{ type: "timer", after: backoff(state.attempts, luck) }],
  ];
}

function timer(state: SocketState): [SocketState, SocketAct[]] {
  if (state.phase === "idle") return [state, []];
  if (state.phase === "waiting") return open(state);
  if (state.phase === "opening" || state.doubtful) return [state, [{ type: "close" }]];
  return [{ ...state, doubtful: true }, [{ type: "ping" }, { type: "timer", after: PONG_WITHIN }]];
}

/** The network came back or the tab was shown: connect at once, or prove that the old connection still lives. */
function woke(state: SocketState): [SocketState, SocketAct[]] {
  if (state.phase === "waiting") return open({ ...state, attempts: 0 });
  if (state.phase === "catching-up" || state.phase === "live")
    return [{ ...state, doubtful: true }, [{ type: "ping" }, { type: "timer", after: PONG_WITHIN }]];
  return [state, []];
}
