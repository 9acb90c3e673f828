import type { Shape } from "./shape";
import type { ApprovedTemplate, TemplateButton, TemplateHeader } from "./words";

const FILES = ["PHOTO", "VIDEO", "FILE"] as const;
const FILLED = ["URL", "TEXT"] as const;
const BUTTONS = ["TEXT", "URL", "PHONE"] as const;

export const parseTemplateHeader = (s: Shape): TemplateHeader => ({
  text: s.maybeString("text"),
  media: s.maybeOneOf("media", FILES),
  link: s.maybeString("link"),
  name: s.maybeString("name"),
});

export const parseTemplateButton = (s: Shape): TemplateButton => ({
  index: s.number("index"),
  kind: s.maybeOneOf("kind", FILLED) ?? "TEXT",
  label: s.maybeString("label"),
  value: s.maybeString("value"),
});

const parseApproved = (s: Shape): ApprovedTemplate => ({
  name: s.string("name"),
  language: s.string("language"),
  category: s.maybeString("category") ?? "",
  header: s.maybeObject("header", (h) => ({
    text: h.maybeString("text") ?? "",
    media: h.maybeOneOf("media", FILES),
    places: h.maybeNumber("places") ?? 0,
    example: h.maybeString("example"),
  })),
  text: s.maybeString("text") ?? "",
  places: s.maybeNumber("places") ?? 0,
  examples: s.strings("examples"),
  footer: s.maybeString("footer") ?? "",
  buttons: s.objects("buttons", (b) => ({
    kind: b.maybeOneOf("kind", BUTTONS),
    label: b.maybeString("label") ?? "",
    value: b.maybeString("value") ?? "",
    places: b.maybeNumber("places") ?? 0,
    example: b.maybeString("example"),
  })),
  usable: s.flag("usable"),
});

export const parseTemplates = (s: Shape): ApprovedTemplate[] => s.objects("templates", parseApproved);
