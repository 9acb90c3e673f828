// A pretend server for looking at the inbox: speaks docs/api/openapi.yaml from memory, with a flower shop's story.
// node dev/mock.mjs [port]; serves web/dist/inbox too, under the strict Content-Security-Policy of the real one.
// Sign in with anna@shop.example / anna@shop.example; oleg@shop.example asks for the code 123456.
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { WebSocketServer } from "ws";
import { story } from "./story.mjs";
import { webhookRoutes } from "./webhooks.mjs";

const port = Number(process.argv[2] ?? 8080);
const dist = new URL("../../../dist/inbox/", import.meta.url).pathname;
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const CSP = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const { users, conversations, files } = story();
const log = [];
const sockets = new Set();
let signedIn = null;
let trouble = null;
const me = () => users.find((user) => user.id === signedIn);
const now = () => new Date().toISOString();

class Refusal extends Error {
  constructor(status, code, extra = {}) { super(code); Object.assign(this, { status, code, extra }); }
}
const must = (value) => { if (value === undefined) throw new Refusal(404, "not_found"); return value; };
const conversation = (id) => must(conversations.find((one) => one.summary.id === Number(id)));

function belongs({ owner, status }, view) {
  if (view === "closed") return status === "closed";
  if (status === "closed") return false;
  return view === "all" || (view === "mine" ? owner.kind === "operator" && owner.id === signedIn : ["nobody", "team"].includes(owner.kind));
}
const unread = (view) => conversations.filter(({ summary }) => summary.unread > 0 && belongs(summary, view)).length;

function publish(one, messages = []) {
  const { summary } = one;
  for (const message of messages) {
    const at = one.messages.findIndex((known) => known.seq === message.seq);
    if (at >= 0) one.messages[at] = message; else one.messages.push(message);
  }
  const last = one.messages.findLast((message) => !message.note);
  summary.lastSeq = one.messages.at(-1)?.seq ?? 0;
  summary.unread = one.messages.filter((m) => m.author.kind === "client" && m.seq > summary.readSeq).length;
  if (messages.some((m) => m === last)) Object.assign(summary, { lastMessageAt: last.at, preview: { text: last.content.text || "[photo]", author: last.author.kind } });
  log.push({ type: "conversation", conversation: structuredClone(summary), messages: structuredClone(messages) });
  const entry = { ...log.at(-1), cursor: log.length };
  for (const socket of sockets) socket.send(JSON.stringify(entry));
  return { conversation: summary };
}
function say(one, author, content, more = {}) {
  const message = { seq: (one.messages.at(-1)?.seq ?? 0) + 1, at: now(), author, note: false, content: { markup: false, parts: [], ...content }, ...more };
  publish(one, [message]);
  return message;
}
function deliver(one, message) {
  ["sent", "delivered", "read"].forEach((status, index) => setTimeout(() => {
    const failed = message.content.text.includes("fail");
    publish(one, [{ ...one.messages.find((m) => m.seq === message.seq), delivery: failed ? { status: "failed", error: "Forbidden: bot was blocked by the user" } : { status } }]);
  }, 500 * (index + 1)));
}
const system = (one, text) => say(one, { kind: "system", name: me().name }, { text });
const own = (one, kind, text) => { one.summary.owner = kind === "operator" ? { kind, id: signedIn, name: me().name } : { kind, name: kind === "bot" ? "Флора" : undefined }; system(one, text); };

const routes = [
  ["POST", /^\/v1\/sign-in$/, (_, { email, password, totp }) => {
    const user = users.find((one) => one.email === email && password === email);
    if (email === "slow@shop.example") throw new Refusal(429, "too_many", { "Retry-After": "42" });
    if (!user) throw new Refusal(401, "wrong_credentials");
    if (user.totp && totp === undefined) throw new Refusal(401, "totp_required");
    if (user.totp && totp !== "123456") throw new Refusal(401, "wrong_totp");
    signedIn = user.id;
    return { user, csrf: "c" };
  }, true],
  ["GET", /^\/v1\/links\/(\w+)$/, (token) => { if (token !== "good") throw new Refusal(404, "not_found"); return { purpose: "invite", email: "vera@shop.example", name: "Вера" }; }, true],
  ["POST", /^\/v1\/links\/(\w+)$/, () => { signedIn = users[0].id; return { user: me(), csrf: "c" }; }, true],
  ["POST", /^\/v1\/sign-out$/, () => { signedIn = null; return {}; }],
  ["GET", /^\/v1\/me$/, () => ({ user: me(), csrf: "c", projects: [{ id: 1, name: "Цветочная лавка «Флора»", timeZone: "Europe/Moscow", locale: "ru", roles: me().roles }, { id: 2, name: "Мастерская", timeZone: "Asia/Yekaterinburg", locale: "ru", roles: ["ANALYTICS"] }] })],
  ["PATCH", /^\/v1\/me$/, (_, change) => { Object.assign(me(), change); return {}; }],
  ["POST", /^\/v1\/me\/password$/, (_, { old }) => { if (old !== me().email) throw new Refusal(422, "wrong_password"); return {}; }],
  ["POST", /^\/v1\/me\/totp$/, () => ({ secret: "JBSWY3DPEHPK3PXP", uri: "otpauth://totp/Besedka?secret=JBSWY3DPEHPK3PXP" })],
  ["GET", /^\/v1\/projects\/\d+\/members$/, () => ({ members: users.map((user) => ({ ...user, userId: user.id })) })],
  ["POST", /^\/v1\/projects\/\d+\/members$/, () => ({ link: "/inbox/link/good" })],
  ...webhookRoutes,
  ["GET", /^\/v1\/projects\/\d+\/keys$/, () => ({ keys: [{ id: 1, name: "1С:Склад", main: true, rights: ["READ_CLIENTS", "CHANGE_CLIENTS", "READ_CRM"], createdAt: now(), lastUsedAt: now() }, { id: 2, name: "Отчёты", rights: ["READ_CLIENTS"] }] })],
  ["POST", /^\/v1\/projects\/\d+\/keys$/, () => ({ secret: "bsk_4f9a1c77e0d24b5f8a63" })],
  ["GET", /^\/v1\/projects\/\d+\/connections$/, () => ({ connections: [
    { id: 1, channel: "telegram", name: "@flora_bot", paused: false, health: { state: "ok", lastUpdateAt: now(), lastSendAt: now() } },
    { id: 2, channel: "widget", name: "flora.example", paused: false, health: { state: "ok", lastUpdateAt: now() } },
    { id: 3, channel: "vk", name: "Флора ВКонтакте", paused: false, health: { state: "broken", text: "VK отклонил ключ доступа: 5 User authorization failed" } }] })],
  ["GET", /^\/v1\/projects\/(\d+)\/conversations$/, (project, _, query) => {
    const view = query.get("view") ?? "all", q = (query.get("q") ?? "").toLowerCase(), limit = Number(query.get("limit") ?? 50), from = Number(query.get("before") ?? 0);
    const rows = project === "2" ? [] : conversations.map((one) => one.summary).filter((s) => belongs(s, view) && (!q || `${s.client.name} ${s.preview.text}`.toLowerCase().includes(q)))
      .sort((a, b) => b.lastMessageAt.localeCompare(a.lastMessageAt));
    return { conversations: rows.slice(from, from + limit), next: from + limit < rows.length ? String(from + limit) : null, cursor: log.length,
      counts: project === "2" ? { mine: 0, unassigned: 0, all: 0, closed: 0 } : { mine: unread("mine"), unassigned: unread("unassigned"), all: unread("all"), closed: 0 } };
  }],
  ["GET", /^\/v1\/projects\/\d+\/conversations\/(\d+)$/, (id) => ({ conversation: conversation(id).summary, variables: conversation(id).variables, cursor: log.length })],
  ["GET", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/messages$/, (id, _, query) => {
    const all = conversation(id).messages, before = Number(query.get("before") ?? Infinity), older = all.filter((m) => m.seq < before);
    return { messages: older.slice(-50), more: older.length > 50 };
  }],
  ["POST", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/messages$/, (id, { key, content, replyTo }) => {
    const one = conversation(id), known = one.messages.find((m) => m.key === key);
    if (known) return { message: known };
    if (content.text.includes("refuse")) throw new Refusal(422, "too_long");
    if (one.summary.owner.id !== signedIn) own(one, "operator", "system.taken");
    const message = say(one, { kind: "operator", id: signedIn, name: me().name }, content, { key, replyTo, delivery: { status: "queued" } });
    deliver(one, message);
    return { message };
  }],
  ["PATCH", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/messages\/(\d+)$/, (id, { content }, __, seq) => { const one = conversation(id); const message = { ...one.messages.find((m) => m.seq === Number(seq)), editedAt: now() }; message.content = { ...message.content, ...content }; publish(one, [message]); return { message }; }],
  ["DELETE", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/messages\/(\d+)$/, (id, _, __, seq) => { const one = conversation(id); const message = { ...one.messages.find((m) => m.seq === Number(seq)), deletedAt: now() }; publish(one, [message]); return { message }; }],
  ["POST", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/messages\/(\d+)\/resolve$/, (id, { again }, __, seq) => { const one = conversation(id); const message = { ...one.messages.find((m) => m.seq === Number(seq)), delivery: { status: again ? "queued" : "delivered" } }; publish(one, [message]); return { message }; }],
  ["PUT", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/messages\/(\d+)\/reaction$/, (id, { emoji }, __, seq) => { const one = conversation(id); const message = { ...one.messages.find((m) => m.seq === Number(seq)), ourReaction: emoji ?? undefined, reactionError: emoji === "😢" ? "Bad Request: REACTION_INVALID" : undefined }; publish(one, [message]); return { message }; }],
  ["GET", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/scheduled$/, (id) => ({ scheduled: conversation(id).scheduled ?? [] })],
  ["POST", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/scheduled$/, (id, { content, at }) => { const one = conversation(id); one.scheduled = [...one.scheduled ?? [], { id: Date.now(), at, content: { parts: [], ...content } }]; return {}; }],
  ["DELETE", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/scheduled\/(\d+)$/, (id, _, __, which) => { const one = conversation(id); one.scheduled = one.scheduled.filter((other) => other.id !== Number(which)); return {}; }],
  ["POST", /^\/v1\/projects\/\d+\/members\/\d+\/password-reset$/, () => ({ link: "/inbox/link/good" })],
  ["POST", /^\/v1\/projects\/\d+\/keys\/\d+\/main$/, (_, { secret }) => { if (!secret?.startsWith("bsk_")) throw new Refusal(422, "wrong_key"); return {}; }],
  ["POST", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/notes$/, (id, { key, text }) => ({ message: say(conversation(id), { kind: "operator", id: signedIn, name: me().name }, { text }, { key, note: true }) })],
  ["POST", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/([a-z-]+)$/, (id, body, _, verb) => {
    const one = conversation(id), { summary } = one;
    if (verb === "take") own(one, "operator", "system.taken");
    if (verb === "hand-back") own(one, "bot", "system.handed_back");
    if (verb === "assign") { const user = users.find((u) => u.id === body.userId); summary.owner = user ? { kind: "operator", id: user.id, name: user.name } : { kind: "nobody" }; system(one, "system.assigned"); }
    if (verb === "close" || verb === "reopen") { summary.status = verb === "close" ? "closed" : "open"; system(one, verb === "close" ? "system.closed" : "system.reopened"); }
    if (verb === "read") { summary.readSeq = body.seq; return publish(one); }
    if (verb === "tags") { summary.tags = [...new Set([...summary.tags, ...body.add])].filter((tag) => !body.remove.includes(tag)); return publish(one); }
    return { conversation: summary };
  }],
  ["PUT", /^\/v1\/projects\/\d+\/conversations\/(\d+)\/variables$/, (id, change) => { const one = conversation(id); for (const [name, value] of Object.entries(change)) if (value === null) delete one.variables[name]; else one.variables[name] = value; return { conversation: one.summary }; }],
];

async function body(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://localhost");
  const answer = (status, json, headers = {}) => response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(json));
  try {
    if (url.pathname === "/mock/trouble") { trouble = url.searchParams.get("kind"); if (trouble === "cut") sockets.forEach((socket) => socket.terminate()); return answer(200, {}); }
    if (url.pathname === "/mock/say") return answer(200, say(conversation(url.searchParams.get("to")), { kind: "client" }, { text: url.searchParams.get("text") }));
    if (url.pathname === "/mock/typing") { sockets.forEach((s) => s.send(JSON.stringify({ type: "typing", conversationId: Number(url.searchParams.get("to")), author: { kind: "client" } }))); return answer(200, {}); }
    if (!url.pathname.startsWith("/v1/")) return page(url.pathname, response);
    if (trouble === "cut") return request.destroy();
    const file = /^\/v1\/projects\/\d+\/files(?:\/(\d+))?$/.exec(url.pathname);
    if (file && request.method === "POST") {
      const bytes = await body(request), mime = request.headers["content-type"];
      files.push({ bytes, mime });
      return answer(201, { fileId: files.length, name: decodeURIComponent(request.headers["x-file-name"]), mime, size: bytes.length });
    }
    if (file) { const kept = files[Number(file[1]) - 1]; return kept ? response.writeHead(200, { "Content-Type": kept.mime }).end(kept.bytes) : answer(404, { error: { code: "gone", message: "" } }); }
    for (const [method, pattern, act, open] of routes) {
      const match = method === request.method && pattern.exec(url.pathname);
      if (!match) continue;
      if (!open && !me()) throw new Refusal(401, "signed_out");
      const text = (await body(request)).toString();
      return answer(200, act(match[1], text ? JSON.parse(text) : {}, url.searchParams, match[2]));
    }
    throw new Refusal(404, "not_found");
  } catch (fault) {
    if (!(fault instanceof Refusal)) console.error(fault);
    answer(fault.status ?? 500, { error: { code: fault.code ?? "trouble", message: fault.message } }, fault.extra);
  }
});

function page(path, response) {
  const file = path.startsWith("/inbox/") && extname(path) ? join(dist, path.slice(7)) : join(dist, "index.html");
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": CSP });
  createReadStream(file).pipe(response);
}

new WebSocketServer({ server }).on("connection", (socket, request) => {
  if (trouble === "cut") return socket.terminate();
  const after = Number(new URL(request.url, "http://localhost").searchParams.get("after") ?? 0);
  log.slice(after).forEach((entry, index) => socket.send(JSON.stringify({ ...entry, cursor: after + index + 1 })));
  socket.send(JSON.stringify({ type: "ready", cursor: log.length }));
  socket.send(JSON.stringify({ type: "presence", online: [1, 2], viewing: { 101: [2] } }));
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
  socket.on("message", (data) => JSON.parse(data).type === "ping" && socket.send('{"type":"pong"}'));
});
server.listen(port, () => console.log(`http://localhost:${server.address().port}/inbox/`));
