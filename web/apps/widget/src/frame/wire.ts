// What the server says, read leniently: a member that is missing or of another kind becomes its neutral value, an unknown part is kept as such.

export type Media = "PHOTO" | "VIDEO" | "AUDIO" | "VOICE" | "VIDEO_NOTE" | "ANIMATION" | "STICKER" | "FILE";
export type ButtonKind = "TEXT" | "URL" | "PHONE" | "LOCATION" | "WEB_APP";
export type Button = { label: string; kind: ButtonKind; value: string; color: string };
export type Attachment = {
  type: "attachment"; media: Media; fileId: number; url: string; name: string; mime: string;
  size: number; width: number; height: number; seconds: number;
};
export type Buttons = { type: "buttons"; inline: boolean; lines: Button[][]; oneTime: boolean };
export type Row = { title: string; description: string };
export type Menu = { type: "list"; open: string; sections: { title: string; rows: Row[] }[] };
export type Place = { type: "location"; latitude: number; longitude: number; title: string; address: string };
export type Contact = { type: "contact"; phone: string; firstName: string; lastName: string; own: boolean };
export type Press = { type: "press"; seq: number; index: number };
export type Part = Attachment | Buttons | Menu | Place | Contact | Press | { type: "unsupported" };
export type Content = { text: string; markup: boolean; parts: Part[] };
export type Status = "sent" | "delivered" | "read" | "";
export type Message = {
  seq: number; at: string; mine: boolean; name: string; bot: boolean; content: Content;
  replyTo: number; edited: boolean; deleted: boolean; status: Status; key: string;
};
export type Page = { messages: Message[]; more: boolean; lastSeq: number; unread: number };
export type Config = { title: string; greeting: string; color: string; position: "left" | "right"; locale: string };
export type Stored = { fileId: number; name: string; mime: string; size: number; width: number; height: number; url: string };
export type Event =
  | { type: "messages"; messages: Message[] }
  | { type: "ready" | "status"; seq: number }
  | { type: "typing" | "other" };

type Fields = Record<string, unknown>;
const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? { ...value } : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : 0);
const oneOf = <T extends string>(value: unknown, all: readonly T[], other: T): T => all.find((one) => one === value) ?? other;

const MEDIA = ["PHOTO", "VIDEO", "AUDIO", "VOICE", "VIDEO_NOTE", "ANIMATION", "STICKER", "FILE"] as const;
const BUTTONS = ["TEXT", "URL", "PHONE", "LOCATION", "WEB_APP"] as const;

function button(value: unknown): Button {
  const it = fields(value);
  return { label: text(it.label), kind: oneOf(it.kind, BUTTONS, "TEXT"), value: text(it.value), color: text(it.color) };
}

function row(value: unknown): Row {
  const it = fields(value);
  return { title: text(it.title), description: text(it.description) };
}

function section(value: unknown): Menu["sections"][number] {
  const it = fields(value);
  return { title: text(it.title), rows: list(it.rows).map(row) };
}

function part(value: unknown): Part {
  const it = fields(value);
  switch (it.type) {
    case "attachment":
      return { type: "attachment", media: oneOf(it.media, MEDIA, "FILE"), ...stored(it), seconds: number(it.seconds) };
    case "buttons":
      return { type: "buttons", inline: it.inline === true, lines: list(it.lines).map((line) => list(line).map(button)), oneTime: it.oneTime === true };
    case "list":
      return { type: "list", open: text(it.open), sections: list(it.sections).map(section) };
    case "location":
      return { type: "location", latitude: number(it.latitude), longitude: number(it.longitude), title: text(it.title), address: text(it.address) };
    case "contact":
      return { type: "contact", phone: text(it.phone), firstName: text(it.firstName), lastName: text(it.lastName), own: it.own === true };
    case "press":
      return { type: "press", seq: number(it.seq), index: number(it.index) };
    default:
      return { type: "unsupported" };
  }
}

export function content(value: unknown): Content {
  const it = fields(value);
  return { text: text(it.text), markup: it.markup === true, parts: list(it.parts).map(part) };
}

export function message(value: unknown): Message {
  const it = fields(value);
  return {
    seq: number(it.seq), at: text(it.at), mine: it.from === "me", name: text(it.name), bot: it.bot === true,
    content: content(it.content), replyTo: number(it.replyTo), edited: !!it.editedAt, deleted: !!it.deletedAt,
    status: oneOf(it.status, ["sent", "delivered", "read"], ""), key: text(it.key),
  };
}

const messages = (value: unknown): Message[] => list(value).map(message).filter((one) => one.seq > 0);

export function page(value: unknown): Page {
  const it = fields(value);
  return { messages: messages(it.messages), more: it.more === true, lastSeq: number(it.lastSeq), unread: number(it.unread) };
}

export function config(value: unknown): Config {
  const it = fields(value);
  return {
    title: text(it.title), greeting: text(it.greeting), color: text(it.color),
    position: oneOf(it.position, ["left", "right"], "right"), locale: text(it.locale),
  };
}

export function stored(value: unknown): Stored {
  const it = fields(value);
  return {
    fileId: number(it.fileId), name: text(it.name), mime: text(it.mime), size: number(it.size),
    width: number(it.width), height: number(it.height), url: text(it.url),
  };
}

export const token = (value: unknown): string => text(fields(value).token);
export const seq = (value: unknown): number => number(fields(value).seq);

export function event(value: unknown): Event {
  const it = fields(value);
  switch (it.type) {
    case "messages":
      return { type: "messages", messages: messages(it.messages) };
    case "ready":
      return { type: "ready", seq: number(it.lastSeq) };
    case "status":
      return { type: "status", seq: number(it.readSeq) };
    case "typing":
      return { type: "typing" };
    default:
      return { type: "other" };
  }
}

/** JSON or undefined: what others wrote never throws here. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
