import { Problem } from "./problem";
import { problemOf } from "./problemOf";
import type { paths } from "./schema";

export type Method = "get" | "post" | "put" | "patch" | "delete";
type Answers = { responses: object };
type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O extends Answers> ? O : never;
/** The addresses that take a method. */
export type PathsOf<M extends Method> = { [P in keyof paths]: paths[P] extends Record<M, Answers> ? P : never }[keyof paths];

type Json<R> = R extends { content: { "application/json": infer T } } ? T : undefined;
type Good = 200 | 201 | 204;
/** What an operation answers when it went well. */
export type AnswerOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? { [S in keyof R & Good]: Json<R[S]> }[keyof R & Good] : never;
export type BodyOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody: { content: infer C } } ? C[keyof C] : never;
type PathValues<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { parameters: { path: infer V } } ? V : never;
export type QueryOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { parameters: { query?: infer Q } } ? Exclude<Q, undefined> : never;

type When<V, Name extends string> = [V] extends [never] ? { [N in Name]?: undefined } : { [N in Name]: V };
export type Asking<P extends keyof paths, M extends Method> = When<PathValues<P, M>, "path"> & When<BodyOf<P, M>, "body"> & {
  query?: QueryOf<P, M>;
  /** Of a POST; a random one when it is left out. Give your own to be safe across restarts of your program. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};
/** The items of a page: the one list in it. */
export type ItemOf<A> = { [K in keyof A]-?: A[K] extends readonly (infer I)[] ? I : never }[keyof A];

export type Settings = {
  /** Where the server is, such as `https://chat.example.com` */
  url: string;
  /** An API key, `bsk_...` */
  key: string;
  /** How often a request is tried again when the server did not answer, was away or asked to wait; 3 unless told. */
  retries?: number;
  fetch?: typeof fetch;
  /** Waits so many seconds between two attempts. */
  wait?: (seconds: number) => Promise<void>;
};

type Loose = { path?: unknown; query?: unknown; body?: unknown; idempotencyKey?: string; headers?: Record<string, string>; signal?: AbortSignal };

const sleep = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1000));

/**
 * Besedka's API, typed by its description. Every POST carries an idempotency key, so that it may be tried again without harm; what the
 * server refuses is thrown as a {@link Problem}.
 */
export class Besedka {
  private readonly settings: Required<Settings>;

  constructor(settings: Settings) {
    this.settings = { retries: 3, fetch: (...asked) => fetch(...asked), wait: sleep, ...settings, url: settings.url.replace(/\/+$/, "") };
  }

  get<P extends PathsOf<"get">>(path: P, asking: Asking<P, "get">): Promise<AnswerOf<P, "get">> {
    return this.call("get", path, asking);
  }

  post<P extends PathsOf<"post">>(path: P, asking: Asking<P, "post">): Promise<AnswerOf<P, "post">> {
    return this.call("post", path, asking);
  }

  put<P extends PathsOf<"put">>(path: P, asking: Asking<P, "put">): Promise<AnswerOf<P, "put">> {
    return this.call("put", path, asking);
  }

  patch<P extends PathsOf<"patch">>(path: P, asking: Asking<P, "patch">): Promise<AnswerOf<P, "patch">> {
    return this.call("patch", path, asking);
  }

  delete<P extends PathsOf<"delete">>(path: P, asking: Asking<P, "delete">): Promise<AnswerOf<P, "delete">> {
    return this.call("delete", path, asking);
  }

  /** All items of a list, page after page. @param cursor the parameter that takes `next`: conversations take `before` */
  async *pages<P extends PathsOf<"get">>(
    path: P, asking: Asking<P, "get">, cursor: "after" | "before" = "after",
  ): AsyncGenerator<ItemOf<AnswerOf<P, "get">>, void, undefined> {
    let query: Record<string, unknown> = { ...(asking as Loose & { query?: object }).query };
    for (;;) {
      const page: unknown = await this.call("get", path, { ...(asking as Loose), query });
      yield* itemsOf(page) as ItemOf<AnswerOf<P, "get">>[];
      const next = memberOf(page, "next");
      if (typeof next !== "string") return;
      query = { ...query, [cursor]: next };
    }
  }

  private async call<A>(method: Method, path: string, asking: Loose): Promise<A> {
    const url = this.settings.url + filled(path, asking.path) + queryOf(asking.query);
    const request = this.request(method, asking);
    for (let attempt = 0; ; attempt++) {
      try {
        const response = await this.answer(url, request);
        return (response.status === 204 ? undefined : await read(response)) as A;
      } catch (fault) {
        const again = fault instanceof Problem && (fault.passing || fault.code === "idempotency_key_busy");
        if (!again || attempt >= this.settings.retries || !isRepeatable(method)) throw fault;
        await this.settings.wait(fault.retryAfter ?? 2 ** attempt);
      }
    }
  }

  private request(method: Method, asking: Loose): RequestInit {
    const headers = new Headers({ Authorization: `Bearer ${this.settings.key}`, ...asking.headers });
    if (method === "post") headers.set("Idempotency-Key", asking.idempotencyKey ?? crypto.randomUUID());
    const raw = asking.body instanceof Blob || asking.body instanceof Uint8Array;
    if (asking.body !== undefined && !raw) headers.set("Content-Type", "application/json");
    const body = asking.body === undefined ? null : raw ? (asking.body as BodyInit) : JSON.stringify(asking.body);
    return { method: method.toUpperCase(), headers, body, signal: asking.signal ?? null };
  }

  private async answer(url: string, request: RequestInit): Promise<Response> {
    const response = await this.settings.fetch(url, request).catch((fault: unknown) => {
      if (request.signal?.aborted) throw fault;
      throw new Problem(0, "offline", fault instanceof Error ? fault.message : "No answer");
    });
    if (response.ok) return response;
    throw problemOf(response.status, await response.text(), response.headers.get("Retry-After"));
  }
}

/** PATCH is not: what it meets the second time may be another's change. */
const isRepeatable = (method: Method): boolean => method !== "patch";

async function read(response: Response): Promise<unknown> {
  const json = response.headers.get("Content-Type")?.startsWith("application/json");
  return json ? response.json() : new Uint8Array(await response.arrayBuffer());
}

function filled(path: string, values: unknown): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = memberOf(values, name);
    if (value === undefined) throw new TypeError(`${path} needs ${name}`);
    return encodeURIComponent(String(value));
  });
}

function queryOf(values: unknown): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values ?? {})) if (value !== undefined && value !== null) query.set(name, String(value));
  return query.size === 0 ? "" : `?${query}`;
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const itemsOf = (page: unknown): unknown[] =>
  Object.values(typeof page === "object" && page !== null ? page : {}).find((member): member is unknown[] => Array.isArray(member)) ?? [];
