import type { TextKey, Translate } from "../../../shared/translate";

const TAGS: Record<string, TextKey> = {
  photo: "inbox.tag.photo", video: "inbox.tag.video", audio: "inbox.tag.audio", voice: "inbox.tag.voice", video_note: "inbox.tag.video_note",
  animation: "inbox.tag.animation", sticker: "inbox.tag.sticker", file: "inbox.tag.file", buttons: "inbox.tag.buttons", list: "inbox.tag.list",
  location: "inbox.tag.location", contact: "inbox.tag.contact", template: "inbox.tag.template", press: "inbox.tag.press", unsupported: "inbox.tag.unsupported",
};

/** "[photo]" and "[photo] on the table" in our language; any other text as it is, on one line. */
export function previewText(text: string, t: Translate): string {
  const [, tag = "", rest = ""] = /^\[([a-z_]+)\]\s*(.*)$/s.exec(text) ?? [];
  const key = TAGS[tag];
  return (key === undefined ? text : rest === "" ? t(key) : `${t(key)}: ${rest}`).replace(/\s+/g, " ");
}
