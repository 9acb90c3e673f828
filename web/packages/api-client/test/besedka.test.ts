import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Besedka } from "../src/besedka";
import { Problem } from "../src/problem";

type Asked = { method: string; url: string; headers: IncomingMessage["headers"]; body: string };
type Reply = [status: number, body: unknown, headers?: Record<string, string>] | "hang up";

let server: Server;
let asked: Asked[];
let replies: Reply[];
let waited: number[];
let besedka: Besedka;

beforeEach(async () => {
  asked = [];
  replies = [];
  waited = [];
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  besedka = new Besedka({ url, key: "bsk_secret", wait: async (seconds) => void waited.push(seconds) });
});

afterEach(() => new Promise((gone) => {
  server.close(gone);
  server.closeAllConnections();
}));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request) body += chunk;
  asked.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
  const reply = replies.shift() ?? [500, { error: { code: "internal", message: "no reply left" } }];
  if (reply === "hang up") return void request.socket.destroy();
  const [status, json, headers] = reply;
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  response.end(status === 204 ? undefined : JSON.stringify(json));
}

const project = 7;
const messages = "/v1/projects/{project}/conversations/{conversation}/messages" as const;
const clients = "/v1/projects/{project}/clients" as const;
const message = { path: { project, conversation: 12 }, body: { content: { text: "Hi" } } };

test("a request goes to its address with the key, the body and an idempotency key", async () => {
  replies = [[201, { message: { seq: 4 } }]];
  const sent = await besedka.post(messages, message);

  expect(sent.message.seq).toBe(4);
  expect(asked[0]).toMatchObject({ method: "POST", url: "/v1/projects/7/conversations/12/messages", body: '{"content":{"text":"Hi"}}' });
  expect(asked[0]?.headers.authorization).toBe("Bearer bsk_secret");
  expect(asked[0]?.headers["content-type"]).toBe("application/json");
  expect(asked[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("one's own idempotency key is taken, and reading carries none", async () => {
  replies = [[201, {}], [200, { clients: [] }]];
  await besedka.post(messages, { ...message, idempotencyKey: "order-1" });
  await besedka.get(clients, { path: { project }, query: { tag: "a b", limit: 2 } });

  expect(asked[0]?.headers["idempotency-key"]).toBe("order-1");
  expect(asked[1]?.headers["idempotency-key"]).toBeUndefined();
  expect(asked[1]?.url).toBe("/v1/projects/7/clients?tag=a+b&limit=2");
});

test("an answer that was lost is asked for again under the same key", async () => {
  replies = ["hang up", [503, { error: { code: "unavailable", message: "" } }, { "Retry-After": "1" }], [429, {}, { "Retry-After": "5" }], [201, { message: { seq: 1 } }]];
  const sent = await besedka.post(messages, message);

  expect(sent.message.seq).toBe(1);
  expect(new Set(asked.map((one) => one.headers["idempotency-key"])).size).toBe(1);
  expect(waited).toEqual([1, 1, 5]);
});

test("it gives up after its attempts, and never repeats a change", async () => {
  const away: Reply = [503, { error: { code: "unavailable", message: "away" } }];
  replies = [away, away, away, away];
  await expect(besedka.get(clients, { path: { project } })).rejects.toMatchObject({ status: 503, code: "unavailable" });
  expect(asked).toHaveLength(4);

  replies = [away];
  await expect(besedka.patch("/v1/projects/{project}/clients/{client}", { path: { project, client: 1 }, body: {} })).rejects.toThrow(Problem);
  expect(asked).toHaveLength(5);
});

test("a refusal is thrown as what the server says, and not repeated", async () => {
  replies = [[422, { error: { code: "invalid", message: "key must be a text", field: "key" } }]];
  const refused = await besedka.post(messages, message).catch((fault: unknown) => fault);

  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({ status: 422, code: "invalid", field: "key", message: "key must be a text" });
  expect(asked).toHaveLength(1);
});

test("nobody there is a problem too", async () => {
  const gone = new Besedka({ url: "http://127.0.0.1:1", key: "bsk_x", retries: 0 });
  await expect(gone.get(clients, { path: { project } })).rejects.toMatchObject({ status: 0, code: "offline", passing: true });
});

test("pages are followed to the end", async () => {
  replies = [[200, { clients: [{ id: 1 }, { id: 2 }], next: "c2" }], [200, { clients: [{ id: 3 }], next: "c3" }], [200, { clients: [] }]];
  const ids: number[] = [];
  for await (const client of besedka.pages(clients, { path: { project }, query: { limit: 2 } })) ids.push(client.id);

  expect(ids).toEqual([1, 2, 3]);
  expect(asked.map((one) => one.url)).toEqual([
    "/v1/projects/7/clients?limit=2", "/v1/projects/7/clients?limit=2&after=c2", "/v1/projects/7/clients?limit=2&after=c3",
  ]);
});

test("a walk that is left asks for no further page", async () => {
  replies = [[200, { conversations: [{ id: 1 }, { id: 2 }], next: "n" }]];
  for await (const conversation of besedka.pages("/v1/projects/{project}/conversations", { path: { project } }, "before")) {
    expect(conversation.id).toBe(1);
    break;
  }
  expect(asked).toHaveLength(1);
});

test("what has no body and what is no JSON is read as such", async () => {
  replies = [[204, null], [200, "bytes", { "Content-Type": "text/plain" }]];
  expect(await besedka.delete("/v1/projects/{project}/clients/{client}", { path: { project, client: 1 } })).toBeUndefined();
  expect(await besedka.get("/v1/projects/{project}/files/{file}", { path: { project, file: 8 } })).toBeInstanceOf(Uint8Array);
});
