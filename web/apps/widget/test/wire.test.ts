import { expect, test } from "vitest";
import { event, message, page, parsed } from "../src/frame/wire";

test("whatever comes, reading it never throws", () => {
  for (const odd of [null, undefined, 7, "x", [], [[]], { messages: 7 }, { messages: [null, 7, { seq: "1" }] }, { type: "messages" }, { content: { parts: [null, { type: "buttons", lines: 3 }] } }]) {
    expect(page(odd).messages).toEqual([]);
    expect(() => [message(odd), event(odd)]).not.toThrow();
  }
  expect(parsed("{")).toBeUndefined();
});

test("a kind of part that is not known is kept as such", () => {
  expect(message({ seq: 1, content: { text: "", parts: [{ type: "hologram" }] } }).content.parts).toEqual([{ type: "unsupported" }]);
});

test("buttons keep their order, by which presses are counted", () => {
  const { content } = message({ seq: 1, content: { parts: [{ type: "buttons", inline: true, lines: [[{ label: "A", kind: "TEXT" }, { label: "B", kind: "NEW" }], [{ label: "C", kind: "URL", value: "https://x" }]] }] } });
  expect(content.parts[0]).toMatchObject({ inline: true, lines: [[{ label: "A" }, { label: "B", kind: "TEXT" }], [{ label: "C", kind: "URL", value: "https://x" }]] });
});
