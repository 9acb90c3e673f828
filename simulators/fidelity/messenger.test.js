// Two foreign Messenger clients against the pretend Graph API (recipe: one test per step).
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import messaging from "messaging-api-messenger";
import { verifyWebhookSignature } from "@warriorteam/messenger-sdk";
import { awaits, started } from "./started.js";

const { MessengerClient } = messaging;
const APP = "600100200300";
const SECRET = "judges-app-secret";
const TOKEN = "EAAJudgesToken0123456789";
const posts = [];
let simulator, server, client, anna;

before(async () => {
  simulator = await started("messenger");
  await simulator.api("/api/accounts", { id: "1000555", name: "Judge", token: TOKEN, app_id: APP, app_secret: SECRET });
  server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const challenge = new URL(request.url, "http://x").searchParams.get("hub.challenge");
      if (!challenge) posts.push({ headers: request.headers, body: Buffer.concat(parts) });
      response.end(challenge ?? "ok");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  client = new MessengerClient({ accessToken: TOKEN, appId: APP, appSecret: SECRET, version: "9.0", origin: simulator.root });
  anna = await simulator.person("1000555", "Анна");
  await subscribe();
  await anna.does("write", { text: "Привет 🌷" });
});

after(() => {
  server?.close().closeAllConnections();
  simulator?.stop();
});

async function subscribe() {
  const fields = "messages,message_echoes,messaging_postbacks";
  const app = new URLSearchParams({
    object: "page",
    callback_url: `http://127.0.0.1:${server.address().port}/hook`,
    verify_token: "word",
    fields,
    access_token: `${APP}|${SECRET}`,
  });
  const made = await fetch(`${simulator.root}/v25.0/${APP}/subscriptions`, { method: "POST", body: app });
  assert.deepEqual(await made.json(), { success: true });
  const page = new URLSearchParams({ subscribed_fields: fields, access_token: TOKEN });
  const followed = await fetch(`${simulator.root}/v25.0/me/subscribed_apps`, { method: "POST", body: page });
  assert.deepEqual(await followed.json(), { success: true });
}

test("1: a text with quick replies gives ids back", async () => {
  const answer = await client.sendText(
    anna.id,
    "Which ones?",
    { messagingType: "RESPONSE", quickReplies: [{ contentType: "text", title: "Roses", payload: "r" }] },
  );
  assert.equal(answer.recipientId, anna.id);
  assert.ok(answer.messageId);
  const chat = await anna.chat();
  assert.equal(chat.keyboard.rows[0][0].label, "Roses");
});

test("2: typing on", async () => {
  await client.typingOn(anna.id);
  assert.ok((await anna.chat()).typing);
});

test("3: an attachment uploaded ahead is sent by its id", async () => {
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const { attachmentId } = await client.uploadImage(png, { filename: "rose.png" });
  await client.sendImage(anna.id, { attachmentId });
  const seen = await anna.sees();
  assert.equal(seen.at(-1).content.attachments[0].size, png.length);
});

test("4: outside the window the error keeps its code", async () => {
  await simulator.api("/api/time", { seconds: 25 * 3600 });
  await assert.rejects(client.sendText(anna.id, "Late", { messagingType: "RESPONSE" }), (error) => {
    const told = error.response?.data?.error ?? error;
    assert.equal(told.code, 10);
    return true;
  });
});

test("5: the signature holds for the bytes, and for no others", async () => {
  const [post] = await awaits(async () => posts, (all) => all.length > 0);
  const signature = post.headers["x-hub-signature-256"];
  assert.match(post.headers["x-hub-signature"], /^sha1=[0-9a-f]{40}$/);
  assert.equal(JSON.parse(post.body).entry[0].messaging[0].message.text, "Привет 🌷");
  const valid = async (body) => (await verifyWebhookSignature(Buffer.from(body), signature, SECRET)).isValid;
  assert.equal(await valid(post.body.toString()), true);
  assert.equal(await valid(post.body.toString().replace("page", "pagf")), false);
});

test("6: a wrong proof of the app's secret is refused", async () => {
  const wrong = new MessengerClient({ accessToken: TOKEN, appId: APP, appSecret: "another", version: "9.0", origin: simulator.root });
  await assert.rejects(wrong.getUserProfile(anna.id));
  assert.equal((await client.getUserProfile(anna.id)).firstName, "Анна");
});
