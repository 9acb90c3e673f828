import { expect, test } from "vitest";
import { isKept, keepDoor, pass } from "../src/app/door";

test("one leaves at once where nothing would be lost", () => {
  const left: string[] = [];
  pass(() => left.push("list"));
  expect(left).toEqual(["list"]);
});

test("a door that is kept is asked, and only the one who keeps it lets anybody through", () => {
  const left: string[] = [];
  const asked: (() => void)[] = [];
  const letGo = keepDoor((leave) => asked.push(leave));
  pass(() => left.push("list"));
  pass(() => left.push("inbox"));
  expect(left).toEqual([]);
  asked[1]?.();
  expect(left).toEqual(["inbox"]);
  letGo();
  letGo();
  expect(isKept()).toBe(false);
  pass(() => left.push("list"));
  expect(left).toEqual(["inbox", "list"]);
});

test("of two doors the nearer is asked, and the other when that is gone", () => {
  const asked: string[] = [];
  const outer = keepDoor(() => asked.push("outer"));
  const inner = keepDoor(() => asked.push("inner"));
  pass(() => undefined);
  inner();
  pass(() => undefined);
  outer();
  expect(asked).toEqual(["inner", "outer"]);
});
