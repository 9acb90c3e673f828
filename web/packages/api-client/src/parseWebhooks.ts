import type { Shape } from "./shape";
import type { EventKind, SalebotUrl, Webhook, WebhookDelivery, WebhookDeliveryState } from "./words";

/** What a webhook can be told of, in the order of the form. */
export const EVENT_KINDS: readonly Exclude<EventKind, "ping">[] = [
  "message.received", "message.sent", "note.added", "message.changed", "delivery.changed", "conversation.changed", "deal.changed",
  "client.changed", "client.erased",
];
export const DELIVERY_STATES: readonly WebhookDeliveryState[] = ["waiting", "posting", "done", "dead", "skipped"];
const REASONS: readonly NonNullable<Webhook["pauseReason"]>[] = ["member", "gone", "failing", "dying"];

export const parseWebhook = (s: Shape): Webhook => ({
  id: s.number("id"),
  name: s.string("name"),
  url: s.string("url"),
  events: EVENT_KINDS.filter((kind) => s.strings("events").includes(kind)),
  ordered: s.flag("ordered"),
  state: s.oneOf("state", ["active", "failing", "paused"]),
  pauseReason: s.maybeOneOf("pauseReason", REASONS),
  lastError: s.maybeString("lastError"),
  lastErrorAt: s.maybeString("lastErrorAt"),
  lastOkAt: s.maybeString("lastOkAt"),
  waiting: s.number("waiting"),
  behind: s.number("behind"),
  replaying: s.flag("replaying"),
  formerSecretUntil: s.maybeString("formerSecretUntil"),
  createdAt: s.string("createdAt"),
});

export const parseWebhooks = (s: Shape): Webhook[] => s.objects("webhooks", parseWebhook);

export const parseNewWebhook = (s: Shape): { secret: string; webhook: Webhook } => ({
  secret: s.string("secret"),
  webhook: s.object("webhook", parseWebhook),
});

export const parseDelivery = (s: Shape): WebhookDelivery => ({
  id: s.number("id"),
  eventId: s.string("eventId"),
  event: s.string("event"),
  replay: s.maybeNumber("replay"),
  conversationId: s.maybeNumber("conversationId"),
  state: s.oneOf("state", DELIVERY_STATES),
  attempts: s.number("attempts"),
  nextAt: s.maybeString("nextAt"),
  lastAt: s.maybeString("lastAt"),
  status: s.maybeNumber("status"),
  error: s.maybeString("error"),
  tookMs: s.maybeNumber("tookMs"),
  createdAt: s.string("createdAt"),
  erased: s.flag("erased"),
  body: s.maybeString("body"),
  answer: s.maybeString("answer"),
});

export const parseDeliveries = (s: Shape): { deliveries: WebhookDelivery[]; next: number | undefined } => ({
  deliveries: s.objects("deliveries", parseDelivery),
  next: s.maybeNumber("next"),
});

export const parseSalebotUrl = (s: Shape): SalebotUrl => ({
  url: s.maybeString("url"),
  webhookId: s.maybeNumber("webhookId"),
  waiting: s.maybeNumber("waiting"),
  lastError: s.maybeString("lastError"),
  lastErrorAt: s.maybeString("lastErrorAt"),
  lastOkAt: s.maybeString("lastOkAt"),
});
