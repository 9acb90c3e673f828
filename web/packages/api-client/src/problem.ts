/** A refusal of the server, or the lack of one: status 0 means that no answer came. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field?: string,
    /** seconds */
    readonly retryAfter?: number,
  ) {
    super(message);
  }

  /** Worth trying again with the same idempotency key. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
