import type { Message } from "@besedka/api-client";
import { dayKey } from "../../../shared/times";

export type TimelineItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string }
  | { kind: "system"; key: string; message: Message }
  | { kind: "message"; key: string; message: Message; first: boolean; last: boolean };

const GROUP_GAP = 5 * 60_000;

/** Messages with day lines, the "new" line before the first new one, and bubbles grouped by author. */
export function timeline(messages: readonly Message[], timeZone: string, firstNew: number | undefined): TimelineItem[] {
  const items: TimelineItem[] = [];
  let day = "";
  let before: Message | undefined;
  for (const message of messages) {
    const itsDay = dayKey(message.at, timeZone);
    if (itsDay !== day) {
      items.push({ kind: "day", key: `day ${itsDay} ${message.seq}`, at: message.at });
      before = undefined;
    }
    if (message.seq === firstNew) {
      items.push({ kind: "new", key: "new" });
      before = undefined;
    }
    day = itsDay;
    if (message.author.kind === "system") {
      items.push({ kind: "system", key: `${message.seq}`, message });
      before = undefined;
    } else {
      const first = before === undefined || !together(before, message);
      if (!first) unlast(items);
      items.push({ kind: "message", key: `${message.seq}`, message, first, last: true });
      before = message;
    }
  }
  return items;
}

function unlast(items: TimelineItem[]): void {
  const item = items.at(-1);
  if (item?.kind === "message") items[items.length - 1] = { ...item, last: false };
}

const together = (a: Message, b: Message): boolean =>
  a.author.kind === b.author.kind && a.author.id === b.author.id && a.author.name === b.author.name &&
  a.broadcast === b.broadcast && a.note === b.note && Date.parse(b.at) - Date.parse(a.at) < GROUP_GAP;
