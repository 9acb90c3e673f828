import { backoff, Problem, type Message, type NewContent } from "@besedka/api-client";
import { keep } from "../../../shared/keep";
import type { Store } from "../../../shared/store";
import type { ProjectApi } from "../../project/api/projectApi";
import { withThread, type ProjectState } from "../../project/state/projectState";
import { heads, queued, refused, tryAgain, without, type Pending } from "./outbox";
import { withLive } from "./thread";

/**
 * Empties the outbox: one message at a time in each conversation, the same key at every attempt. What passes (no network,
 * 429, 5xx) is tried again; what the server refuses stays with its reason until a person decides.
 */
export class Sender {
  private readonly busy = new Set<number>();
  private readonly waits = new Set<() => void>();
  private leave: (() => void) | undefined;

  constructor(
    private readonly store: Store<ProjectState>,
    private readonly calls: ProjectApi,
    private readonly drawer: string,
  ) {}

  start(): void {
    const left = this.store.subscribe(() => this.look());
    this.leave = left;
    this.look();
  }

  stop(): void {
    this.leave?.();
    this.leave = undefined;
    this.hurry();
  }

  /** The line is back: whoever waits for the next attempt need not. */
  hurry(): void {
    this.waits.forEach((wake) => wake());
  }

  send(conversationId: number, content: NewContent, note: boolean, replyTo?: number): void {
    const pending: Pending = { key: crypto.randomUUID(), conversationId, note, content, replyTo, at: new Date().toISOString() };
    this.store.change((state) => ({ ...state, outbox: queued(state.outbox, pending) }));
  }

  retry(key: string): void {
    this.store.change((state) => ({ ...state, outbox: tryAgain(state.outbox, key) }));
  }

  drop(key: string): void {
    this.store.change((state) => ({ ...state, outbox: without(state.outbox, key) }));
  }

  private kept: unknown;

  private look(): void {
    const { outbox } = this.store.get();
    if (outbox === this.kept) return;
    this.kept = outbox;
    keep.write(this.drawer, outbox.length === 0 ? null : JSON.stringify(outbox));
    heads(outbox).filter((head) => !this.busy.has(head.conversationId)).forEach((head) => void this.work(head.conversationId));
  }

  private async work(conversation: number): Promise<void> {
    this.busy.add(conversation);
    let attempts = 0;
    for (;;) {
      const head = heads(this.store.get().outbox).find((one) => one.conversationId === conversation);
      if (head === undefined || this.leave === undefined) break;
      const wait = await this.attempt(head, attempts);
      attempts = wait === undefined ? 0 : attempts + 1;
      if (wait !== undefined) await this.pause(wait);
    }
    this.busy.delete(conversation);
  }

  /** Milliseconds to wait before the next attempt, or undefined when this one is settled. */
  private async attempt(pending: Pending, attempts: number): Promise<number | undefined> {
    const { conversationId, key, content, note, replyTo } = pending;
    try {
      const message = note
        ? await this.calls.note(conversationId, key, content.text)
        : await this.calls.send(conversationId, key, content, replyTo);
      this.store.change((state) => settled(state, conversationId, key, { ...message, key }));
      return undefined;
    } catch (fault) {
      if (fault instanceof Problem && fault.passing) return (fault.retryAfter ?? 0) * 1_000 || backoff(attempts, Math.random());
      const reason = fault instanceof Problem ? { code: fault.code, message: fault.message } : { code: "unexpected", message: "" };
      this.store.change((state) => ({ ...state, outbox: refused(state.outbox, key, reason) }));
      return undefined;
    }
  }

  private pause(time: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waits.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, time);
      this.waits.add(wake);
    });
  }
}

/** The pending one gives its place to the real one in one step, so that the eye never sees two or none. */
function settled(state: ProjectState, conversation: number, key: string, message: Message): ProjectState {
  const outbox = without(state.outbox, key);
  const known = state.threads.get(conversation)?.messages.some((one) => one.seq === message.seq) === true;
  return known ? { ...state, outbox } : withThread({ ...state, outbox }, conversation, (thread) => withLive(thread, [message]));
}
