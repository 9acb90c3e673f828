import type { Chat } from "./chat";
import { mediaOf } from "./chat";
import type { Attachment, Stored } from "./wire";

export const FILE_LIMIT_MB = 20;
export const FILES_AT_ONCE = 10;

export type Upload = {
  id: number; file: File; percent: number; preview: string;
  stored?: Stored; failed?: "failed" | "large"; stop: AbortController;
};
export type Fault = { kind: "large" | "empty" | "files"; name: string };

/** Files on their way up: they go as they are chosen, so that sending is only a word. */
export class Uploads {
  all: Upload[] = [];
  private last = 0;

  constructor(private readonly chat: Chat, private readonly changed: () => void) {}

  get areReady(): boolean {
    return this.all.every((one) => one.stored);
  }

  /** Takes what may be sent, and says what may not. */
  add(files: File[]): Fault[] {
    const faults: Fault[] = [];
    for (const file of files) {
      if (this.all.length >= FILES_AT_ONCE) faults.push({ kind: "files", name: file.name });
      else if (file.size > FILE_LIMIT_MB << 20) faults.push({ kind: "large", name: file.name });
      else if (file.size === 0) faults.push({ kind: "empty", name: file.name });
      else this.begin(file);
    }
    return faults;
  }

  private begin(file: File): void {
    const preview = mediaOf(file.type) === "PHOTO" ? URL.createObjectURL(file) : "";
    const one: Upload = { id: ++this.last, file, percent: 0, preview, stop: new AbortController() };
    this.all = [...this.all, one];
    void this.go(one);
  }

  private change(id: number, change: Partial<Upload>): void {
    this.all = this.all.map((one) => (one.id === id ? { ...one, ...change } : one));
    this.changed();
  }

  private async go({ id, file, stop }: Upload): Promise<void> {
    this.change(id, { percent: 0, failed: undefined });
    const answer = (await this.chat.arrive()) ? await this.chat.api.upload(file, (percent) => this.change(id, { percent }), stop.signal) : 0;
    if (typeof answer !== "number") this.change(id, { stored: answer, percent: 100 });
    else this.change(id, { failed: answer === 413 ? "large" : "failed" });
  }

  retry(id: number): void {
    const one = this.all.find((other) => other.id === id);
    if (one) void this.go(one);
  }

  remove(id: number): void {
    this.all.filter((one) => one.id === id).forEach((one) => {
      one.stop.abort();
      URL.revokeObjectURL(one.preview);
    });
    this.all = this.all.filter((one) => one.id !== id);
    this.changed();
  }

  /** The parts of a message, and an empty tray. */
  take(): Attachment[] {
    const parts = this.all.flatMap(({ stored, file }): Attachment[] =>
      stored ? [{ type: "attachment", media: mediaOf(stored.mime), ...stored, name: stored.name || file.name, seconds: 0 }] : [],
    );
    this.all.forEach((one) => URL.revokeObjectURL(one.preview));
    this.all = [];
    this.changed();
    return parts;
  }
}
