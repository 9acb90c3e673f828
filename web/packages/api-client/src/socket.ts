import { parseFrame } from "./parseFrame";
import { restingSocket, stepSocket, type SocketAct, type SocketEvent, type SocketState } from "./socketState";
import type { ClientFrame, ServerFrame } from "./words";

export type SocketListener = {
  onFrame: (frame: ServerFrame) => void;
  onPhase: (phase: SocketState["phase"]) => void;
  /** The server would not have us, or never opened: the sign-in or a role may be gone. */
  onRefused: () => void;
};

/** The close code of a sign-in that ended or a role that was taken away. */
const NO_LONGER_ALLOWED = 4403;

/** Drives one WebSocket by `stepSocket`. A frame is counted as taken in only after the listener has returned. */
export class Socket {
  private state = restingSocket;
  private link: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly address: (after: number) => string,
    private readonly listener: SocketListener,
  ) {}

  start(cursor: number): void {
    window.addEventListener("online", this.woke);
    window.addEventListener("offline", this.offline);
    document.addEventListener("visibilitychange", this.woke);
    this.take({ type: "start", cursor });
  }

  stop(): void {
    window.removeEventListener("online", this.woke);
    window.removeEventListener("offline", this.offline);
    document.removeEventListener("visibilitychange", this.woke);
    this.take({ type: "stop" });
  }

  /** Says it if the line is open; alive-only frames are not worth keeping for later. */
  say(frame: ClientFrame): void {
    if (this.link?.readyState === WebSocket.OPEN) this.link.send(JSON.stringify(frame));
  }

  retryNow(): void {
    this.take({ type: "woke" });
  }

  private readonly woke = (): void => {
    if (document.visibilityState === "visible") this.take({ type: "woke" });
  };

  private readonly offline = (): void => this.take({ type: "offline" });

  private take(event: SocketEvent): void {
    const before = this.state.phase;
    const [next, acts] = stepSocket(this.state, event);
    this.state = next;
    if (next.phase === "idle") clearTimeout(this.timer);
    acts.forEach((act) => this.act(act));
    if (next.phase !== before) this.listener.onPhase(next.phase);
  }

  private act(act: SocketAct): void {
    switch (act.type) {
      case "open":
        return this.open(act.after);
      case "close":
        return this.close();
      case "ping":
        return this.say({ type: "ping" });
      case "timer":
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.take({ type: "timer" }), act.after);
    }
  }

  private open(after: number): void {
    const link = new WebSocket(this.address(after));
    this.link = link;
    let opened = false;
    link.onopen = () => {
      opened = true;
      if (this.link === link) this.take({ type: "opened" });
    };
    link.onclose = ({ code }) => {
      if (this.link !== link) return;
      this.lost();
      if (!opened || code === NO_LONGER_ALLOWED) this.listener.onRefused();
    };
    link.onmessage = (message) => {
      if (this.link === link && typeof message.data === "string") this.receive(message.data);
    };
  }

  private receive(text: string): void {
    const frame = parseFrame(text);
    if (frame === undefined) return;
    this.listener.onFrame(frame);
    if (frame.type === "reset") this.take({ type: "reset" });
    else if (frame.type === "ready") this.take({ type: "heard", cursor: frame.cursor, ready: true });
    else if (frame.type === "conversation" || frame.type === "deal") this.take({ type: "heard", cursor: frame.cursor });
    else this.take({ type: "heard" });
  }

  private close(): void {
    const link = this.link;
    this.link = undefined;
    link?.close();
    if (link !== undefined && this.state.phase !== "idle") this.lost();
  }

  private lost(): void {
    this.link = undefined;
    this.take({ type: "closed", luck: Math.random() });
  }
}
