import { expect, test } from "vitest";
import {
  backoff, OPEN_WITHIN, PING_EVERY, PONG_WITHIN, restingSocket, stepSocket, type SocketAct, type SocketEvent, type SocketState,
} from "../src/socketState";

function after(...events: SocketEvent[]): { state: SocketState; acts: SocketAct[] } {
  let state = restingSocket;
  let acts: SocketAct[] = [];
  for (const event of events) [state, acts] = stepSocket(state, event);
  return { state, acts };
}

const live: SocketEvent[] = [
  { type: "start", cursor: 10 },
  { type: "opened" },
  { type: "heard", cursor: 11 },
  { type: "heard", cursor: 12, ready: true },
];

test("starts after the cursor it was given", () => {
  expect(after({ type: "start", cursor: 10 }).acts).toEqual([
    { type: "open", after: 10 },
    { type: "timer", after: OPEN_WITHIN },
  ]);
});

test("is live only when the catch-up is done", () => {
  expect(after(...live.slice(0, 3)).state.phase).toBe("catching-up");
  expect(after(...live).state).toEqual({ cursor: 12, phase: "live", attempts: 0, doubtful: false });
});

test("resumes after the largest cursor it has taken in", () => {
  const { acts } = after(...live, { type: "heard", cursor: 11 }, { type: "closed", luck: 0 }, { type: "timer" });
  expect(acts[0]).toEqual({ type: "open", after: 12 });
});

test("waits longer after each failure and starts over once live", () => {
  const failures: SocketEvent[] = [{ type: "closed", luck: 0 }, { type: "timer" }, { type: "closed", luck: 0 }];
  expect(after(...live, ...failures).acts).toEqual([{ type: "timer", after: 500 }]);
  expect(after(...live, ...failures, { type: "timer" }, ...live.slice(1)).state.attempts).toBe(0);
});

test("pings a quiet line and closes one that does not answer", () => {
  expect(after(...live, { type: "timer" }).acts).toEqual([{ type: "ping" }, { type: "timer", after: PONG_WITHIN }]);
  expect(after(...live, { type: "timer" }, { type: "timer" }).acts).toEqual([{ type: "close" }]);
  expect(after(...live, { type: "timer" }, { type: "heard" }).acts).toEqual([{ type: "timer", after: PING_EVERY }]);
});

test("connects at once when the machine wakes, without the rest of the wait", () => {
  const { state, acts } = after(...live, { type: "closed", luck: 1 }, { type: "woke" });
  expect(acts[0]).toEqual({ type: "open", after: 12 });
  expect(state.attempts).toBe(0);
});

test("doubts an open line when the machine wakes", () => {
  expect(after(...live, { type: "woke" }).acts).toEqual([{ type: "ping" }, { type: "timer", after: PONG_WITHIN }]);
});

test("a reset forgets the cursor and stays closed until it is started again", () => {
  const { state, acts } = after(...live, { type: "reset" });
  expect(state).toEqual(restingSocket);
  expect(acts).toEqual([{ type: "close" }]);
  expect(after(...live, { type: "reset" }, { type: "closed", luck: 0 }).acts).toEqual([]);
});

test("a stopped socket stays stopped", () => {
  for (const event of [{ type: "timer" }, { type: "woke" }, { type: "closed", luck: 0 }, { type: "offline" }] as const)
    expect(after(...live, { type: "stop" }, event).acts).toEqual([]);
});

test("the wait never passes half a minute and never vanishes", () => {
  for (let attempts = 0; attempts < 100; attempts++)
    for (const luck of [0, 0.5, 0.999]) {
      expect(backoff(attempts, luck)).toBeLessThanOrEqual(30_000);
      expect(backoff(attempts, luck)).toBeGreaterThanOrEqual(250);
    }
});
