// @maxhub/max-bot-api, the vendor's own client, against the pretend MAX (recipe: one test per step).
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Bot, Keyboard } from "@maxhub/max-bot-api";
import { awaits, heard, started } from "./started.js";

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
let simulator;
let folder;

before(async () => {
  simulator = await started("max");
  folder = await mkdtemp(join(tmpdir(), "besedka-max-"));
});

after(async () => {
  simulator?.stop();
  if (folder) await rm(folder, { recursive: true });
});

async function newBot(id) {
  const token = `token-of-${id}`;
  await simulator.api("/api/accounts", { id, name: "Judge", token });
  const bot = new Bot(token, { clientOptions: { baseUrl: simulator.root } });
  bot.catch((error) => console.error(error));
  return bot;
}

/** A bot that polls while the steps run. */
async function polling(bot, steps) {
  const running = bot.start();
  await awaits(() => bot.pollingIsStarted, (is) => is);
  try {
    await steps();
  } finally {
    bot.stopPolling();
    await running;
  }
}

test("1 and 2: polling takes webhooks away; start, command, keyboard, press and its answer", async () => {
  const bot = await newBot("poll_bot");
  await bot.api.subscribe(`${simulator.root}/nowhere`, undefined, []);
  const start = heard((resolve) => bot.on("bot_started", (ctx) => resolve(ctx.startPayload, ctx.user.first_name)));
  bot.command("menu", (ctx) =>
    ctx.reply("**Choose**", {
      format: "markdown",
      attachments: [
        Keyboard.inlineKeyboard([[Keyboard.button.callback("Yes", "answer:yes"), Keyboard.button.callback("No", "answer:no")]]),
      ],
    }),
  );
  const press = heard((resolve) =>
    bot.action("answer:yes", async (ctx) => {
      await ctx.answerOnCallback({ notification: "Saved" });
      resolve(ctx.callback.payload, ctx.message.body.mid);
    }),
  );
  const anna = await simulator.person("poll_bot", "Anna Petrova");

  await polling(bot, async () => {
    assert.deepEqual(await bot.api.getSubscriptions(), []);
    await anna.does("start", { payload: "site42" });
    assert.deepEqual(await start, ["site42", "Anna"]);
    await anna.does("write", { text: "/menu" });
    const [menu] = await awaits(anna.sees, (seen) => seen.length === 1);
    assert.equal(menu.content.text, "Choose");
    assert.deepEqual(menu.content.marks.map((mark) => mark.kind), ["bold"]);
    await anna.does("press", { label: "Yes" });
    assert.deepEqual(await press, ["answer:yes", menu.id]);
  });
});

test("3: a picture, a film and a file are uploaded from memory", async () => {
  const bot = await newBot("upload_bot");
  const anna = await simulator.person("upload_bot", "Anna");
  await anna.does("write", { text: "hello" });
  const image = await bot.api.uploadImage({ source: PIXEL });
  const video = await bot.api.uploadVideo({ source: Buffer.from("film") });
  const file = await bot.api.uploadFile({ source: Buffer.from("pdf") });

  const message = await bot.api.sendMessageToUser(Number(anna.id), "Look", { attachments: [image.toJson(), video.toJson()] });
  await bot.api.sendMessageToUser(Number(anna.id), "Price", { attachments: [file.toJson()] });

  assert.deepEqual(message.body.attachments.map((attachment) => attachment.type), ["image", "video"]);
  const seen = await anna.sees();
  assert.deepEqual(seen.map((bubble) => bubble.content.attachments.map((one) => one.kind)), [["photo", "video"], ["file"]]);
});

test("4 and 5: a film from a path goes piece by piece; the SDK waits until it is ready", async () => {
  const bot = await newBot("film_bot");
  const anna = await simulator.person("film_bot", "Anna");
  await anna.does("write", { text: "hello" });
  const path = join(folder, "film.mp4");
  await writeFile(path, Buffer.alloc(200_000, 7));

  const video = await bot.api.uploadVideo({ source: path });
  const begun = Date.now();
  await bot.api.sendMessageToUser(Number(anna.id), "", { attachments: [video.toJson()] });

  assert.ok(Date.now() - begun >= 900, "the film was ready too early");
  const [bubble] = await anna.sees();
  assert.equal(bubble.content.attachments[0].size, 200_000);
});

test("6: a webhook with the right secret is taken, with a wrong one refused", async () => {
  const bot = await newBot("hook_bot");
  const port = 20_000 + (process.pid % 20_000);
  await simulator.api("/api/rules", { deliver_origin: "https://shop.example", deliver_to: `http://127.0.0.1:${port}` });
  const text = heard((resolve) => bot.on("message_created", (ctx) => resolve(ctx.message.body.text)));
  await bot.start({ mode: "webhook", options: { domain: "shop.example", path: "/hook", port, secret: "right-secret" } });
  try {
    const anna = await simulator.person("hook_bot", "Anna");
    await anna.does("write", { text: "Привет 👋" });
    assert.deepEqual(await text, ["Привет 👋"]);

    await bot.api.subscribe("https://shop.example/hook", "wrong-secret", ["message_created"]);
    await anna.does("write", { text: "ignored" });
    const state = await awaits(
      () => simulator.api("/api/accounts"),
      (seen) => JSON.stringify(seen).includes("404"),
    );
    assert.ok(state);
  } finally {
    await bot.stopWebhook();
  }
});

test("7: edits, deletions and refusals", async () => {
  const bot = await newBot("edit_bot");
  const anna = await simulator.person("edit_bot", "Anna");
  await assert.rejects(bot.api.sendMessageToUser(Number(anna.id), "too early"), (error) => error.status === 403 && error.code === "chat.denied");
  await anna.does("write", { text: "hello" });
  const message = await bot.api.sendMessageToUser(Number(anna.id), "Yess");

  assert.equal((await bot.api.editMessage(message.body.mid, { text: "Yes" })).success, true);
  assert.equal((await anna.sees())[0].content.text, "Yes");
  assert.equal((await bot.api.deleteMessage(message.body.mid)).success, true);
  assert.deepEqual(await anna.sees().then((seen) => seen.filter((bubble) => !bubble.state.deleted)), []);
  const chat = await bot.api.getChat(message.recipient.chat_id);
  assert.equal(chat.dialog_with_user.first_name, "Anna");
  const stranger = new Bot("nobody", { clientOptions: { baseUrl: simulator.root } });
  await assert.rejects(stranger.api.getMyInfo(), (error) => error.code === "verify.token");
});
