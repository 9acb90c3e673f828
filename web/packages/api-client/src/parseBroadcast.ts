import { parseContent } from "./parse";
import { Shape } from "./shape";
import type {
  Audience, Broadcast, BroadcastDetail, BroadcastPage, ClientList, ClientListPage, DryRun, ListedClientPage, ListMembersChanged, PublishedBlock,
  Recipient, RecipientPage, RecipientState, SegmentFilter, VariableCondition,
} from "./words";

const BROADCAST_STATES: readonly Broadcast["state"][] = ["draft", "scheduled", "running", "paused", "done", "cancelled"];
export const RECIPIENT_STATES: readonly RecipientState[] = [
  "read", "delivered", "sent", "sending", "queued", "resending", "waiting", "unknown", "failed", "declined", "empty_parameter", "withdrawn", "cancelled",
  "opted_out", "blocked", "connection_paused", "connection_removed", "window_closed", "cannot_write_first", "unknown_client", "same_person", "no_templates",
];
export const CONDITION_OPS: readonly VariableCondition["op"][] = ["EQ", "NE", "IN", "NOT_IN", "GT", "GE", "LT", "LE", "SET", "NOT_SET"];

const numbers = (s: Shape, name: string): number[] => s.list(name, Number);
const maybeFlag = (s: Shape, name: string): boolean | undefined => (s.has(name) ? s.flag(name) : undefined);

const parseFilter = (s: Shape): SegmentFilter => ({
  connections: numbers(s, "connections"),
  channels: s.strings("channels"),
  tags: s.strings("tags"),
  createdFrom: s.maybeString("createdFrom"),
  createdTo: s.maybeString("createdTo"),
  wroteFrom: s.maybeString("wroteFrom"),
  wroteTo: s.maybeString("wroteTo"),
  variables: s.objects("variables", (one) => ({ name: one.string("name"), op: one.oneOf("op", CONDITION_OPS), values: one.strings("values") })),
  anyVariable: s.flag("anyVariable"),
  optedOut: maybeFlag(s, "optedOut"),
  blocked: maybeFlag(s, "blocked"),
  hasPhone: maybeFlag(s, "hasPhone"),
  hasEmail: maybeFlag(s, "hasEmail"),
});

export const parseClientList = (s: Shape): ClientList => ({
  id: s.number("id"),
  name: s.string("name"),
  kind: s.maybeOneOf("kind", ["manual", "segment"]) ?? "manual",
  filter: s.maybeObject("filter", parseFilter),
  count: s.maybeNumber("count"),
  createdAt: s.string("createdAt"),
});

export const parseClientListPage = (s: Shape): ClientListPage => ({ lists: s.objects("lists", parseClientList), next: s.maybeNumber("next") });

export const parseListedClientPage = (s: Shape): ListedClientPage => ({
  clients: s.objects("clients", (one) => ({
    client: one.number("client"),
    name: one.maybeString("name"),
    phone: one.maybeString("phone"),
    email: one.maybeString("email"),
    connectionId: one.number("connectionId"),
    optedOut: one.flag("optedOut"),
  })),
  next: s.maybeNumber("next"),
});

export const parseListMembersChanged = (s: Shape): ListMembersChanged => ({
  added: s.number("added"),
  removed: s.number("removed"),
  unknown: numbers(s, "unknown"),
});

const parseAudience = (s: Shape): Audience => ({
  list: s.maybeNumber("list"),
  clients: s.has("clients") ? numbers(s, "clients") : undefined,
  connection: s.maybeNumber("connection"),
  platformIds: s.has("platformIds") ? s.strings("platformIds") : undefined,
});

export const parseBroadcast = (s: Shape): Broadcast => ({
  id: s.number("id"),
  name: s.string("name"),
  state: s.oneOf("state", BROADCAST_STATES),
  author: s.object("author", (one) => ({ kind: one.string("kind"), id: one.number("id") })),
  audience: s.object("audience", parseAudience),
  content: s.maybeObject("content", parseContent),
  block: s.maybeNumber("block"),
  shift: s.number("shift"),
  at: s.maybeString("at"),
  quietHours: s.maybeObject("quietHours", (one) => ({ from: one.string("from"), to: one.string("to") })),
  oncePerPerson: s.flag("oncePerPerson"),
  optOutWords: s.flag("optOutWords"),
  counts: s.object("counts", (one) => ({
    total: one.number("total"),
    excluded: one.number("excluded"),
    handedOver: one.number("handedOver"),
    declined: one.number("declined"),
    left: one.number("left"),
  })),
  error: s.maybeString("error"),
  createdAt: s.string("createdAt"),
  startedAt: s.maybeString("startedAt"),
  endedAt: s.maybeString("endedAt"),
});

const BLOCK_KINDS: readonly PublishedBlock["kind"][] = ["start", "state", "aside", "aside_condition"];

export const parseBlock = (s: Shape): PublishedBlock => ({
  number: s.number("number"),
  flowId: s.number("flowId"),
  flow: s.string("flow"),
  id: s.string("id"),
  name: s.maybeString("name"),
  kind: s.maybeOneOf("kind", BLOCK_KINDS) ?? "state",
  text: s.maybeString("text"),
});

export const parseBroadcastPage = (s: Shape): BroadcastPage => ({ broadcasts: s.objects("broadcasts", parseBroadcast), next: s.maybeNumber("next") });

export const parseBroadcastDetail = (s: Shape): BroadcastDetail => ({
  broadcast: s.object("broadcast", parseBroadcast),
  results: Object.fromEntries(s.entries("results").map(([state, count]) => [state, Number(count)])),
});

const parseRecipient = (s: Shape): Recipient => ({
  client: s.maybeNumber("client"),
  name: s.maybeString("name"),
  platformId: s.maybeString("platformId"),
  connectionId: s.maybeNumber("connectionId"),
  state: s.oneOf("state", RECIPIENT_STATES),
  seq: s.maybeNumber("seq"),
  error: s.maybeString("error"),
});

export const parseRecipientPage = (s: Shape): RecipientPage => ({ recipients: s.objects("recipients", parseRecipient), next: s.maybeNumber("next") });

export const parseDryRun = (s: Shape): DryRun => ({
  recipients: s.number("recipients"),
  first: s.maybeString("first"),
  last: s.maybeString("last"),
  excluded: s.objects("excluded", (one) => ({
    why: one.oneOf("why", RECIPIENT_STATES),
    count: one.number("count"),
    clients: one.objects("clients", (named) => ({ client: named.number("client"), name: named.maybeString("name") })),
    platformIds: one.strings("platformIds"),
  })),
  previews: s.objects("previews", (one) => ({ client: one.number("client"), name: one.maybeString("name"), ...parseContent(one) })),
});
