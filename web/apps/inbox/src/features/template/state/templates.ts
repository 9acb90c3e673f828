import type { ApprovedTemplate, NewContent, TemplateButton, TemplatePart } from "@besedka/api-client";

/** Something a person fills in. `number` counts places of the text from 1; a button's is its index among all buttons. */
export type Slot = { key: string; kind: "header" | "file" | "text" | "button"; number: number; label: string; example: string | undefined };
/** What was filled in, by the slots' keys. */
export type Filling = Readonly<Record<string, string>>;
/** A piece of a text: as it was approved, or a place with what stands in it (empty while nothing does). */
export type Piece = { text: string; place?: number };
export type SlotFault = "needed" | "address" | "spaces" | "host";

export const LONGEST_VALUE = 1_024;
const PLACE = /\{\{(\d{1,3})\}\}/g;

const textKey = (number: number) => `text.${number}`;
const buttonKey = (index: number) => `button.${index}`;

/** In the order in which they stand in the message. */
export function slotsOf(template: ApprovedTemplate): Slot[] {
  const { header } = template;
  const slots: Slot[] = [];
  if (header?.media !== undefined) slots.push({ key: "file", kind: "file", number: 1, label: header.media, example: undefined });
  else if (header !== undefined && header.places > 0) slots.push({ key: "header", kind: "header", number: 1, label: "", example: header.example });
  for (let number = 1; number <= template.places; number++)
    slots.push({ key: textKey(number), kind: "text", number, label: "", example: template.examples[number - 1] });
  template.buttons.forEach((button, index) => {
    if (button.places > 0) slots.push({ key: buttonKey(index), kind: "button", number: index, label: button.label, example: button.example });
  });
  return slots;
}

const valueOf = (filling: Filling, key: string): string => (filling[key] ?? "").trim().replace(/\s+/g, " ");

/** A text cut at its places. */
export function piecesOf(text: string, value: (number: number) => string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(PLACE)) {
    if (found.index > from) pieces.push({ text: text.slice(from, found.index) });
    const place = Number(found[1]);
    pieces.push({ text: value(place), place });
    from = found.index + found[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

export const headerPieces = (template: ApprovedTemplate, filling: Filling): Piece[] =>
  piecesOf(template.header?.text ?? "", () => valueOf(filling, "header"));

export const textPieces = (template: ApprovedTemplate, filling: Filling): Piece[] =>
  piecesOf(template.text, (number) => valueOf(filling, textKey(number)));

/** Where a button leads, as far as it is filled. */
export const addressOf = (template: ApprovedTemplate, index: number, filling: Filling): string =>
  (template.buttons[index]?.value ?? "").replace("{{1}}", valueOf(filling, buttonKey(index)));

/** The text with its places filled: what stands in the history. */
export const filledText = (template: ApprovedTemplate, filling: Filling): string =>
  textPieces(template, filling).map((piece) => piece.text).join("");

/** What is wrong with a value; undefined when nothing is. @param variables whether `#{...}` in it is filled in for each client */
export function slotFault(slot: Slot, filling: Filling, variables = false): SlotFault | undefined {
  const value = valueOf(filling, slot.key);
  if (value === "") return "needed";
  if (slot.kind === "file") return addressFault(value, variables);
  const said = variables ? withoutVariables(value) : value;
  return slot.kind === "button" && said.includes(" ") ? "spaces" : undefined;
}

function addressFault(address: string, variables: boolean): SlotFault | undefined {
  if (!/^https?:\/\/\S+$/.test(address)) return "address";
  const begins = variables ? address.split("#{", 1)[0] ?? "" : address;
  if (begins !== address) return /^https?:\/\/[^/?#]+[/?]/.test(begins) ? undefined : "host";
  return /\.\S+$/.test(address) ? undefined : "address";
}

/** What stays when variables, those in names of variables too, are taken out. */
function withoutVariables(text: string): string {
  const less = text.replace(/#\{[^{}]*\}/g, "");
  return less === text ? text : withoutVariables(less);
}

/** The message of a template that is filled. */
export const templateContent = (template: ApprovedTemplate, filling: Filling): NewContent =>
  ({ text: filledText(template, filling), markup: false, parts: [templatePart(template, filling)] });

/** The same where variables are read: a brace of the template's own words is none of theirs. */
export const templateWords = (template: ApprovedTemplate, filling: Filling): string =>
  textPieces(template, filling).map((piece) => (piece.place === undefined ? piece.text.replaceAll("{", "\\{") : piece.text)).join("");

/** What fills the places, read back out of a message. */
export function fillingOf(template: ApprovedTemplate, part: TemplatePart): Filling {
  const filling: Record<string, string> = {};
  part.parameters?.forEach((value, at) => { filling[textKey(at + 1)] = value; });
  if (part.header?.text !== undefined) filling["header"] = part.header.text;
  if (part.header?.link !== undefined) filling["file"] = part.header.link;
  part.buttons?.forEach((button) => {
    if (button.value !== undefined && (template.buttons[button.index]?.places ?? 0) > 0) filling[buttonKey(button.index)] = button.value;
  });
  return filling;
}

export const isOf = (part: TemplatePart, template: ApprovedTemplate): boolean => part.name === template.name && part.language === template.language;

/** @param before what it was filled with; what the fields do not show of that, a reply's payload or a file's name, is kept */
export function templatePart(template: ApprovedTemplate, filling: Filling, before?: TemplatePart): TemplatePart {
  const { header } = template;
  const same = before !== undefined && isOf(before, template) ? before : undefined;
  const name = same?.header?.name;
  const buttons: TemplateButton[] = [];
  template.buttons.forEach((button, index) => {
    if (button.places > 0) buttons.push({ index, kind: "URL", value: valueOf(filling, buttonKey(index)) });
  });
  buttons.push(...(same?.buttons ?? []).filter((button) => button.kind === "TEXT"));
  buttons.sort((a, b) => a.index - b.index);
  return {
    type: "template",
    name: template.name,
    language: template.language,
    parameters: Array.from({ length: template.places }, (_, at) => valueOf(filling, textKey(at + 1))),
    ...(header?.media !== undefined ? { header: { media: header.media, link: valueOf(filling, "file"), ...(name === undefined ? {} : { name }) } }
      : header !== undefined && header.places > 0 ? { header: { text: valueOf(filling, "header") } } : {}),
    ...(buttons.length > 0 ? { buttons } : {}),
  };
}

/** Those in which every word of the query occurs, those that can be sent first. */
export function matching(templates: readonly ApprovedTemplate[], query: string): ApprovedTemplate[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const found = templates.filter((one) => {
    const said = [one.name, one.name.replaceAll("_", " "), one.language, one.header?.text ?? "", one.text, one.footer].join(" ").toLowerCase();
    return words.every((word) => said.includes(word));
  });
  return [...found.filter((one) => one.usable), ...found.filter((one) => !one.usable)];
}

/** "ru" as the reader calls it; the code itself where nobody has a name for it. */
export function languageName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(code.replace("_", "-")) ?? code;
  } catch {
    return code;
  }
}
