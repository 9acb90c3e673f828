import { config, page, parsed, stored, token, type Config, type Page, type Stored } from "./wire";

/** `status` 0 = the server was not reached. `afterMs`: how long it asks to wait. */
export type Answer = { status: number; body: unknown; afterMs?: number };

const PATIENCE = 20_000;

function retryAfter(header: string | null): number | undefined {
  const seconds = Number(header ?? NaN);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), 300) * 1000 : undefined;
}

export class Api {
  readonly base: string;
  token = "";

  constructor(key: string) {
    this.base = `/widget/v1/${encodeURIComponent(key)}`;
  }

  async ask(method: "GET" | "POST", path: string, body?: unknown): Promise<Answer> {
    try {
      const headers: Record<string, string> = this.token ? { Authorization: `Bearer ${this.token}` } : {};
      if (body !== undefined) headers["Content-Type"] = "application/json";
      const answer = await fetch(this.base + path, {
        method, headers, credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const afterMs = retryAfter(answer.headers.get("Retry-After"));
      return { status: answer.status, body: parsed(await answer.text()), ...(afterMs ? { afterMs } : {}) };
    } catch {
      return { status: 0, body: undefined };
    }
  }

  async config(): Promise<Config | number> {
    const { status, body } = await this.ask("GET", "/config");
    return status === 200 ? config(body) : status;
  }

  /** A token for a new visitor, or empty when there is none to be had now. */
  async arrive(): Promise<string> {
    return token((await this.ask("POST", "/visitors", {})).body);
  }

  async messages(query: string): Promise<Page | number> {
    const { status, body } = await this.ask("GET", `/messages?limit=50${query}`);
    return status === 200 ? page(body) : status;
  }

  async unread(): Promise<Page | number> {
    const { status, body } = await this.ask("GET", "/unread");
    return status === 200 ? page(body) : status;
  }

  /** XMLHttpRequest, because fetch tells nothing of what has gone up. Returns the status when the server did not keep the file. */
  upload(file: File, progress: (percent: number) => void, signal: AbortSignal): Promise<Stored | number> {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", `${this.base}/files`);
      request.setRequestHeader("Authorization", `Bearer ${this.token}`);
      request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
      request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
      request.upload.onprogress = (event) => progress(event.total ? Math.floor((event.loaded / event.total) * 100) : 0);
      request.onload = () => resolve(request.status === 201 ? stored(parsed(request.responseText)) : request.status);
      request.onerror = request.onabort = () => resolve(0);
      signal.addEventListener("abort", () => request.abort());
      request.send(file);
    });
  }
}
