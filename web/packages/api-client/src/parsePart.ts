import { parseTemplateButton, parseTemplateHeader } from "./parseTemplate";
import { Shape } from "./shape";
import type { Button, ListSection, Media, Part } from "./words";

const MEDIA: readonly Media[] = ["PHOTO", "VIDEO", "AUDIO", "VOICE", "VIDEO_NOTE", "ANIMATION", "STICKER", "FILE"];
const BUTTONS: readonly Button["kind"][] = ["TEXT", "URL", "PHONE", "LOCATION", "WEB_APP"];

const parseButton = (s: Shape): Button => ({
  label: s.string("label"),
  kind: s.maybeOneOf("kind", BUTTONS) ?? "TEXT",
  value: s.maybeString("value"),
  color: s.maybeString("color"),
});

const parseSection = (s: Shape): ListSection => ({
  title: s.maybeString("title"),
  rows: s.objects("rows", (row) => ({
    id: row.maybeString("id") ?? "",
    title: row.string("title"),
    description: row.maybeString("description"),
  })),
});

/** A part of a kind this app does not know yet is shown as unsupported, never dropped. */
export function parsePart(s: Shape): Part {
  const type = s.maybeString("type");
  switch (type) {
    case "attachment":
      return {
        type,
        media: s.maybeOneOf("media", MEDIA) ?? "FILE",
        fileId: s.number("fileId"),
        name: s.maybeString("name"),
        mime: s.maybeString("mime"),
        size: s.maybeNumber("size"),
        width: s.maybeNumber("width"),
        height: s.maybeNumber("height"),
        seconds: s.maybeNumber("seconds"),
      };
    case "buttons":
      return {
        type,
        inline: s.flag("inline"),
        lines: s.list("lines", (line, path) => (Array.isArray(line) ? parseLine(line, path) : [])),
        oneTime: s.flag("oneTime"),
        hint: s.maybeString("hint"),
      };
    case "list":
      return { type, open: s.maybeString("open") ?? "", sections: s.objects("sections", parseSection) };
    case "location":
      return {
        type,
        latitude: s.number("latitude"),
        longitude: s.number("longitude"),
        title: s.maybeString("title"),
        address: s.maybeString("address"),
      };
    case "contact":
      return {
        type,
        phone: s.maybeString("phone") ?? "",
        firstName: s.maybeString("firstName") ?? "",
        lastName: s.maybeString("lastName"),
        own: s.flag("own"),
      };
    case "template":
      return {
        type,
        name: s.string("name"),
        language: s.maybeString("language"),
        parameters: s.strings("parameters"),
        header: s.maybeObject("header", parseTemplateHeader),
        buttons: s.objects("buttons", parseTemplateButton),
      };
    case "press":
      return {
        type,
        seq: s.maybeNumber("seq") ?? 0,
        index: s.maybeNumber("index") ?? 0,
        value: s.maybeString("value"),
      };
    default:
      return { type: "unsupported", kind: s.maybeString("kind") ?? type ?? "" };
  }
}

function parseLine(line: readonly unknown[], path: string): Button[] {
  return line.map((item, index) => parseButton(Shape.of(item, `${path}[${index}]`)));
}
