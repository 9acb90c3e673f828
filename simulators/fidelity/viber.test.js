// viber-bot, the vendor's own client, against the pretend Viber (recipe: one test per step).
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import viber from "viber-bot";
import { awaits, heard, started } from "./started.js";

const { Bot, Events, Message } = viber;
const servers = [];
let simulator;

before(async () => {
  simulator = await started("viber");
});

after(() => {
  servers.forEach((server) => server.close().closeAllConnections());
  simulator?.stop();
});

/** A bot of its own with its listener, pointed at the simulator; `seen` holds what the listener got and answered. */
async function newBot(id) {
  await simulator.api("/api/accounts", { id, name: "Judge", token: `token-of-${id}` });
  const bot = new Bot({
    authToken: `token-of-${id}`,
    name: "Judge",
    avatar: "",
    registerToEvents: ["subscribed", "unsubscribed", "conversation_started", "message", "delivered", "seen", "failed"],
  });
  bot._client._url = `${simulator.root}/pa`;
  const seen = [];
  const listener = bot.middleware();
  const server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    response.on("finish", () => seen.push({ headers: request.headers, url: request.url, body: Buffer.concat(parts).toString() }));
    listener(request, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  return { bot, seen, url: `http://127.0.0.1:${server.address().port}` };
}

const registered = async (id) => {
  const made = await newBot(id);
  made.answer = await made.bot.setWebhook(made.url);
  return made;
};

test("1: set_webhook posts a signed event first, which the SDK accepts", async () => {
  const { answer, seen } = await registered("one");

  assert.equal(answer.status, 0);
  assert.ok(answer.event_types.includes("failed"));
  const first = JSON.parse(seen[0].body);
  assert.equal(first.event, "webhook");
  assert.equal(seen[0].headers["x-viber-content-signature"], new URL(seen[0].url, "http://x").searchParams.get("sig"));
});

test("1b: an address that answers nothing good is refused with status 1", async () => {
  const { bot } = await newBot("refused");
  const server = createServer((request, response) => response.writeHead(404).end());
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);

  await assert.rejects(bot.setWebhook(`http://127.0.0.1:${server.address().port}`), (error) => error.status === 1);
});

test("2: message, delivered, seen, subscribed and failed reach the handlers", async () => {
  const { bot } = await registered("two");
  const anna = await simulator.person("two", "Анна");

  const message = heard((done) => bot.on(Events.MESSAGE_RECEIVED, done));
  await anna.does("write", { text: "Доставка бесплатная? 🙂" });
  const [got, response] = await message;
  assert.equal(got.text, "Доставка бесплатная? 🙂");
  assert.equal(response.userProfile.id, anna.id);
  assert.equal(response.userProfile.name, "Анна");

  const delivered = heard((done) => bot.on("delivered", done));
  const seen = heard((done) => bot.on("seen", done));
  const [token] = await response.send(new Message.Text("Да"));
  // The SDK's answers round large numbers, its webhook does not.
  assert.equal(Number((await delivered)[0].message_token), Number(token));
  await anna.does("read");
  assert.equal((await seen)[0].user_id, anna.id);

  const failed = heard((done) => bot.onError(done));
  await response.send(new Message.Text("?", { Type: "keyboard", Buttons: [{ Columns: 9, Text: "x", ActionBody: "x" }] }));
  assert.match(JSON.stringify((await failed)[0]), /Columns/);

  const gone = heard((done) => bot.onUnsubscribe(done));
  await anna.does("block");
  assert.equal((await gone)[0], anna.id);
  const back = heard((done) => bot.onSubscribe(done));
  await anna.does("unblock");
  assert.equal((await back)[0].userProfile.id, anna.id);
});

test("2b: pictures, files, places and contacts are made into the SDK's messages", async () => {
  const { bot } = await registered("kinds");
  const anna = await simulator.person("kinds", "Anna");
  const next = () => heard((done) => bot.once(Events.MESSAGE_RECEIVED, done)).then(([message]) => message);

  let message = next();
  await anna.does("location", { latitude: 55.5, longitude: 37.5 });
  assert.equal((await message).latitude, 55.5);
  message = next();
  await anna.does("contact", { name: "Oleg", phone: "+79161234567" });
  assert.equal((await message).contactPhoneNumber, "79161234567");
  message = next();
  const form = new FormData();
  form.append("kind", "photo");
  form.append("caption", "look");
  form.append("file", new Blob(["bytes"]), "a.jpg");
  const people = `/api/accounts/kinds/people/${encodeURIComponent(anna.id)}/file`;
  assert.equal((await fetch(simulator.root + people, { method: "POST", body: form })).status, 200);
  const picture = await message;
  assert.equal(picture.text, "look");
  assert.equal(await (await fetch(picture.url)).text(), "bytes");
});

test("3: a text and a picture are sent in order and give two tokens", async () => {
  const { bot } = await registered("three");
  const anna = await simulator.person("three", "Anna");
  await anna.does("write", { text: "hello" });

  const tokens = await bot.sendMessage({ id: anna.id }, [
    new Message.Text("first"),
    new Message.Picture(`${simulator.root}/avatars/x.png`, "second"),
  ]);

  assert.equal(tokens.length, 2);
  assert.ok(tokens[0] < tokens[1]);
  const shown = await awaits(anna.sees, (bubbles) => bubbles.length === 2 && bubbles[1].content.attachments[0].fileId);
  assert.deepEqual(shown.map((bubble) => bubble.content.text), ["first", "second"]);
  assert.equal(shown[1].content.attachments[0].width, 96);
});

test("3b: every message the SDK can make is accepted", async () => {
  const { bot } = await registered("all");
  const anna = await simulator.person("all", "Anna");
  await anna.does("write", { text: "hello" });
  const file = `${simulator.root}/avatars/x.png`;
  const keyboard = { Type: "keyboard", Buttons: [{ Columns: 6, Rows: 1, ActionType: "reply", ActionBody: "yes", Text: "Yes" }] };

  await bot.sendMessage({ id: anna.id }, [
    new Message.Url("https://shop.example"),
    new Message.Contact("Oleg", "+79161234567"),
    new Message.Video(file, 100),
    new Message.Location(55.5, 37.5),
    new Message.Sticker(46105),
    new Message.File(file, 100, "price.pdf"),
    new Message.RichMedia({ Type: "rich_media", ButtonsGroupColumns: 6, ButtonsGroupRows: 1, Buttons: [{ Columns: 6, Rows: 1, ActionType: "reply", ActionBody: "roses", Text: "Roses" }] }, null, null, null, null, "Roses", 2),
    new Message.Text("Choose", keyboard),
  ]);

  assert.equal((await anna.sees()).length, 8);
  const pressed = heard((done) => bot.onTextMessage(/^yes$/, done));
  await anna.does("press", { label: "Yes" });
  assert.equal((await pressed)[0].text, "yes");
});

test("4: who has unsubscribed is status 6, whom nobody knows 5, a wrong token 2", async () => {
  const { bot } = await registered("four");
  const anna = await simulator.person("four", "Anna");
  await anna.does("write", { text: "hello" });
  await anna.does("block");

  const refused = (profile, status) => assert.rejects(bot.sendMessage(profile, [new Message.Text("x")]), (error) => error.status === status);
  await refused({ id: anna.id }, 6);
  await refused({ id: "bm9ib2R5" }, 5);
  bot.authToken = "wrong";
  await refused({ id: anna.id }, 2);
});

test("4b: account, details and online status are read", async () => {
  const { bot, url } = await registered("info");
  const anna = await simulator.person("info", "Anna");

  const account = await bot.getBotProfile();
  assert.equal(account.uri, "info");
  assert.equal(account.webhook, url);
  assert.equal((await bot.getUserDetails({ id: anna.id })).name, "Anna");
  assert.equal((await bot.getOnlineStatus([anna.id])).users[0].online_status, 0);
});

test("4c: a wrong signature is never answered", async () => {
  const { url } = await registered("signed");
  const body = JSON.stringify({ event: "webhook", timestamp: 1, message_token: 1 });

  const hangs = fetch(`${url}/?sig=${"0".repeat(64)}`, { method: "POST", body, signal: AbortSignal.timeout(300) });

  await assert.rejects(hangs, (error) => error.name === "TimeoutError");
});

test("5: the answer to conversation_started is the welcome", async () => {
  const { bot } = await registered("five");
  const anna = await simulator.person("five", "Anna");
  const opened = heard((done) => bot.onConversationStarted((userProfile, isSubscribed, context, onFinish) => {
    onFinish(new Message.Text("Welcome"));
    done(userProfile, isSubscribed, context);
  }));

  await anna.does("start", { payload: "site42" });

  const [profile, subscribed, context] = await opened;
  assert.equal(profile.id, anna.id);
  assert.equal(subscribed, false);
  assert.equal(context, "site42");
  const shown = await awaits(anna.sees, (bubbles) => bubbles.length === 1);
  assert.equal(shown[0].content.text, "Welcome");
});
