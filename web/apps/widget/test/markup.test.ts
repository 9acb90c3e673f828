import { describe, expect, test } from "vitest";
import { bare, linked, markup, safeHref, type Node } from "../src/frame/markup";

/** A tree as one line, so that a test reads as what it says. */
const line = (nodes: Node[]): string =>
  nodes.map((node) => ("text" in node ? (node.kind === "code" ? `<code ${node.text}>` : node.text) : `<${node.kind}${node.kind === "link" ? ` ${node.href}` : ""} ${line(node.inside)}>`)).join("");

describe("light markup", () => {
  test.each([
    ["**bold** and *slanted*", "<bold bold> and <italic slanted>"],
    ["**bold *both* bold**", "<bold bold <italic both> bold>"],
    ["*one **two** one*", "<italic one <bold two> one>"],
    ["~~old~~ `a*b*c`", "<struck old> <code a*b*c>"],
    ["[shop](https://example.org/a?b=1)", "<link https://example.org/a?b=1 shop>"],
    ["\\*not\\* \\[this\\](x) \\\\", "*not* [this](x) \\"],
    ["2 * 3 = 6", "2 * 3 = 6"],
    ["** ** **", "<bold  > **"],
    ["unclosed **bold", "unclosed **bold"],
    ["`unclosed", "`unclosed"],
    ["see https://example.org/a_b*c*d", "see <link https://example.org/a_b*c*d https://example.org/a_b*c*d>"],
  ])("%s", (text, tree) => expect(line(markup(text))).toBe(tree));

  test("an address that would run something stays text", () => {
    for (const href of ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//evil", "/x"]) {
      expect(safeHref(href), href).toBeUndefined();
      expect(markup(`[x](${href})`).some((node) => node.kind === "link"), href).toBe(false);
    }
  });

  test("never loses a letter or throws, whatever is typed", () => {
    const signs = ["*", "**", "~~", "`", "[", "](", ")", "\\", "a", " ", "https://x.y", "\n", "<b>"];
    for (let seed = 1; seed <= 500; seed++) {
      let state = seed;
      const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
      const text = Array.from({ length: 25 }, () => signs[Math.floor(random() * signs.length)]).join("");
      const letters = (from: string) => from.replace(/[^ab<>\n]/g, "");
      const shown = bare(markup(text));
      const withoutLinks = text.replace(/\]\([^)]*\)/g, "");
      expect(letters(shown).length, `seed ${seed}: ${text}`).toBeGreaterThanOrEqual(letters(withoutLinks).length);
    }
  });

  test("a hundred thousand signs that close nothing are shown and do not hang", () => {
    for (const sign of ["[", "`a", "*a ", "~~b", "[a](x"]) {
      const text = sign.repeat(100_000 / sign.length);
      expect(bare(markup(text)).replace(/[*~`]/g, "").length, sign).toBe(text.replace(/[*~`]/g, "").length);
    }
  });
});

describe("literal text", () => {
  test.each([
    ["go to https://example.org/x, please.", "go to <link https://example.org/x https://example.org/x>, please."],
    ["(https://example.org)", "(<link https://example.org https://example.org>)"],
    ["https://example.org/a_(b)", "<link https://example.org/a_(b) https://example.org/a_(b)>"],
    ["**no** <b>markup</b>", "**no** <b>markup</b>"],
  ])("%s", (text, tree) => expect(line(linked(text))).toBe(tree));
});
