// What the visitor wrote and the server has not taken yet. It outlives reloads, so every change goes through the store of the browser,
// which the visitor's tabs share; the key of an entry is what lets the server take it exactly once, however often it is sent.
import { content, isRecord, parsed, type Content } from "./wire";
import type { Store } from "./store";

export type Page = { url: string; title: string };
export type Entry = {
  key: string; at: string; content: Content; page?: Page;
  /** A press of button `index` under message `seq` instead of a message. */
  press?: { seq: number; index: number };
  /** Why the server refused it; it waits for the visitor's word, and does not hold up those behind it. */
  refused?: string;
};

export const LIMIT = 100;

function entry(value: unknown): Entry[] {
  if (!isRecord(value) || typeof value.key !== "string" || typeof value.at !== "string") return [];
  const read: Entry = { key: value.key, at: value.at, content: content(value.content) };
  const { page, press, refused } = value;
  if (isRecord(page)) read.page = { url: String(page.url), title: String(page.title) };
  if (isRecord(press)) read.press = { seq: Number(press.seq), index: Number(press.index) };
  if (typeof refused === "string") read.refused = refused;
  return [read];
}

export class Outbox {
  constructor(private readonly store: Store, private readonly name: string) {}

  all(): Entry[] {
    const stored = parsed(this.store.get(this.name) ?? "[]");
    return Array.isArray(stored) ? stored.flatMap(entry) : [];
  }

  /** The next to send, or nothing. */
  head(): Entry | undefined {
    return this.all().find((one) => one.refused === undefined);
  }

  /** False when the outbox is full. */
  add(one: Entry): boolean {
    const all = this.all();
    if (all.length >= LIMIT) return false;
    this.write([...all, one]);
    return true;
  }

  remove(key: string): void {
    this.write(this.all().filter((one) => one.key !== key));
  }

  refuse(key: string, why: string): void {
    this.write(this.all().map((one) => (one.key === key ? { ...one, refused: why } : one)));
  }

  /** The visitor wants a refused entry sent again: it goes to the end of the line. */
  retry(key: string): void {
    const all = this.all();
    const again = all.filter((one) => one.key === key).map(({ refused: _, ...rest }) => rest);
    this.write([...all.filter((one) => one.key !== key), ...again]);
  }

  private write(all: Entry[]): void {
    this.store.set(this.name, all.length ? JSON.stringify(all) : undefined);
  }
}

export type Outcome = { kind: "taken"; seq: number } | { kind: "refused"; why: string } | { kind: "later"; afterMs?: number };

/**
 * Sends the head until the outbox is empty or the server is not there; one after another, so that order holds.
 * Returns how long to wait before the next attempt, in ms: 0 when everything is sent, undefined when the caller should back off.
 */
export async function drain(
  outbox: Outbox,
  send: (one: Entry) => Promise<Outcome>,
  told: (one: Entry, outcome: Outcome) => void,
): Promise<number | undefined> {
  for (let head = outbox.head(); head; head = outbox.head()) {
    const outcome = await send(head);
    if (outcome.kind === "later") return outcome.afterMs;
    if (outcome.kind === "taken") outbox.remove(head.key);
    else outbox.refuse(head.key, outcome.why);
    told(head, outcome);
  }
  return 0;
}
