// A small pretend server to click through the widget: `npm run build && npm run mock`, then open http://localhost:8098/.
// It knows the widget's HTTP and socket protocol, one bot with a few tricks, and can be told to be unreachable. Memory only.
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { WebSocketServer } from "ws";

const DIST = fileURLToPath(new URL("../../../dist/", import.meta.url));
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8" };
const PAGES = fileURLToPath(new URL("./pages/", import.meta.url));

/** @returns {Promise<{url: string, posts: object[], visitors: Map, say: Function, state: object, close: Function}>} */
export async function startMock(port = 0, config = {}) {
  const settings = { title: "Цветы на Садовой", greeting: "Здравствуйте! Подскажем с букетом и доставкой 🌷", color: "#2f6f4f", position: "right", locale: "ru", ...config };
  const visitors = new Map();
  const files = new Map();
  const posts = [];
  const state = { down: false, unreadAsked: 0, sockets: 0, loseAnswers: 0 };

  function add(visitor, message) {
    const full = { seq: visitor.messages.length + 1, at: new Date().toISOString(), ...message };
    visitor.messages.push(full);
    tell(visitor, { type: "messages", messages: [full] });
    return full;
  }
  const tell = (visitor, event) => visitor.sockets.forEach((socket) => socket.send(JSON.stringify(event)));
  const say = (visitor, text, parts = [], more = {}) => add(visitor, { from: "them", name: "Мария", content: { text, markup: true, parts }, ...more });
  const unread = (visitor) => visitor.messages.filter((one) => one.from === "them" && one.seq > visitor.seen).length;

  function answer(visitor, text) {
    if (/^(фото|photo)/i.test(text)) {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420"><rect width="640" height="420" fill="#f6d7dc"/><circle cx="260" cy="190" r="90" fill="#d6455d"/><circle cx="380" cy="170" r="80" fill="#e88a3a"/><circle cx="330" cy="270" r="85" fill="#f4c542"/></svg>';
      files.set(1, { mime: "image/svg+xml", bytes: svg });
      say(visitor, "", [{ type: "attachment", media: "PHOTO", fileId: 1, name: "bouquet.svg", mime: "image/svg+xml", width: 640, height: 420, url: "/widget/v1/demo/files/1" }]);
      say(visitor, "Вот каталог и **адрес мастерской**", [
        { type: "attachment", media: "FILE", fileId: 2, name: "Каталог весна 2026.pdf", size: 2_411_724, url: "/nothing" },
        { type: "location", latitude: 59.9311, longitude: 30.3609, title: "Мастерская", address: "Садовая, 12" },
        { type: "contact", phone: "+7 812 555-01-01", firstName: "Мария" },
      ]);
      return;
    }
    say(visitor, "Я бот **беседки**. Могу *много*: ~~летать~~ `считать`, [рассказать о доставке](https://example.org/delivery). Что выберете?", [
      { type: "buttons", inline: true, lines: [[{ label: "Розы", kind: "TEXT" }, { label: "Тюльпаны", kind: "TEXT" }], [{ label: "Сайт магазина", kind: "URL", value: "https://example.org" }]] },
      { type: "buttons", inline: false, oneTime: true, lines: [[{ label: "Доставка", kind: "TEXT" }, { label: "Отправить номер", kind: "PHONE" }], [{ label: "Где я", kind: "LOCATION" }]] },
    ], { bot: true, name: undefined });
  }

  async function body(request) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async function handle(request, response) {
    const url = new URL(request.url, "http://x");
    const reply = (status, value) => {
      response.writeHead(status, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });
      response.end(value === undefined ? "" : JSON.stringify(value));
    };
    const call = /^\/widget\/v1\/([^/]+)\/(.+)$/.exec(url.pathname);
    if (!call) return page(url, response);
    if (state.down) return request.socket.destroy();
    const path = `${request.method} ${call[2]}`;
    if (path === "GET config") return reply(200, settings);
    if (path === "POST visitors") {
      const token = randomUUID();
      visitors.set(token, { token, messages: [], sockets: new Set(), seen: 0, keys: new Map() });
      return reply(201, { token });
    }
    if (path.startsWith("GET files/")) {
      const file = files.get(Number(call[2].split("/")[1]));
      response.writeHead(200, { "Content-Type": file.mime });
      return response.end(file.bytes);
    }
    const visitor = visitors.get((request.headers.authorization ?? "").slice(7));
    if (!visitor) return reply(401, { error: { code: "unauthorized" } });
    if (path === "GET unread") return state.unreadAsked++, reply(200, { unread: unread(visitor), lastSeq: visitor.messages.length });
    if (path === "GET messages") {
      const before = Number(url.searchParams.get("before") ?? Infinity);
      const fitting = visitor.messages.filter((one) => one.seq < before);
      return reply(200, { messages: fitting.slice(-50), more: fitting.length > 50, lastSeq: visitor.messages.length, unread: unread(visitor) });
    }
    const bytes = await body(request);
    if (path === "POST files") {
      const file = { fileId: files.size + 100, name: decodeURIComponent(request.headers["x-file-name"]), mime: request.headers["content-type"], size: bytes.length, width: 0, height: 0 };
      files.set(file.fileId, { ...file, bytes });
      return reply(201, { ...file, url: `/widget/v1/${call[1]}/files/${file.fileId}` });
    }
    const posted = JSON.parse(bytes.toString() || "{}");
    posts.push({ path, ...posted });
    if (path === "POST seen") return (visitor.seen = posted.seq), reply(200, {});
    const known = visitor.keys.get(posted.key);
    if (known) return reply(200, { seq: known });
    const press = path === "POST presses" && visitor.messages[posted.seq - 1];
    const content = press
      ? { text: press.content.parts.find((one) => one.type === "buttons").lines.flat()[posted.index].label, parts: [{ type: "press", seq: posted.seq, index: posted.index }] }
      : { ...posted.content, parts: posted.content.parts.map((part) => (part.type === "attachment" ? { ...part, url: `/widget/v1/${call[1]}/files/${part.fileId}` } : part)) };
    if (/^refuse/.test(content.text)) return reply(422, { error: { code: "invalid", message: "no" } });
    const mine = add(visitor, { from: "me", content, status: "sent", key: `w:${posted.key}` });
    visitor.keys.set(posted.key, mine.seq);
    if (state.loseAnswers > 0) return state.loseAnswers--, request.socket.destroy();
    reply(201, { seq: mine.seq });
    if (/^(silence|тихо)/.test(content.text)) return;
    tell(visitor, { type: "typing" });
    setTimeout(() => (press ? say(visitor, `Хорошо: **${content.text}**.`, [], { replyTo: mine.seq }) : answer(visitor, content.text)), 300);
    setTimeout(() => tell(visitor, { type: "status", readSeq: mine.seq }), 400);
  }

  function page(url, response) {
    const shown = { "/": "plain.html", "/hostile": "hostile.html", "/twice": "twice.html", "/csp": "csp.html" }[url.pathname];
    const file = shown ? join(PAGES, shown) : join(DIST, url.pathname);
    if (url.pathname.includes("..") || !existsSync(file)) return response.writeHead(404).end();
    const headers = { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" };
    if (shown === "csp.html") headers["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; frame-src 'self'; connect-src 'self'; style-src 'self'";
    response.writeHead(200, headers).end(readFileSync(file));
  }

  const server = createServer((request, response) => handle(request, response).catch(() => response.writeHead(400).end()));
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    if (state.down) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (ws) => {
      let visitor;
      state.sockets++;
      ws.on("message", (data) => {
        const said = JSON.parse(String(data));
        if (said.type === "hello") {
          visitor = visitors.get(said.token);
          if (!visitor) return ws.close(4401);
          visitor.sockets.add(ws);
          const missed = visitor.messages.filter((one) => one.seq > said.after);
          if (missed.length) ws.send(JSON.stringify({ type: "messages", messages: missed }));
          ws.send(JSON.stringify({ type: "ready", lastSeq: visitor.messages.length }));
        } else if (said.type === "seen") visitor.seen = said.seq;
        else if (said.type === "ping") ws.send('{"type":"pong"}');
      });
      ws.on("close", () => (state.sockets--, visitor?.sockets.delete(ws)));
    });
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const cut = () => sockets.clients.forEach((one) => one.terminate());
  return {
    url: `http://localhost:${server.address().port}`, posts, visitors, state, say, add, tell, settings, cut,
    setDown(down) {
      state.down = down;
      if (down) cut();
    },
    close: () => (cut(), server.closeAllConnections(), new Promise((resolve) => server.close(resolve))),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const mock = await startMock(Number(process.env.PORT ?? 8098));
  console.log(`${mock.url}/  ${mock.url}/hostile  ${mock.url}/twice  ${mock.url}/csp`);
}
