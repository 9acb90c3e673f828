// whatsapp-api-js and @kapso/whatsapp-cloud-api against the pretend Cloud API (recipe: one test per step).
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { WhatsAppClient } from "@kapso/whatsapp-cloud-api";
import { normalizeWebhook, verifySignature } from "@kapso/whatsapp-cloud-api/server";
import {
  ActionButtons, ActionCTA, ActionList, Body, Button, Image, Interactive, ListSection, Location, Reaction, Row, Template, Text,
} from "whatsapp-api-js/messages";
import { WhatsAppAPI } from "whatsapp-api-js/middleware/node-http";
import { awaits, started } from "./started.js";

const servers = [];
let simulator;
let ids = 1100000000;

before(async () => {
  simulator = await started("whatsapp");
});

after(() => {
  servers.forEach((server) => server.close().closeAllConnections());
  simulator?.stop();
});

/** A number of its own, both SDKs with its token, and a listener that is whatsapp-api-js and shows kapso every body. */
async function newNumber() {
  const id = String(++ids);
  const token = `token-of-${id}`;
  const appSecret = `secret-of-${id}`;
  await simulator.api("/api/accounts", { id, name: "Judge", token, app_secret: appSecret });
  const led = (url, options) => fetch(String(url).replace("https://graph.facebook.com", simulator.root), options);
  const secreto = new WhatsAppAPI({ token, appSecret, webhookVerifyToken: "verify-me", v: "v25.0", ponyfill: { fetch: led } });
  const kapso = new WhatsAppClient({ accessToken: token, baseUrl: simulator.root, graphVersion: "v25.0" });
  const posts = [];
  const listener = createServer(async (request, response) => {
    if (request.method === "GET") {
      try {
        response.end(secreto.handle_get(request));
      } catch (status) {
        response.writeHead(status).end();
      }
      return;
    }
    const parts = [];
    request.on("data", (part) => parts.push(part));
    response.statusCode = await secreto.handle_post(request);
    posts.push({ body: Buffer.concat(parts), signature: request.headers["x-hub-signature-256"], status: response.statusCode });
    response.end();
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  servers.push(listener);
  return { id, token, appSecret, secreto, kapso, posts, url: `http://127.0.0.1:${listener.address().port}/hook` };
}

const call = (path, token, body) =>
  fetch(`${simulator.root}/v25.0/${path}`, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });

async function subscribed(number, verify = "verify-me") {
  const appToken = `77${number.id}|${number.appSecret}`;
  const body = { object: "whatsapp_business_account", callback_url: number.url, verify_token: verify, fields: "messages" };
  const answer = await call(`77${number.id}/subscriptions`, appToken, body);
  await call(`88${number.id}/subscribed_apps`, number.token, {});
  return answer;
}

const listening = async () => {
  const number = await newNumber();
  assert.equal((await subscribed(number)).status, 200);
  return number;
};

const normalized = (post) => normalizeWebhook(JSON.parse(post.body.toString()));

test("1: the challenge is answered by the SDK, and refused with a wrong token", async () => {
  const number = await newNumber();

  assert.equal((await subscribed(number, "not it")).status, 400);
  assert.deepEqual(await (await subscribed(number)).json(), { success: true });
});

test("2: a signed text beyond ASCII is taken by both, a changed byte by neither", async () => {
  const number = await listening();
  const heard = [];
  number.secreto.on.message = ({ from, message, contact }) => heard.push({ from, text: message.text.body, name: contact.profile.name });
  const anna = await simulator.person(number.id, "Анна");
  await anna.does("write", { text: "Доставка бесплатная? 🌷" });

  const [post] = await awaits(() => number.posts, (posts) => posts.length === 1);
  assert.equal(post.status, 200);
  assert.deepEqual(heard, [{ from: anna.id, text: "Доставка бесплатная? 🌷", name: "Анна" }]);
  const signed = { appSecret: number.appSecret, signatureHeader: post.signature };
  assert.ok(verifySignature({ ...signed, rawBody: post.body }));
  const { messages, contacts, phoneNumberId } = normalized(post);
  assert.equal(messages[0].text.body, "Доставка бесплатная? 🌷");
  assert.equal(messages[0].fromUserId, contacts[0].userId);
  assert.equal(phoneNumberId, number.id);

  const changed = Buffer.from(post.body.toString().replaceAll(anna.id, "79990000000"));
  assert.equal(verifySignature({ ...signed, rawBody: changed }), false);
  const refused = await fetch(number.url, { method: "POST", headers: { "x-hub-signature-256": post.signature }, body: changed });
  assert.equal(refused.status, 401);
});

test("3: texts, media, places, buttons, lists, links, templates and reactions go out with both", async () => {
  const number = await listening();
  const anna = await simulator.person(number.id, "Anna");
  const said = normalized(await anna.does("write", { text: "hello" }).then(() => awaits(() => number.posts, (all) => all.length)).then((all) => all[0]));
  const { secreto, kapso, id } = number;
  const to = anna.id;
  const wamid = (answer) => assert.match(answer.messages[0].id, /^wamid\./, JSON.stringify(answer));

  wamid(await secreto.sendMessage(id, to, new Text("One", true), said.messages[0].id, "note"));
  wamid(await secreto.sendMessage(id, to, new Image(`${simulator.root}/avatars/x.png`, false, "Two")));
  wamid(await secreto.sendMessage(id, to, new Location(37.5, 55.5, "Shop", "Street")));
  wamid(await secreto.sendMessage(id, to, new Interactive(new ActionButtons(new Button("y", "Yes"), new Button("n", "No")), new Body("Sure?"))));
  wamid(await secreto.sendMessage(id, to, new Interactive(new ActionList("Open", new ListSection("Ways", new Row("c", "Courier", "1 day"))), new Body("How?"))));
  wamid(await secreto.sendMessage(id, to, new Interactive(new ActionCTA("Look", "https://shop.example"), new Body("Roses"))));
  wamid(await secreto.sendMessage(id, to, new Template("hello_world", "en_US")));
  wamid(await secreto.sendMessage(id, to, new Reaction(said.messages[0].id, "👍")));
  const phone = { phoneNumberId: id, to };
  wamid(await kapso.messages.sendText({ ...phone, body: "Three" }));
  wamid(await kapso.messages.sendText({ phoneNumberId: id, recipient: said.messages[0].fromUserId, body: "By scoped id" }));
  wamid(await kapso.messages.sendContacts({ ...phone, contacts: [{ name: { formattedName: "Olga", firstName: "Olga" }, phones: [{ phone: "+79990000001" }] }] }));
  wamid(await kapso.messages.sendInteractiveButtons({ ...phone, bodyText: "Again?", buttons: [{ id: "again", title: "Again" }] }));
  wamid(await kapso.messages.sendInteractiveCtaUrl({ ...phone, bodyText: "Tulips", parameters: { displayText: "Look", url: "https://shop.example" } }));
  wamid(await kapso.messages.sendTemplate({ ...phone, template: { name: "hello_world", language: { code: "en_US" } } }));
  assert.deepEqual(await secreto.markAsRead(id, said.messages[0].id, "text"), { success: true });
  assert.equal((await kapso.messages.markRead({ phoneNumberId: id, messageId: said.messages[0].id })).success, true);

  const texts = (await anna.sees()).map((bubble) => bubble.content.text);
  assert.deepEqual(texts, ["One", "Two", "", "Sure?", "How?", "Roses", "Hello World", "Three", "By scoped id", "", "Again?", "Tulips", "Hello World"]);
});

test("3b: presses and picked rows come back in the SDKs' shapes", async () => {
  const number = await listening();
  const anna = await simulator.person(number.id, "Anna");
  await anna.does("write", { text: "hello" });
  const heard = [];
  number.secreto.on.message = ({ message }) => heard.push(message);
  await number.secreto.sendMessage(number.id, anna.id, new Interactive(new ActionButtons(new Button("y", "Yes")), new Body("Sure?")));
  await anna.does("press", { label: "Yes" });

  const [pressed] = await awaits(() => heard.filter((message) => message.type === "interactive"), (all) => all.length === 1);
  assert.deepEqual(pressed.interactive, { type: "button_reply", button_reply: { id: "y", title: "Yes" } });
  const list = new Interactive(new ActionList("Open", new ListSection(undefined, new Row("c", "Courier", "1 day"))), new Body("How?"));
  await number.secreto.sendMessage(number.id, anna.id, list);
  await anna.does("pick", { row: "Courier" });
  const [, picked] = await awaits(() => heard.filter((message) => message.type === "interactive"), (all) => all.length === 2);
  assert.deepEqual(picked.interactive.list_reply, { id: "c", title: "Courier", description: "1 day" });
});

test("4: a closed window keeps its code in both, and a wrong token its own", async () => {
  const number = await listening();
  const anna = await simulator.person(number.id, "Anna");
  await anna.does("write", { text: "hello" });
  await simulator.api("/api/time", { seconds: 25 * 3600 });

  const told = await number.secreto.sendMessage(number.id, anna.id, new Text("late"));
  assert.equal(told.error.code, 131047);
  const late = number.kapso.messages.sendText({ phoneNumberId: number.id, to: anna.id, body: "late" });
  await assert.rejects(late, (error) => error.code === 131047 && error.category === "reengagementWindow");
  const stranger = new WhatsAppClient({ accessToken: "wrong", baseUrl: simulator.root, graphVersion: "v25.0" });
  const refused = stranger.messages.sendText({ phoneNumberId: number.id, to: anna.id, body: "x" });
  await assert.rejects(refused, (error) => error.code === 190 && error.isAuthError());
});

test("5: a file is uploaded, resolved and downloaded with the token, and without it refused", async () => {
  const number = await listening();
  const file = new Blob(["bytes of a picture"], { type: "image/png" });
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("file", file, "rose.png");
  const { id: one } = await number.secreto.uploadMedia(number.id, form);
  const { id: two } = await number.kapso.media.upload({ phoneNumberId: number.id, type: "image/png", file, fileName: "tulip.png" });

  const shown = await number.secreto.retrieveMedia(one, number.id);
  assert.equal(shown.mime_type, "image/png");
  assert.equal(await (await number.secreto.fetchMedia(shown.url)).text(), "bytes of a picture");
  assert.equal((await fetch(shown.url)).status, 401);
  const bytes = await number.kapso.media.download({ mediaId: two, phoneNumberId: number.id, auth: "always" });
  assert.equal(Buffer.from(bytes).toString(), "bytes of a picture");
  assert.deepEqual(await number.secreto.deleteMedia(one), { success: true });
});

test("6: sent, delivered and read come one in a webhook, with what we noted", async () => {
  const number = await listening();
  const anna = await simulator.person(number.id, "Anna");
  await anna.does("write", { text: "hello" });
  const heard = [];
  number.secreto.on.status = (status) => heard.push(status);
  const { messages } = await number.secreto.sendMessage(number.id, anna.id, new Text("One"), undefined, "note-1");
  await awaits(() => heard, (all) => all.length === 2);
  await anna.does("read");

  const all = await awaits(() => heard, (some) => some.length === 3);
  assert.deepEqual(all.map((one) => one.status).sort(), ["delivered", "read", "sent"]);
  assert.ok(all.every((one) => one.id === messages[0].id && one.biz_opaque_callback_data === "note-1" && one.recipient.phone === anna.id));
  const batch = number.posts.map(normalized).flatMap(({ statuses }) => statuses);
  assert.ok(batch.every((status) => status.recipientUserId.startsWith("RU.")));
});
