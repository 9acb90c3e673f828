import { backoff } from "./backoff";
import { event, parsed, type Event } from "./wire";

export type Told = {
  event(event: Event): void;
  /** `up` when everything missed has been told; `refused` with the code by which the server will not have us. */
  state(state: "up" | "down" | "refused", code?: number): void;
};

const PING_EVERY = 25_000;
const PONG_WITHIN = 10_000;

/** The socket, kept up while it is wanted: reconnects with backoff, resumes after the cursor, notices a line gone dead. */
export class Line {
  private socket: WebSocket | undefined;
  private attempt = 0;
  private again: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private wanted = false;

  constructor(
    private readonly path: string,
    private readonly hello: () => { token: string; after: number },
    private readonly told: Told,
  ) {}

  get isUp(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  want(wanted: boolean): void {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    if (wanted) this.connect();
    else this.drop();
  }

  /** The network is back or the page is looked at again: find out at once whether the line is alive. */
  nudge(): void {
    if (!this.wanted) return;
    if (this.isUp) this.ping();
    else if (this.socket?.readyState !== WebSocket.CONNECTING) this.connect();
  }

  send(message: object): boolean {
    if (!this.isUp) return false;
    this.socket?.send(JSON.stringify(message));
    return true;
  }

  private connect(): void {
    this.drop();
    const socket = new WebSocket(new URL(this.path, location.href.replace(/^http/, "ws")));
    this.socket = socket;
    this.watch = setTimeout(() => this.lost(socket), PONG_WITHIN);
    socket.onopen = () => {
      this.send({ type: "hello", ...this.hello() });
      this.listen();
    };
    socket.onmessage = (message) => {
      const heard = event(parsed(String(message.data)));
      this.listen();
      if (heard.type === "ready") {
        this.attempt = 0;
        this.told.state("up");
      }
      this.told.event(heard);
    };
    socket.onclose = (close) => this.lost(socket, close.code);
  }

  private lost(socket: WebSocket, code = 0): void {
    if (socket !== this.socket) return;
    this.drop();
    if (code === 4401 || code === 4404) {
      this.wanted = false;
      this.told.state("refused", code);
      return;
    }
    this.told.state("down");
    this.again = setTimeout(() => this.connect(), backoff(this.attempt++));
  }

  private listen(): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.ping(), PING_EVERY);
  }

  private ping(): void {
    const socket = this.socket;
    clearTimeout(this.watch);
    this.send({ type: "ping" });
    this.watch = setTimeout(() => socket && this.lost(socket), PONG_WITHIN);
  }

  private drop(): void {
    clearTimeout(this.again);
    clearTimeout(this.watch);
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }
}
