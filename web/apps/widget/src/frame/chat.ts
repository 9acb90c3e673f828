// The visitor's chat: what is shown, what is waiting, and when to ask the server for more. The views only draw its state.
import type { Person, ToPage } from "../bridge";
import type { Api } from "./api";
import { backoff } from "./backoff";
import { Line } from "./line";
import { drain, Outbox, type Entry, type Outcome, type Page } from "./outbox";
import type { Store } from "./store";
import { say } from "./texts";
import { EMPTY, merge, read, took, unreadAfter, type Timeline } from "./timeline";
import { seq, type Attachment, type Config, type Event, type Message, type Part } from "./wire";

/** They prove to the server that the files were shown to this visitor. */
const addresses = (parts: Part[]) => parts.flatMap((part) => (part.type === "attachment" ? [part.url] : []));

export type Link = "idle" | "connecting" | "up" | "down" | "gone";
export type Notice = "" | "full" | "rate";
export type State = {
  config: Config; timeline: Timeline; waiting: Entry[]; link: Link; notice: Notice;
  /** There are messages before the first shown. */
  earlier: boolean; loading: boolean; typing: boolean; unread: number; isOpen: boolean; sound: boolean;
};

/** A chat just closed stays on the line for a while: the answer is often on its way. */
const LINGER = 120_000;
const POLL_FIRST = 15_000;
const POLL_MOST = 300_000;
const TYPING_SHOWN = 5_000;
const TYPING_TOLD = 3_000;
/** Told again on every reconnect, so that edits and deletions made meanwhile are seen too. */
const OVERLAP = 20;
const PLAIN: Config = { title: "", greeting: "", color: "", position: "right", locale: "" };

export class Chat {
  state: State = {
    config: PLAIN, timeline: EMPTY, waiting: [], link: "idle", notice: "",
    earlier: false, loading: false, typing: false, unread: 0, isOpen: false, sound: false,
  };
  person: Person = {};
  page: Page | undefined;
  focusing = false;

  private readonly outbox: Outbox;
  private readonly line: Line;
  private readonly listeners = new Set<() => void>();
  private attempt = 0;
  private polls = 0;
  private isDraining = false;
  private lingering = false;
  private typedAt = 0;
  private timers: { [name: string]: ReturnType<typeof setTimeout> | undefined } = {};

  constructor(
    readonly key: string,
    readonly api: Api,
    private readonly store: Store,
    private readonly tellPage: (told: ToPage) => void,
    private readonly ring: () => void,
  ) {
    this.outbox = new Outbox(store, "outbox");
    this.line = new Line(`${api.base}/socket`, () => ({ token: api.token, after: Math.max(0, this.state.timeline.cursor - OVERLAP) }), {
      event: (event) => this.heard(event),
      state: (state, code) => this.lineIs(state, code),
    });
  }

  // ---- watching
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private set(change: Partial<State>): void {
    const before = this.state;
    this.state = { ...before, ...change };
    this.listeners.forEach((listener) => listener());
    if (change.unread !== undefined && change.unread !== before.unread) this.report();
  }

  report(): void {
    const { unread } = this.state;
    this.tellPage({ type: "state", unread, label: say("widget.unread", { count: unread }), known: this.known });
  }

  private after(name: string, ms: number, act: () => void): void {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(act, ms);
  }

  // ---- what the browser remembers, and this visitor's other tabs share
  /** This visitor has a conversation: there is something to ask for. */
  private get known(): boolean {
    return this.store.get("known") === "1";
  }

  private get seen(): number {
    return Number(this.store.get("seen") ?? 0) || 0;
  }

  /** Another tab changed what is remembered. */
  changedElsewhere(what: string): void {
    this.api.token = this.store.get("token") ?? "";
    this.set({ waiting: this.outbox.all(), sound: this.store.get("sound") === "1" });
    if (what === "seen") this.count();
    if (what === "known") this.report();
    this.follow();
  }

  private forget(): void {
    this.api.token = "";
    for (const name of ["token", "known", "seen"]) this.store.set(name, undefined);
    this.set({ timeline: EMPTY, unread: 0, earlier: false, link: "idle" });
    this.report();
  }

  // ---- beginning, opening, closing
  async start(): Promise<void> {
    this.api.token = this.store.get("token") ?? "";
    this.set({ waiting: this.outbox.all(), sound: this.store.get("sound") === "1" });
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.set({ link: "down" }));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.wake());
    await this.configure();
    this.report();
    this.follow();
    void this.flush();
  }

  private async configure(attempt = 0): Promise<void> {
    const config = await this.api.config();
    if (typeof config !== "number") this.set({ config, link: this.state.link === "down" ? "idle" : this.state.link });
    else if (config === 404) this.set({ link: "gone" });
    else {
      this.set({ link: "down" });
      this.after("config", backoff(attempt), () => void this.configure(attempt + 1).then(() => this.follow()));
    }
  }

  private wake(): void {
    this.attempt = this.polls = 0;
    this.line.nudge();
    if (this.state.link === "down" && !this.known) void this.configure();
    this.follow();
    void this.flush();
  }

  /** @param focusing whether the visitor asked for it just now, and the caret may move here */
  open(focusing: boolean): void {
    this.focusing = focusing;
    this.set({ isOpen: true });
    this.follow();
  }

  close(): void {
    this.set({ isOpen: false });
    this.lingering = true;
    this.polls = 0;
    this.after("linger", LINGER, () => {
      this.lingering = false;
      this.follow();
    });
    this.tellPage({ type: "close" });
  }

  /** On the line while the chat is open or something unread came; otherwise asks now and then, ever more rarely. */
  private follow(): void {
    if (!this.known || !this.api.token || this.state.link === "gone") return;
    if (this.state.isOpen || this.state.unread > 0 || this.lingering) {
      clearTimeout(this.timers.poll);
      if (this.state.timeline.cursor === 0) void this.latest();
      else this.line.want(true);
    } else {
      this.line.want(false);
      this.after("poll", backoff(this.polls, POLL_FIRST, POLL_MOST), () => void this.poll());
    }
  }

  private async poll(): Promise<void> {
    this.polls++;
    const answer = document.visibilityState === "visible" ? await this.api.unread() : 0;
    if (answer === 401) this.forget();
    else if (typeof answer !== "number" && answer.unread > 0) this.set({ unread: answer.unread });
    this.follow();
  }

  private async latest(): Promise<void> {
    if (this.state.loading) return;
    this.set({ loading: true, link: this.state.link === "down" ? "down" : "connecting" });
    const page = await this.api.messages("");
    this.set({ loading: false });
    if (typeof page !== "number") {
      this.set({ earlier: page.more, timeline: merge(this.state.timeline, page.messages) });
      this.count();
      this.line.want(true);
    } else if (page === 401) this.forget();
    else {
      this.set({ link: "down" });
      this.after("latest", backoff(this.attempt++), () => this.follow());
    }
  }

  async showEarlier(): Promise<void> {
    const first = this.state.timeline.messages[0];
    if (!first || this.state.loading) return;
    this.set({ loading: true });
    const page = await this.api.messages(`&before=${first.seq}`);
    const known = typeof page !== "number";
    this.set({ loading: false, ...(known ? { earlier: page.more, timeline: merge(this.state.timeline, page.messages) } : {}) });
  }

  // ---- the line
  private lineIs(state: "up" | "down" | "refused", code = 0): void {
    if (state === "refused") {
      if (code === 4401) this.forget();
      else this.set({ link: "gone" });
      return;
    }
    this.set({ link: state });
    if (state === "up") void this.flush();
  }

  private heard(event: Event): void {
    if (this.state.link === "down") this.set({ link: "up" });
    if (event.type === "messages") this.arrived(event.messages);
    else if (event.type === "status") this.set({ timeline: read(this.state.timeline, event.seq) });
    else if (event.type === "typing") {
      this.set({ typing: true });
      this.after("typing", TYPING_SHOWN, () => this.set({ typing: false }));
    }
  }

  private arrived(messages: Message[]): void {
    const { cursor } = this.state.timeline;
    const fresh = messages.some((one) => !one.mine && one.seq > cursor);
    this.set({ timeline: merge(this.state.timeline, messages), ...(fresh ? { typing: false } : {}) });
    this.count();
    if (fresh && this.state.sound && !(this.state.isOpen && document.hasFocus())) this.ring();
  }

  private count(): void {
    this.set({ unread: unreadAfter(this.state.timeline, this.seen) });
  }

  /** The visitor looks at the end of the chat. */
  see(): void {
    const last = this.state.timeline.messages.findLast((one) => !one.mine)?.seq ?? 0;
    if (last <= this.seen || !this.state.isOpen || document.visibilityState !== "visible") return;
    this.store.set("seen", String(last));
    this.count();
    if (!this.line.send({ type: "seen", seq: last })) void this.api.ask("POST", "/seen", { seq: last });
  }

  // ---- the visitor's own
  /** What is written and not sent yet: it goes along when the visitor moves on to the site's next page. */
  get draft(): string {
    return this.store.get("draft") ?? "";
  }

  set draft(text: string) {
    this.store.set("draft", text || undefined);
  }

  typed(): void {
    if (Date.now() - this.typedAt > TYPING_TOLD && this.line.send({ type: "typing" })) this.typedAt = Date.now();
  }

  setSound(sound: boolean): void {
    this.store.set("sound", sound ? "1" : undefined);
    this.set({ sound });
    if (sound) this.ring();
  }

  /** False when the outbox holds all it can. */
  write(text: string, parts: Part[] = []): boolean {
    return this.put({ content: { text, markup: false, parts } });
  }

  press(message: Message, index: number, label: string): void {
    this.put({ content: { text: label, markup: false, parts: [] }, press: { seq: message.seq, index } });
  }

  private put(what: Pick<Entry, "content" | "press">): boolean {
    const added = this.outbox.add({ key: newKey(), at: new Date().toISOString(), ...(this.page ? { page: this.page } : {}), ...what });
    this.typedAt = 0;
    this.set({ waiting: this.outbox.all(), notice: added ? "" : "full" });
    void this.flush();
    return added;
  }

  retry(key: string): void {
    this.outbox.retry(key);
    this.set({ waiting: this.outbox.all() });
    void this.flush();
  }

  discard(key: string): void {
    this.outbox.remove(key);
    this.set({ waiting: this.outbox.all() });
  }

  /** A visitor gets a token when there is something to say, and all tabs get the same one. */
  async arrive(): Promise<boolean> {
    if (this.api.token) return true;
    return this.alone("token", async () => {
      this.api.token = this.store.get("token") ?? "";
      if (!this.api.token) {
        this.api.token = await this.api.arrive();
        if (this.api.token) this.store.set("token", this.api.token);
      }
      return this.api.token !== "";
    });
  }

  private async alone<T>(what: string, act: () => Promise<T>): Promise<T> {
    // Without locks (plain http) two tabs may send one entry at the same time; its key makes that one message all the same.
    return "locks" in navigator ? navigator.locks.request(`besedka:${this.key}:${what}`, act) : act();
  }

  private async flush(): Promise<void> {
    if (this.isDraining || !this.outbox.head()) return;
    this.isDraining = true;
    clearTimeout(this.timers.flush);
    const wait = await this.alone("outbox", () => drain(this.outbox, (one) => this.send(one), (one, outcome) => this.sent(one, outcome)));
    this.isDraining = false;
    this.set({ waiting: this.outbox.all() });
    if (wait === 0) this.attempt = 0;
    else this.after("flush", wait ?? backoff(this.attempt++), () => void this.flush());
    if (wait === 0 && this.outbox.head()) void this.flush();
  }

  private async send(one: Entry): Promise<Outcome> {
    if (!(await this.arrive())) return this.later();
    const { status, body, afterMs } = one.press
      ? await this.api.ask("POST", "/presses", { key: one.key, ...one.press })
      : await this.api.ask("POST", "/messages", { key: one.key, content: { text: one.content.text, parts: one.content.parts }, files: addresses(one.content.parts), page: one.page, visitor: this.person });
    if (status === 200 || status === 201) return { kind: "taken", seq: seq(body) };
    if (status === 401) this.forget();
    if (status === 429) this.set({ notice: "rate" });
    const lasting = status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
    return lasting ? { kind: "refused", why: String(status) } : this.later(status, afterMs);
  }

  private later(status = 0, afterMs?: number): Outcome {
    if (status === 0) this.set({ link: "down" });
    return { kind: "later", ...(afterMs ? { afterMs } : {}) };
  }

  private sent(one: Entry, outcome: Outcome): void {
    const isMessage = outcome.kind === "taken" && outcome.seq > 0;
    const mine: Message = {
      seq: outcome.kind === "taken" ? outcome.seq : 0, at: new Date().toISOString(), mine: true, name: "", bot: false, content: one.content,
      replyTo: 0, edited: false, deleted: false, status: "sent", key: one.key,
    };
    this.set({ waiting: this.outbox.all(), notice: "", ...(isMessage ? { timeline: took(this.state.timeline, mine) } : {}) });
    if (outcome.kind !== "taken") return;
    if (this.state.link === "down" && !this.line.isUp) this.line.nudge();
    if (!this.known) {
      this.store.set("known", "1");
      this.report();
    }
    this.follow();
  }
}

/** crypto.randomUUID is for secure pages only, and a widget on a plain http page in a local network should work too. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a stored file becomes in a message. */
export function mediaOf(mime: string): Attachment["media"] {
  if (/^image\/(jpeg|png|webp|gif|avif)/.test(mime)) return "PHOTO";
  if (mime.startsWith("video/")) return "VIDEO";
  return mime.startsWith("audio/") ? "AUDIO" : "FILE";
}
