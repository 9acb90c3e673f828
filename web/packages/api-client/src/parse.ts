import type { Shape } from "./shape";
import { parsePart } from "./parsePart";
import type {
  ApiKey, Author, Channel, ClientCard, ClientDetail, Connection, ConnectionCheck, ConnectionSetup, Content, ConversationDetail, ConversationPage, Contact, Counts, Delivery, KeyRight, Link, Locale,
  Me, Member, Message, MessagePage, NewApiKey, Owner, Project, Role, Scheduled, SignedIn, Summary, TotpSecret, UploadedFile, User,
} from "./words";

const LOCALES: readonly Locale[] = ["ru", "en"];
const ROLES: readonly Role[] = ["ADMINISTRATOR", "SETTINGS", "ANALYTICS", "OPERATOR"];
const RIGHTS: readonly KeyRight[] = ["READ_CLIENTS", "CHANGE_CLIENTS", "DELETE_CLIENTS", "READ_CRM", "CHANGE_CRM"];
const OWNERS: readonly Owner["kind"][] = ["nobody", "bot", "operator", "team", "desk"];
const AUTHORS: readonly Author["kind"][] = ["client", "bot", "operator", "api", "system", "outside", "callback"];
const STATUSES: readonly Delivery["status"][] = [
  "queued", "sending", "unknown", "failed", "sent", "delivered", "read", "cancelled",
];

const roles = (s: Shape): Role[] => ROLES.filter((role) => s.strings("roles").includes(role));

export const parseUser = (s: Shape): User => ({
  id: s.number("id"),
  name: s.string("name"),
  email: s.string("email"),
  locale: s.maybeOneOf("locale", LOCALES) ?? "en",
  totp: s.flag("totp"),
});

export const parseSignedIn = (s: Shape): SignedIn => ({ user: s.object("user", parseUser), csrf: s.string("csrf") });

export const parseProject = (s: Shape): Project => ({
  id: s.number("id"),
  name: s.string("name"),
  timeZone: s.maybeString("timeZone") ?? "UTC",
  locale: s.maybeOneOf("locale", LOCALES) ?? "en",
  roles: roles(s),
});

export const parseMe = (s: Shape): Me => ({ ...parseSignedIn(s), projects: s.objects("projects", parseProject) });

export const parseLink = (s: Shape): Link => ({
  purpose: s.maybeString("purpose") ?? "",
  email: s.maybeString("email"),
  name: s.maybeString("name"),
});

export const parseTotpSecret = (s: Shape): TotpSecret => ({ secret: s.string("secret"), uri: s.string("uri") });

export const parseMember = (s: Shape): Member => ({
  userId: s.number("userId"),
  name: s.string("name"),
  email: s.maybeString("email") ?? "",
  roles: roles(s),
  accepted: s.raw("accepted") !== false,
});

export const parseMembers = (s: Shape): Member[] => s.objects("members", parseMember);

export const parseApiKey = (s: Shape): ApiKey => ({
  id: s.number("id"),
  name: s.maybeString("name") ?? "",
  hint: s.maybeString("hint"),
  main: s.flag("main"),
  rights: RIGHTS.filter((right) => s.strings("rights").includes(right)),
  createdAt: s.maybeString("createdAt"),
  lastUsedAt: s.maybeString("lastUsedAt"),
});

export const parseApiKeys = (s: Shape): ApiKey[] => s.objects("keys", parseApiKey);

export const parseNewApiKey = (s: Shape): NewApiKey => ({ secret: s.string("secret") });

export const parseConnection = (s: Shape): Connection => ({
  id: s.number("id"),
  channel: s.string("channel"),
  name: s.string("name"),
  paused: s.flag("paused"),
  templates: s.flag("templates"),
  health: s.object("health", (h) => ({
    state: h.maybeOneOf("state", ["ok", "warning", "broken"]) ?? "warning",
    text: h.maybeString("text"),
    lastUpdateAt: h.maybeString("lastUpdateAt"),
    lastSendAt: h.maybeString("lastSendAt"),
  })),
});

export const parseConnections = (s: Shape): Connection[] => s.objects("connections", parseConnection);

export const parseChannel = (s: Shape): Channel => ({
  channel: s.string("channel"),
  fields: s.objects("fields", (f) => ({ name: f.string("name"), secret: f.flag("secret"), required: f.flag("required"), values: f.has("values") ? f.strings("values") : undefined, usual: f.maybeString("usual") })),
  pastesWebhook: s.flag("pastesWebhook"),
});

export const parseChannels = (s: Shape): Channel[] => s.objects("channels", parseChannel);

export const parseConnectionSetup = (s: Shape): ConnectionSetup => ({
  id: s.number("id"),
  channel: s.string("channel"),
  name: s.string("name"),
  paused: s.flag("paused"),
  settings: Object.fromEntries(s.entries("settings").map(([name, value]) => [name, String(value)])),
  secrets: s.strings("secrets"),
  health: s.maybeOneOf("health", ["ok", "warning", "broken"]) ?? "warning",
  key: s.maybeString("key"),
  webhook: s.maybeString("webhook") ?? null,
  webhookSecret: s.maybeString("webhookSecret"),
});

/** Where the owner of an account agrees. */
export const parseConsentPage = (s: Shape): string => s.string("url");

const CHECK_REASONS = ["broken", "missing", "unsure"] as const;

export const parseConnectionCheck = (s: Shape): ConnectionCheck => ({
  ok: s.flag("ok"),
  reason: CHECK_REASONS.find((one) => one === s.maybeString("reason")),
  account: s.maybeString("account"),
  why: s.maybeString("why"),
});

/** One length for all times, so that they compare as texts: "…:00Z" and "…:00.5Z" do not. */
function sortable(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : time.toISOString();
}

const parseOwner = (s: Shape): Owner => ({
  kind: s.oneOf("kind", OWNERS),
  id: s.maybeNumber("id"),
  name: s.maybeString("name"),
});

export const parseAuthor = (s: Shape): Author => ({
  kind: s.oneOf("kind", AUTHORS),
  id: s.maybeNumber("id"),
  name: s.maybeString("name"),
});

const parseClient = (s: Shape): Summary["client"] => ({
  name: s.maybeString("name") ?? "",
  channel: s.string("channel"),
  connectionId: s.number("connectionId"),
  connectionName: s.maybeString("connectionName") ?? "",
  phone: s.maybeString("phone"),
  email: s.maybeString("email"),
  username: s.maybeString("username"),
  language: s.maybeString("language"),
  avatarUrl: s.maybeString("avatarUrl"),
  blocked: s.flag("blocked"),
  reactions: s.flag("reactions"),
  templates: s.flag("templates"),
});

export const parseSummary = (s: Shape): Summary => ({
  id: s.number("id"),
  client: s.object("client", parseClient),
  owner: s.object("owner", parseOwner),
  status: s.oneOf("status", ["open", "closed"]),
  lastSeq: s.maybeNumber("lastSeq") ?? 0,
  unread: s.maybeNumber("unread") ?? 0,
  readSeq: s.maybeNumber("readSeq") ?? 0,
  preview: s.maybeObject("preview", (p) => ({
    text: p.maybeString("text") ?? "",
    author: p.object("author", parseAuthor),
  })) ?? { text: "", author: { kind: "system" } },
  lastMessageAt: sortable(s.maybeString("lastMessageAt") ?? s.string("createdAt")),
  tags: s.strings("tags"),
  createdAt: s.string("createdAt"),
  answerableUntil: s.maybeString("answerableUntil"),
});

const parseClientCard = (s: Shape): ClientCard => ({
  id: s.number("id"),
  connectionId: s.number("connectionId"),
  externalId: s.maybeString("externalId") ?? "",
  contactId: s.number("contactId"),
  name: s.maybeString("name"),
  username: s.maybeString("username"),
  language: s.maybeString("language"),
  avatarUrl: s.maybeString("avatarUrl"),
  phone: s.maybeString("phone"),
  email: s.maybeString("email"),
  mark: s.maybeString("mark"),
  tags: s.strings("tags"),
  blocked: s.flag("blocked"),
  createdAt: s.string("createdAt"),
  lastMessageAt: s.maybeString("lastMessageAt"),
});

const parseContact = (s: Shape): Contact => ({
  id: s.number("id"),
  name: s.maybeString("name"),
  phone: s.maybeString("phone"),
  email: s.maybeString("email"),
  comment: s.maybeString("comment"),
  createdAt: s.string("createdAt"),
  clients: s.objects("clients", parseClientCard),
});

export const parseClientDetail = (s: Shape): ClientDetail => ({
  client: s.object("client", parseClientCard),
  contact: s.object("contact", parseContact),
  variables: Object.fromEntries(s.entries("variables").map(([name, value]) => [name, String(value ?? "")])),
});

/** Those whom a search finds; it has no further page. */
export const parseClients = (s: Shape): ClientCard[] => s.objects("clients", parseClientCard);

export const parseConversation = (s: Shape): Summary => s.object("conversation", parseSummary);

const parseCounts = (s: Shape): Counts => ({
  mine: s.maybeNumber("mine") ?? 0,
  unassigned: s.maybeNumber("unassigned") ?? 0,
  all: s.maybeNumber("all") ?? 0,
  closed: s.maybeNumber("closed") ?? 0,
});

export const parseConversationPage = (s: Shape): ConversationPage => ({
  conversations: s.objects("conversations", parseSummary),
  next: s.maybeString("next") ?? null,
  counts: s.object("counts", parseCounts),
  cursor: s.number("cursor"),
  contactNames: texts(s, "contactNames"),
});

export const texts = (s: Shape, name: string): Record<string, string> =>
  Object.fromEntries(s.entries(name).map(([key, value]) => [key, String(value ?? "")]));

export const parseConversationDetail = (s: Shape): ConversationDetail => ({
  conversation: parseConversation(s),
  variables: texts(s, "variables"),
  dealVariables: texts(s, "dealVariables"),
  dealId: s.maybeNumber("dealId"),
  optedOut: s.flag("optedOut"),
  cursor: s.maybeNumber("cursor") ?? 0,
});

export const parseContent = (s: Shape): Content => ({
  text: s.maybeString("text") ?? "",
  markup: s.flag("markup"),
  parts: s.objects("parts", parsePart),
});

export const parseMessage = (s: Shape): Message => ({
  seq: s.number("seq"),
  at: s.string("at"),
  author: s.object("author", parseAuthor),
  note: s.flag("note"),
  content: s.object("content", parseContent),
  replyTo: s.maybeNumber("replyTo"),
  editedAt: s.maybeString("editedAt"),
  deletedAt: s.maybeString("deletedAt"),
  reaction: s.maybeString("reaction"),
  ourReaction: s.maybeString("ourReaction"),
  reactionError: s.maybeString("reactionError"),
  delivery: s.maybeObject("delivery", (d) => ({
    status: d.maybeOneOf("status", STATUSES) ?? "unknown",
    error: d.maybeString("error"),
  })),
  key: s.maybeString("key"),
  broadcast: s.maybeNumber("broadcast"),
});

export const parseOneMessage = (s: Shape): Message => s.object("message", parseMessage);

export const parseMessagePage = (s: Shape): MessagePage => ({
  messages: s.objects("messages", parseMessage),
  more: s.flag("more"),
});

export const parseScheduled = (s: Shape): Scheduled => ({
  id: s.number("id"),
  at: s.string("at"),
  content: s.object("content", parseContent),
});

export const parseScheduledList = (s: Shape): Scheduled[] => s.objects("scheduled", parseScheduled);

export const parseUploadedFile = (s: Shape): UploadedFile => ({
  fileId: s.number("fileId"),
  name: s.maybeString("name") ?? "",
  mime: s.maybeString("mime") ?? "application/octet-stream",
  size: s.maybeNumber("size") ?? 0,
  width: s.maybeNumber("width"),
  height: s.maybeNumber("height"),
});
