import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Shape, parseDryRun } from "@besedka/api-client";
import { DryRunPanel } from "../src/features/mailing/components/DryRunPanel";

const run = (previews: unknown[], excluded: unknown[] = []) => parseDryRun(Shape.of({ recipients: previews.length, previews, excluded }, "dryRun"));
const drawn = (previews: unknown[], excluded: unknown[] = []) => renderToStaticMarkup(createElement(DryRunPanel, { run: run(previews, excluded) }));

test("what the first will read has its buttons and its template filled in", () => {
  const buttons = { type: "buttons", inline: true, oneTime: false, lines: [[{ label: "Order 7", kind: "URL", value: "https://shop.example/o/7" }, { label: "Later", kind: "TEXT" }]] };
  const template = {
    type: "template", name: "order_ready", language: "en", parameters: ["Anna"], header: { text: "No. 7" },
    buttons: [{ index: 0, kind: "URL", value: "o/7" }, { index: 1, kind: "TEXT", label: "Thanks" }],
  };
  const html = drawn([
    { client: 5, name: "Anna", text: "**Hello**, Anna", markup: true, parts: [buttons] },
    { client: 6, name: "Boris", text: "Anna, your order is ready", markup: false, parts: [template] },
  ]);
  expect(html).toContain("<strong>Hello</strong>, Anna");
  expect(html).toContain('href="https://shop.example/o/7"');
  for (const said of ["Order 7", "Later", "Anna, your order is ready", "No. 7", "o/7", "Thanks", "order_ready"]) expect(html).toContain(said);
});

test("a template whose words nobody knows shows what fills it, and no text is said to be none", () => {
  expect(drawn([{ client: 5, text: "", markup: false, parts: [{ type: "template", name: "sale", language: "en", parameters: ["10%", "May"] }] }])).toContain("10% · May");
  expect(drawn([{ client: 5, text: " ", markup: false, parts: [] }])).toContain("(no text)");
});

test("who has nothing to fill the template with is named with the reason", () => {
  const html = drawn([], [{ why: "empty_parameter", count: 2, clients: [{ client: 7, name: "Clara" }, { client: 8 }], platformIds: [] }]);
  expect(html).toContain("Nothing to fill the template with: 2");
  expect(html).toContain("Clara, #8");
});
