import { Problem } from "./problem";
import { problemOf } from "./problemOf";
import { Shape } from "./shape";

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** Speaks to the server with the session cookie and the CSRF token; every answer is read by the parser given. */
export class Api {
  private csrf = "";
  onSignedOut: () => void = () => {};
  /** The live line was refused: who we are is worth asking again. */
  onRefused: () => void = () => {};

  trust(csrf: string): void {
    this.csrf = csrf;
  }

  get csrfToken(): string {
    return this.csrf;
  }

  get<T>(path: string, read: (shape: Shape) => T, signal?: AbortSignal): Promise<T> {
    return this.call("GET", path, undefined, read, signal);
  }

  send<T>(method: Method, path: string, body: unknown, read: (shape: Shape) => T): Promise<T> {
    return this.call(method, path, body, read);
  }

  /** For answers that say nothing but "done". */
  async tell(method: Method, path: string, body?: unknown): Promise<void> {
    await this.exchange(method, path, body);
  }

  private async call<T>(
    method: Method, path: string, body: unknown, read: (shape: Shape) => T, signal?: AbortSignal,
  ): Promise<T> {
    const response = await this.exchange(method, path, body, signal);
    const json: unknown = await response.json().catch(() => undefined);
    return read(Shape.of(json, path));
  }

  private async exchange(method: Method, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
    try {
      return await this.attempt(method, path, body, signal);
    } catch (fault) {
      if (!(fault instanceof Problem) || fault.code !== "bad_csrf") throw fault;
      // Another tab signed in anew: the cookie is good, only the token is of the former sign-in.
      const me = await this.attempt("GET", "/v1/me", undefined);
      const json: unknown = await me.json();
      this.trust(Shape.of(json, "/v1/me").string("csrf"));
      return this.attempt(method, path, body, signal);
    }
  }

  private async attempt(method: Method, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
    const headers = new Headers();
    if (method !== "GET") headers.set("X-CSRF-Token", this.csrf);
    if (body !== undefined) headers.set("Content-Type", "application/json");
    const response = await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    }).catch((fault: unknown) => {
      if (signal?.aborted) throw fault;
      throw new Problem(0, "offline", "No answer");
    });
    if (response.ok) return response;
    const problem = problemOf(response.status, await response.text(), response.headers.get("Retry-After"));
    if (problem.status === 401 && path !== "/v1/sign-in" && path !== "/v1/me") this.onSignedOut();
    throw problem;
  }
}
