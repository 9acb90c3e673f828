import { expect, test } from "vitest";
import { parseFrame } from "../src/parseFrame";
import { parseMessage, parseSummary } from "../src/parse";
import { problemOf } from "../src/problemOf";
import { BadShape, Shape } from "../src/shape";

const summary = {
  id: 7, client: { name: "Anna", channel: "telegram", connectionId: 1 }, owner: { kind: "bot" }, status: "open",
  createdAt: "2026-01-01T10:00:00Z", phone: null,
};

test("absent members take their quiet meaning", () => {
  const read = parseSummary(Shape.of(summary, "summary"));
  expect(read.tags).toEqual([]);
  expect(read.unread).toBe(0);
  expect(read.lastMessageAt).toBe("2026-01-01T10:00:00.000Z");
  expect(read.client.blocked).toBe(false);
  expect(read.client.avatarUrl).toBeUndefined();
});

test("a client's picture is where the server says", () => {
  const avatarUrl = "/v1/projects/1/pictures/3007";
  expect(parseSummary(Shape.of({ ...summary, client: { ...summary.client, avatarUrl } }, "summary")).client.avatarUrl).toBe(avatarUrl);
});

test("a missing id is told with its place", () => {
  expect(() => parseSummary(Shape.of({ ...summary, id: null }, "summary"))).toThrow(BadShape);
  expect(() => parseSummary(Shape.of({ ...summary, owner: { kind: "king" } }, "summary"))).toThrow("summary.owner.kind");
});

test("a part of an unknown kind is kept as unsupported", () => {
  const message = parseMessage(Shape.of({
    seq: 1, at: "2026-01-01T10:00:00Z", author: { kind: "client" },
    content: { text: "", parts: [{ type: "hologram" }, { type: "buttons", inline: true, lines: [[{ label: "Yes" }]] }] },
  }, "message"));
  expect(message.content.parts[0]).toEqual({ type: "unsupported", kind: "hologram" });
  expect(message.content.parts[1]).toMatchObject({ type: "buttons", lines: [[{ label: "Yes", kind: "TEXT" }]] });
});

test("a frame of an unknown kind is skipped", () => {
  expect(parseFrame('{"type":"weather"}')).toBeUndefined();
  expect(parseFrame('{"type":"presence","online":[1,"x"],"viewing":{"5":[2]}}'))
    .toEqual({ type: "presence", online: [1], viewing: { 5: [2] } });
});

test("an error page of a proxy is a problem by its status", () => {
  expect(problemOf(502, "<html>", null)).toMatchObject({ status: 502, code: "http_502", passing: true });
  expect(problemOf(429, '{"error":{"code":"too_many","message":"m"}}', "12"))
    .toMatchObject({ code: "too_many", retryAfter: 12, passing: true });
  expect(problemOf(422, '{"error":{"code":"bad","message":"m","field":"name"}}', null))
    .toMatchObject({ field: "name", passing: false });
});
