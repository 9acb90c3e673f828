import { bare, markup } from "./markup";
import { say, spoken } from "./texts";
import type { Content, Part } from "./wire";

const dayOf = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export const sameDay = (one: string, other: string): boolean => dayOf(new Date(one)) === dayOf(new Date(other));

export function day(at: string): string {
  const date = new Date(at);
  const now = new Date();
  if (dayOf(date) === dayOf(now)) return say("widget.today");
  if (dayOf(date) === dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))) return say("widget.yesterday");
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  return date.toLocaleDateString(spoken(), { day: "numeric", month: "long", ...year });
}

export const time = (at: string): string => new Date(at).toLocaleTimeString(spoken(), { hour: "numeric", minute: "2-digit" });

export function bytes(size: number): string {
  const kb = size / 1024;
  const shown = (value: number) => value.toLocaleString(spoken(), { maximumFractionDigits: value < 10 ? 1 : 0 });
  return kb < 1000 ? say("widget.size.kb", { size: shown(Math.max(kb, 0.1)) }) : say("widget.size.mb", { size: shown(kb / 1024) });
}

function named(part: Part): string {
  if (part.type === "attachment") {
    switch (part.media) {
      case "PHOTO":
      case "ANIMATION":
        return say("widget.photo");
      case "VIDEO":
      case "VIDEO_NOTE":
        return say("widget.video");
      case "AUDIO":
        return say("widget.audio");
      case "VOICE":
        return say("widget.voice");
      case "STICKER":
        return say("widget.sticker");
      case "FILE":
        return part.name || say("widget.file");
    }
  }
  if (part.type === "location") return say("widget.place");
  return part.type === "contact" ? say("widget.contact") : "";
}

/** One line that stands for a message: its words, else what it carries. */
export function brief(content: Content): string {
  const words = content.markup ? bare(markup(content.text)) : content.text;
  return words.trim() || content.parts.map(named).filter(Boolean).join(", ") || "…";
}
