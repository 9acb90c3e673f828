import { expect, test } from "vitest";
import { contrast, onColour, readableOn, rgb, type Rgb } from "../src/colour";

test("reads both forms of a colour, and takes ours for anything else", () => {
  expect(rgb("#f80")).toEqual([255, 136, 0]);
  expect(rgb("#2F6F4F")).toEqual([47, 111, 79]);
  expect(rgb("red; } * { display: none")).toEqual([47, 111, 79]);
});

test("words on any colour and in any colour can be read", () => {
  const grounds: Rgb[] = [[241, 243, 245], [38, 42, 47]];
  for (let value = 0; value < 1 << 24; value += 48_271) {
    const colour: Rgb = [value >> 16, (value >> 8) & 255, value & 255];
    expect(contrast(onColour(colour), colour), `on ${colour}`).toBeGreaterThanOrEqual(4.2);
    for (const ground of grounds) expect(contrast(readableOn(colour, ground), ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
});

test("a colour that can be read already stays as it is", () => {
  expect(readableOn([47, 111, 79], [241, 243, 245])).toEqual([47, 111, 79]);
});
