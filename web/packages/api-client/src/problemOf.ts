import { Problem } from "./problem";
import { Shape } from "./shape";

/** Reads an error answer; a body that is not ours (a proxy's page, say) becomes a problem by its status alone. */
export function problemOf(status: number, body: string, retryAfter: string | null): Problem {
  const seconds = retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined;
  try {
    return Shape.of(JSON.parse(body), "answer").object(
      "error",
      (e) => new Problem(status, e.string("code"), e.maybeString("message") ?? "", e.maybeString("field"), seconds),
    );
  } catch {
    return new Problem(status, `http_${status}`, "", undefined, seconds);
  }
}
