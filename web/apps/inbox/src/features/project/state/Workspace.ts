import { Socket, type Api, type Project, type ServerFrame, type Summary, type User, type View } from "@besedka/api-client";
import { Sender } from "../../conversation/state/Sender";
import { readOutbox } from "../../conversation/state/readOutbox";
import { newThread, withFirstPage, withLive, withOlder } from "../../conversation/state/thread";
import { withAnswer, withPage, withPhase, withRead } from "../../list/state/lists";
import { typingFaded } from "../../live/state/presence";
import { Store } from "../../../shared/store";
import { projectApi, type ProjectApi } from "../api/projectApi";
import { newProjectState, withFrame, withLine, withOpened, withThread, type ProjectState } from "./projectState";

/** One project, open: its state, the line to the server, and what can be done. Components hold this and nothing else. */
export class Workspace {
  readonly store: Store<ProjectState>;
  readonly calls: ProjectApi;
  readonly sender: Sender;
  /** Frames as they come, for what only lives for a moment (sound, notifications). */
  readonly onFrame = new Set<(frame: ServerFrame) => void>();
  private readonly socket: Socket;
  private fading: ReturnType<typeof setInterval> | undefined;
  private recount: ReturnType<typeof setTimeout> | undefined;
  private open = false;
  private lastTyped = 0;

  constructor(api: Api, readonly project: Project, readonly me: User) {
    this.calls = projectApi(api, project.id);
    const drawer = `outbox.${project.id}.${me.id}`;
    this.store = new Store(newProjectState(me.id, readOutbox(drawer)));
    this.sender = new Sender(this.store, this.calls, drawer);
    this.socket = new Socket(this.calls.socketAddress, {
      onFrame: (frame) => this.take(frame),
      onPhase: (line) => {
        this.store.change((state) => withLine(state, line));
        if (line === "live") this.sender.hurry();
      },
      onRefused: () => api.onRefused(),
    });
  }

  get canWrite(): boolean {
    return this.project.roles.includes("OPERATOR");
  }

  get canManage(): boolean {
    return this.project.roles.includes("ADMINISTRATOR");
  }

  get canSeeDeals(): boolean {
    return this.canWrite || this.canManage || this.project.roles.includes("ANALYTICS");
  }

  get canWorkDeals(): boolean {
    return this.canWrite || this.canManage;
  }

  get canSet(): boolean {
    return this.project.roles.includes("SETTINGS") || this.canManage;
  }

  start(): void {
    this.open = true;
    this.fading = setInterval(() => this.store.change((s) => ({ ...s, typing: typingFaded(s.typing, Date.now()) })), 1_000);
    this.sender.start();
    void this.loadView("mine").then(() => this.connect());
    void this.loadPeople();
  }

  stop(): void {
    this.open = false;
    clearInterval(this.fading);
    clearTimeout(this.recount);
    this.sender.stop();
    this.socket.stop();
  }

  retryNow(): void {
    this.socket.retryNow();
    this.sender.hurry();
  }

  viewing(conversationId: number | null): void {
    this.socket.say({ type: "viewing", conversationId });
  }

  /** At most once in three seconds. */
  typing(conversationId: number): void {
    if (Date.now() - this.lastTyped < 3_000) return;
    this.lastTyped = Date.now();
    this.socket.say({ type: "typing", conversationId });
  }

  async loadView(view: View, older = false): Promise<void> {
    const list = this.store.get().lists.views[view];
    if (list.phase === "loading" || (older && list.next === null)) return;
    this.list((lists) => withPhase(lists, view, "loading"));
    try {
      const page = await this.calls.conversations({ view, before: older ? list.next ?? undefined : undefined });
      this.list((lists) => withPage(lists, view, page));
    } catch {
      this.list((lists) => withPhase(lists, view, "failed"));
    }
  }

  async search(view: View, q: string, before: string | undefined, signal: AbortSignal) {
    const page = await this.calls.conversations({ view, q, before }, signal);
    this.list((lists) => withRead(lists, page.conversations, page.cursor));
    return { ids: page.conversations.map((one) => one.id), contacts: page.contactNames ?? {}, next: page.next ?? null };
  }

  /** Loads a conversation unless it is here; `again` after a failure. */
  async openThread(id: number): Promise<void> {
    const state = this.store.get();
    if (state.erased.has(id)) return;
    const known = state.threads.get(id);
    const summary = state.lists.known.get(id)?.summary;
    if (known !== undefined && known.phase !== "failed") {
      this.store.change((s) => withOpened(s, id, { ...known, readUpTo: summary?.readSeq ?? known.readUpTo }));
      return;
    }
    this.store.change((s) => withOpened(s, id, newThread(summary?.readSeq ?? 0)));
    try {
      const [detail, page] = await Promise.all([this.calls.conversation(id), this.calls.messages(id, {})]);
      if (this.store.get().erased.has(id)) return;
      this.list((lists) => withRead(lists, [detail.conversation], detail.cursor));
      this.store.change((s) => withThread(s, id, (thread) => ({
        ...withFirstPage(thread, page.messages, page.more),
        variables: detail.variables,
        readUpTo: summary?.readSeq ?? detail.conversation.readSeq,
      })));
    } catch {
      this.store.change((s) => withThread(s, id, (thread) => ({ ...thread, phase: "failed" })));
    }
  }

  async loadOlder(id: number): Promise<void> {
    const thread = this.store.get().threads.get(id);
    const oldest = thread?.messages[0]?.seq;
    if (thread?.phase !== "ready" || !thread.more || oldest === undefined) return;
    this.store.change((s) => withThread(s, id, (one) => ({ ...one, phase: "loading-older" })));
    try {
      const page = await this.calls.messages(id, { before: oldest });
      this.store.change((s) => withThread(s, id, (one) => withOlder(one, page.messages, page.more)));
    } catch {
      this.store.change((s) => withThread(s, id, (one) => ({ ...one, phase: "ready" })));
    }
  }

  /** Does something to a conversation and shows the server's answer at once, without waiting for the log. */
  async act(id: number, call: (calls: ProjectApi) => Promise<Summary>): Promise<void> {
    const asOf = this.store.get().lists.known.get(id)?.cursor ?? 0;
    const summary = await call(this.calls);
    this.list((lists) => withAnswer(lists, summary, asOf));
  }

  async react(id: number, seq: number, emoji: string | null): Promise<void> {
    const message = await this.calls.react(id, seq, emoji);
    this.store.change((s) => withThread(s, id, (thread) => withLive(thread, [message])));
  }

  async setVariable(id: number, name: string, value: string | null): Promise<void> {
    await this.act(id, (calls) => calls.variable(id, name, value));
    this.store.change((s) => withThread(s, id, (thread) => {
      const { [name]: _, ...rest } = thread.variables;
      return { ...thread, variables: value === null ? rest : { ...rest, [name]: value } };
    }));
  }

  private async connect(): Promise<void> {
    if (!this.open) return;
    const { lists } = this.store.get();
    if (lists.views.mine.phase === "ready") return this.socket.start(lists.cursor);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await this.loadView("mine");
    return this.connect();
  }

  /** Reads colleagues and connections anew: no frame tells of them. */
  async loadPeople(): Promise<void> {
    const [members, connections] = await Promise.allSettled([this.calls.members(), this.calls.connections()]);
    this.store.change((s) => ({
      ...s,
      members: members.status === "fulfilled" ? members.value : s.members,
      connections: connections.status === "fulfilled" ? connections.value : s.connections,
    }));
  }

  private take(frame: ServerFrame): void {
    const opened = [...this.store.get().threads.keys()].at(-1);
    this.store.change((state) => withFrame(state, frame, Date.now()));
    this.onFrame.forEach((listener) => listener(frame));
    if (frame.type === "reset") void this.reload(opened);
    if (this.store.get().lists.countsDoubtful) this.recountSoon();
  }

  private async reload(opened: number | undefined): Promise<void> {
    await this.loadView("mine");
    await this.connect();
    if (opened !== undefined) await this.openThread(opened);
  }

  private recountSoon(): void {
    if (this.recount !== undefined) return;
    this.recount = setTimeout(() => {
      this.recount = undefined;
      void this.calls.conversations({ view: "mine", limit: 1 }).then(
        ({ counts }) => this.list((lists) => ({ ...lists, counts, countsDoubtful: false })),
        () => undefined,
      );
    }, 1_500);
  }

  private list(step: (lists: ProjectState["lists"]) => ProjectState["lists"]): void {
    this.store.change((state) => ({ ...state, lists: step(state.lists) }));
  }
}
