import { expect, test } from "vitest";
import { backoff } from "../src/frame/backoff";

test("waits double, up to the most", () => {
  const whole = [0, 1, 2, 3, 10, 5000].map((attempt) => backoff(attempt, 1000, 60_000, () => 1));
  expect(whole).toEqual([1000, 2000, 4000, 8000, 60_000, 60_000]);
});

test("jitter never makes a wait shorter than half", () => {
  expect(backoff(3, 1000, 60_000, () => 0)).toBe(4000);
  expect(backoff(0, 15_000, 300_000, () => 0.5)).toBe(11_250);
});
