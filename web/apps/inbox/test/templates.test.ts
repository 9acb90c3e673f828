import { expect, test } from "vitest";
import { Shape, parseMessage, parseTemplates, type ApprovedTemplate, type Message } from "@besedka/api-client";
import { canEdit } from "../src/features/conversation/state/canEdit";
import { addressOf, filledText, fillingOf, headerPieces, languageName, matching, piecesOf, slotFault, slotsOf, templatePart, templateWords, textPieces } from "../src/features/template/state/templates";

const plain: ApprovedTemplate = { name: "hello", language: "en_US", category: "utility", text: "Hello World", places: 0, examples: [], footer: "", buttons: [], usable: true };
const order: ApprovedTemplate = {
  ...plain, name: "order_ready", language: "ru", header: { text: "Заказ {{1}}", places: 1, example: "1052" },
  text: "{{1}}, готово: {{2}}. Ждём, {{1}}!", places: 2, examples: ["Анна", "сегодня"],
  buttons: [{ kind: "TEXT", label: "Спасибо", value: "", places: 0 }, { kind: "URL", label: "Где", value: "https://x.example/{{1}}", places: 1, example: "1052" }],
};
const photo: ApprovedTemplate = { ...plain, name: "photo", header: { text: "", media: "PHOTO", places: 0 } };
const filling = { header: " 7 ", "text.1": "Анна", "text.2": "в\t 8", "button.1": "7" };

test("there is a field for every place and for none else", () => {
  expect(slotsOf(plain)).toEqual([]);
  expect(slotsOf(order).map((slot) => [slot.key, slot.kind, slot.example])).toEqual([
    ["header", "header", "1052"], ["text.1", "text", "Анна"], ["text.2", "text", "сегодня"], ["button.1", "button", "1052"]]);
  expect(slotsOf(photo).map((slot) => slot.key)).toEqual(["file"]);
});

test("what is filled in stands in the text wherever its place is", () => {
  expect(filledText(order, filling)).toBe("Анна, готово: в 8. Ждём, Анна!");
  expect(filledText(plain, {})).toBe("Hello World");
  expect(textPieces(order, { "text.2": "{{1}}" }).map((piece) => piece.text)).toEqual(["", ", готово: ", "{{1}}", ". Ждём, ", "", "!"]);
  expect(headerPieces(order, filling)).toEqual([{ text: "Заказ " }, { text: "7", place: 1 }]);
  expect(addressOf(order, 1, filling)).toBe("https://x.example/7");
  expect(piecesOf("", () => "")).toEqual([]);
});

test("the part says what the provider is told, and nothing more", () => {
  expect(templatePart(order, filling)).toEqual({
    type: "template", name: "order_ready", language: "ru", parameters: ["Анна", "в 8"], header: { text: "7" }, buttons: [{ index: 1, kind: "URL", value: "7" }] });
  expect(templatePart(plain, {})).toEqual({ type: "template", name: "hello", language: "en_US", parameters: [] });
  expect(templatePart(photo, { file: " https://x.example/a.jpg" }).header).toEqual({ media: "PHOTO", link: "https://x.example/a.jpg" });
});

test("a field is judged by its kind", () => {
  const faults = (template: ApprovedTemplate, values: Record<string, string>) => slotsOf(template).map((slot) => slotFault(slot, values));
  expect(faults(order, {})).toEqual(["needed", "needed", "needed", "needed"]);
  expect(faults(order, filling)).toEqual([undefined, undefined, undefined, undefined]);
  expect(faults(order, { ...filling, "button.1": "a b" })[3]).toBe("spaces");
  expect(faults(order, { ...filling, "text.1": " \n " })[1]).toBe("needed");
  for (const wrong of ["x.example/a.jpg", "ftp://x.example/a.jpg", "https://x example", "https://"]) expect(faults(photo, { file: wrong })).toEqual(["address"]);
});

test("values for many may hold variables, where the provider could take what they become", () => {
  const faults = (template: ApprovedTemplate, values: Record<string, string>) => slotsOf(template).map((slot) => slotFault(slot, values, true));
  expect(faults(order, { ...filling, "text.1": "#{name}", "button.1": "o/#{client.order no}-#{price_#{a b}}" })).toEqual([undefined, undefined, undefined, undefined]);
  expect(faults(order, { ...filling, "button.1": "#{a} b" })[3]).toBe("spaces");
  for (const good of ["https://x.example/#{client.photo}", "https://x.example?p=#{client.photo}", "https://x.example/a.jpg"]) expect(faults(photo, { file: good })).toEqual([undefined]);
  for (const early of ["https://#{client.host}/a.jpg", "https://x.example#{client.path}"]) expect(faults(photo, { file: early })).toEqual(["host"]);
  expect(faults(photo, { file: "https://x.example/#{a b}" })).toEqual(["address"]);
  expect(faults(photo, { file: "#{client.photo}" })).toEqual(["address"]);
});

test("what fills a template is read back out of it, and what has no field is kept", () => {
  const part = templatePart(order, filling);
  expect(templatePart(order, fillingOf(order, part))).toEqual(part);
  const reply = { index: 0, kind: "TEXT" as const, label: "Спасибо", value: "thanked" };
  expect(templatePart(order, filling, { ...part, buttons: [reply] }).buttons).toEqual([reply, { index: 1, kind: "URL", value: "7" }]);
  expect(templatePart(photo, { file: "https://x.example/a" }, { ...templatePart(photo, {}), header: { media: "PHOTO", link: "", name: "a.jpg" } }).header)
    .toEqual({ media: "PHOTO", link: "https://x.example/a", name: "a.jpg" });
  expect(templatePart(plain, {}, { ...part, buttons: [reply] })).toEqual(templatePart(plain, {}));
});

test("a brace among the template's own words is no variable", () => {
  expect(templateWords({ ...plain, text: "{{1}}: #{x} {a|b}", places: 1 }, { "text.1": "#{name}" })).toBe("#{name}: #\\{x} \\{a|b}");
});

test("a template is found by its name, its words and its language; those we cannot fill come last", () => {
  const unusable = { ...plain, name: "also_order", usable: false };
  const found = (query: string) => matching([unusable, plain, order], query).map((one) => one.name);
  expect(found("")).toEqual(["hello", "order_ready", "also_order"]);
  expect(found("order")).toEqual(["order_ready", "also_order"]);
  expect(found("ORDER ready")).toEqual(["order_ready"]);
  expect(found("ждём заказ")).toEqual(["order_ready"]);
  expect(found("nothing such")).toEqual([]);
});

test("languages have names, and odd codes stay codes", () => {
  expect(languageName("ru", "en")).toBe("Russian");
  expect(languageName("en_US", "en")).toBe("American English");
  expect(languageName("!", "en")).toBe("!");
});

test("templates and what fills them are read", () => {
  expect(parseTemplates(Shape.of({ templates: [{ ...order, buttons: [{ label: "New", kind: "CATALOG" }] }] }, "t"))[0]).toMatchObject({
    name: "order_ready", header: { text: "Заказ {{1}}", places: 1 }, buttons: [{ kind: undefined, label: "New", value: "", places: 0 }], usable: true });
  const message = parseMessage(Shape.of({
    seq: 1, at: "2026-01-01T10:00:00Z", author: { kind: "operator", id: 1 }, content: { text: "Hi", markup: false, parts: [templatePart(order, filling)] } }, "m"));
  expect(message.content.parts[0]).toMatchObject({ name: "order_ready", header: { text: "7" }, buttons: [{ index: 1, kind: "URL", value: "7" }] });
});

test("a template's words are not ours to edit", () => {
  const said = (parts: Message["content"]["parts"]): Message => ({
    seq: 1, at: "2026-01-01T10:00:00Z", author: { kind: "operator" }, note: false, content: { text: "Hi", markup: false, parts } });
  expect(canEdit(said([]))).toBe(true);
  expect(canEdit(said([templatePart(plain, {})]))).toBe(false);
  expect(canEdit({ ...said([]), note: true })).toBe(false);
});
