// vk-io, the most used client of VK on npm, against the pretend VK (recipe: one test per step).
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { VK, Keyboard } from "vk-io";
import { awaits, heard, started } from "./started.js";

const closing = [];
let simulator;
let groups = 700000;

before(async () => {
  simulator = await started("vk");
});

after(async () => {
  await Promise.all(closing.map((close) => close()));
  simulator?.stop();
});

/** A community of its own, with the SDK pointed at the simulator. Its default agent would refuse http. */
async function newCommunity() {
  const group = groups++;
  await simulator.api("/api/accounts", { id: String(group), name: "Judge", token: `token-of-${group}` });
  return { group, vk: newClient(group) };
}

function newClient(group, options = {}) {
  return new VK({
    token: `token-of-${group}`,
    apiBaseUrl: `${simulator.root}/method`,
    agent: undefined,
    apiRetryLimit: 0,
    apiLimit: 20,
    pollingGroupId: group,
    ...options,
  });
}

async function withWebhook() {
  const { group, vk: first } = await newCommunity();
  const { code } = await first.api.groups.getCallbackConfirmationCode({ group_id: group });
  const vk = newClient(group, { webhookSecret: "s3cr3t", webhookConfirmation: code });
  const server = createServer(vk.updates.getWebhookCallback());
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close().closeAllConnections());
  return { group, vk, url: `http://127.0.0.1:${server.address().port}` };
}

async function registered() {
  const made = await withWebhook();
  const { group, vk, url } = made;
  const { server_id } = await vk.api.groups.addCallbackServer({ group_id: group, url, title: "judge", secret_key: "s3cr3t" });
  await vk.api.groups.setCallbackSettings({ group_id: group, server_id, api_version: "5.199", message_new: 1, message_event: 1 });
  return made;
}

const statuses = async (vk, group) => (await vk.api.groups.getCallbackServers({ group_id: group })).items.map((server) => server.status);

test("1: the SDK confirms with the right secret, and refuses another", async () => {
  const { group, vk } = await registered();
  assert.deepEqual(await statuses(vk, group), ["ok"]);

  const wrong = await withWebhook();
  await wrong.vk.api.groups.addCallbackServer({ group_id: wrong.group, url: wrong.url, title: "judge", secret_key: "other" });
  assert.deepEqual(await statuses(wrong.vk, wrong.group), ["failed"]);
});

test("2: a message and a pressed button reach the handler, and its answer the phone", async () => {
  const { group, vk } = await registered();
  const anna = await simulator.person(String(group), "Анна");
  const got = [];
  vk.updates.on("message_new", (context) => got.push(context));
  await anna.does("write", { text: "Доставка бесплатная? 🙂" });
  const [context] = await awaits(async () => got, (all) => all.length === 1);
  assert.equal(context.text, "Доставка бесплатная? 🙂");
  assert.equal(String(context.senderId), anna.id);

  const keyboard = Keyboard.builder().textButton({ label: "Розы", payload: { n: 12 } }).oneTime();
  const sent = await context.send("Выберите", { keyboard });
  assert.ok(sent.conversationMessageId > 0);
  await anna.does("press", { label: "Розы" });
  const [, press] = await awaits(async () => got, (all) => all.length === 2);
  assert.deepEqual(press.messagePayload, { n: 12 });
});

test("3: a picture is uploaded, saved and sent", async () => {
  const { group, vk } = await newCommunity();
  const anna = await simulator.person(String(group), "Anna");
  await anna.does("write", { text: "hello" });
  const png = Buffer.from(await (await fetch(`${simulator.root}/avatars/x.png`)).arrayBuffer());

  const photo = await vk.upload.messagePhoto({ peer_id: Number(anna.id), source: { value: png, filename: "rose.png" } });
  const id = await vk.api.messages.send({ peer_id: Number(anna.id), random_id: 7, attachment: photo.toString() });

  assert.equal(typeof id, "number");
  const [bubble] = await anna.sees();
  assert.equal(bubble.content.attachments[0].width, 96);
  const doc = await vk.upload.messageDocument({ peer_id: Number(anna.id), source: { value: Buffer.from("prices"), filename: "prices.txt" } });
  await vk.api.messages.send({ peer_id: Number(anna.id), random_id: 8, attachment: doc.toString() });
  assert.equal((await anna.sees()).length, 2);
});

test("4: a callback button's press has an object, and its answer shows on the phone", async () => {
  const { group, vk } = await registered();
  const anna = await simulator.person(String(group), "Anna");
  await anna.does("write", { text: "hello" });
  const keyboard = Keyboard.builder().callbackButton({ label: "Yes", payload: { n: 1 } }).inline();
  await vk.api.messages.send({ peer_id: Number(anna.id), random_id: 1, message: "Sure?", keyboard });

  const pressed = heard((done) => vk.updates.on("message_event", done));
  await anna.does("press", { label: "Yes" });
  const [event] = await pressed;
  assert.deepEqual(event.eventPayload, { n: 1 });
  await event.answer({ type: "show_snackbar", text: "Saved" });
  assert.equal((await anna.chat()).toast.text, "Saved");
});

test("5: refusals keep their numbers", async () => {
  const { group, vk } = await newCommunity();
  const anna = await simulator.person(String(group), "Anna");

  const refused = (params, code) => assert.rejects(vk.api.messages.send(params), (error) => error.code === code);
  await refused({ peer_id: Number(anna.id), random_id: 1, message: "x" }, 901);
  await anna.does("write", { text: "hello" });
  await refused({ peer_id: Number(anna.id), random_id: 1, message: "x".repeat(5000) }, 914);
  await refused({ peer_id: Number(anna.id), random_id: 1 }, 100);
});

test("6: long poll brings messages as they come", async () => {
  const { group, vk } = await newCommunity();
  await vk.api.groups.setLongPollSettings({ group_id: group, enabled: 1, api_version: "5.199", message_new: 1 });
  const anna = await simulator.person(String(group), "Anna");
  const texts = [];
  vk.updates.on("message_new", (context) => texts.push(context.text));
  await vk.updates.startPolling();
  closing.push(() => vk.updates.stop());

  await anna.does("write", { text: "one" });
  await anna.does("write", { text: "two" });

  await awaits(async () => texts, (all) => all.length === 2);
  assert.deepEqual(texts, ["one", "two"]);
});
