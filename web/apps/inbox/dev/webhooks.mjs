// The pretend server's webhooks: one that works, one that fails, one that is paused.
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const ALL = ["message.received", "message.sent", "note.added", "message.changed", "delivery.changed", "conversation.changed", "deal.changed"];
const webhooks = [
  { id: 1, name: "1С:Склад", url: "https://sklad.shop.example/besedka", events: ["message.received", "message.sent"], ordered: true, state: "active", waiting: 0, behind: 0, replaying: false, lastOkAt: ago(3), createdAt: ago(9000) },
  { id: 2, name: "Отчёты", url: "https://reports.shop.example/hooks/besedka?source=chat", events: ALL, ordered: false, state: "failing", failingSince: ago(50), waiting: 12, behind: 0, replaying: true, lastError: "answered 503", lastErrorAt: ago(2), lastOkAt: ago(60), createdAt: ago(9000) },
  { id: 3, name: "Old CRM", url: "https://crm.example.com/in", events: ["message.received"], ordered: false, state: "paused", pauseReason: "failing", pausedAt: ago(700), waiting: 3, behind: 148, replaying: false, lastError: "no connection: ConnectException", lastErrorAt: ago(700), createdAt: ago(90_000) },
];
let salebot = { url: "https://bots.example.com/salebot", webhookId: 9, waiting: 0, lastOkAt: ago(8) };
const STATES = ["done", "waiting", "done", "dead", "done", "skipped"];
const body = (id) => JSON.stringify({ id: `evt_12_${340 + id}_0`, type: "message.received", timestamp: ago(id * 4), project: 12, cursor: 340 + id,
  data: { conversation: { id: 101, status: "open", owner: { kind: "nobody" }, tags: [] }, message: { seq: id, content: { text: "Доставка бесплатная?" } } } });
const deliveries = Array.from({ length: 30 }, (_, index) => ({
  id: 30 - index, eventId: `evt_12_${370 - index}_0`, event: index === 0 ? "ping" : ALL[index % 3], conversationId: 101, state: STATES[index % 6],
  attempts: 1 + (index % 4), createdAt: ago(index * 4), lastAt: ago(index * 4),
  ...(index % 6 === 1 ? { nextAt: ago(-12), status: 503, error: "answered 503" } : index % 6 === 3 ? { error: "no answer in time" } : { status: 200, tookMs: 34 }),
  ...(index === 4 ? { replay: 1 } : {}),
}));
const find = (id) => webhooks.find((one) => one.id === Number(id));

export const webhookRoutes = [
  ["GET", /^\/v1\/projects\/\d+\/webhooks$/, () => ({ webhooks })],
  ["POST", /^\/v1\/projects\/\d+\/webhooks$/, (_, wish) => {
    const webhook = { ...wish, id: webhooks.length + 10, state: "active", waiting: 0, behind: 0, replaying: false, createdAt: ago(0) };
    webhooks.push(webhook);
    return { secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw4b1lEJ0oXnA=", webhook };
  }],
  ["PATCH", /^\/v1\/projects\/\d+\/webhooks\/(\d+)$/, (id, { paused, ...change }) => Object.assign(find(id), change, paused === undefined ? {} : { state: paused ? "paused" : "active", pauseReason: paused ? "member" : undefined })],
  ["DELETE", /^\/v1\/projects\/\d+\/webhooks\/(\d+)$/, (id) => { webhooks.splice(webhooks.indexOf(find(id)), 1); return undefined; }],
  ["POST", /^\/v1\/projects\/\d+\/webhooks\/(\d+)\/rotate$/, (id) => ({ secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDC2FVsBQIhrs=", webhook: Object.assign(find(id), { formerSecretUntil: ago(-1440) }) })],
  ["POST", /^\/v1\/projects\/\d+\/webhooks\/(\d+)\/(?:ping|skip|replay)$/, (id) => find(id)],
  ["GET", /^\/v1\/projects\/\d+\/webhooks\/\d+\/deliveries$/, (_, __, query) => {
    const found = deliveries.filter((one) => [null, one.state].includes(query?.get("state") ?? null) && one.id < Number(query?.get("before") ?? 1e9));
    return { deliveries: found.slice(0, 20), ...(found.length > 20 ? { next: found[19].id } : {}) };
  }],
  ["GET", /^\/v1\/projects\/\d+\/webhooks\/\d+\/deliveries\/(\d+)$/, (id) => ({ ...deliveries.find((one) => one.id === Number(id)), body: body(Number(id)), answer: "{\"ok\":true}" })],
  ["POST", /^\/v1\/projects\/\d+\/webhooks\/\d+\/deliveries\/(\d+)\/redeliver$/, (id) => Object.assign(deliveries.find((one) => one.id === Number(id)), { state: "waiting" })],
  ["GET", /^\/v1\/projects\/\d+\/salebot-url$/, () => salebot],
  ["PUT", /^\/v1\/projects\/\d+\/salebot-url$/, (_, { url }) => (salebot = { ...salebot, url, webhookId: 9 })],
  ["DELETE", /^\/v1\/projects\/\d+\/salebot-url$/, () => { salebot = {}; return undefined; }],
];
