// grammY, a client we did not write, against the pretend Telegram (recipe: one test per step).
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { Bot, GrammyError, HttpError, InlineKeyboard, InputFile, InputMediaBuilder, webhookCallback } from "grammy";

const TOKEN = "7001:fidelity";
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const java = process.env.SIMULATORS_JAVA ?? "java";
const jar = process.env.SIMULATORS_JAR;
let child;
let root;

before(async () => {
  assert.ok(jar, "SIMULATORS_JAR must name the simulators' jar");
  const options = ["-jar", jar, "--port", "0", "--telegram-bot", `${TOKEN},judge_bot,Judge`];
  child = spawn(java, options, { stdio: ["ignore", "pipe", "inherit"] });
  const died = once(child, "exit").then(([code]) => assert.fail(`the simulator ended with code ${code}`));
  died.catch(() => {});
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), "line"), died]);
  root = line.split(" ")[1];
});

after(() => child?.kill());

const newBot = (token = TOKEN) => new Bot(token, { client: { apiRoot: root } });

async function api(path, body) {
  const answer = await fetch(root + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const json = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(json));
  return json;
}

async function person(name) {
  const { id } = await api("/api/bots/judge_bot/people", { name });
  return {
    id,
    does: (deed, body = {}) => api(`/api/bots/judge_bot/people/${id}/${deed}`, body),
    sees: async () => (await api(`/api/bots/judge_bot/people/${id}`)).messages.filter((m) => m.fromBot),
  };
}

/** Runs a polling bot around the steps; a bot that fails to start fails the test. */
async function polling(bot, steps) {
  let failed;
  const started = new Promise((resolve) => (failed = bot.start({ onStart: resolve })));
  await Promise.race([started, failed]);
  try {
    await steps();
  } finally {
    await bot.stop();
  }
}

function heard(register) {
  return new Promise((resolve) => register(resolve));
}

test("1 and 2: a deep link, a keyboard, a press and its answer", async () => {
  const anna = await person("Anna");
  const bot = newBot();
  const payload = heard((resolve) =>
    bot.command("start", async (ctx) => {
      await ctx.reply("<b>Choose</b>", {
        parse_mode: "HTML",
        reply_markup: new InlineKeyboard().text("Yes", "answer:yes"),
      });
      resolve(ctx.match);
    }),
  );
  const pressed = heard((resolve) =>
    bot.on("callback_query:data", async (ctx) => {
      resolve([ctx.callbackQuery.data, await ctx.answerCallbackQuery("Noted"), ctx.msg.text]);
    }),
  );
  await polling(bot, async () => {
    await anna.does("start", { payload: "abc" });
    assert.equal(await payload, "abc");
    await anna.does("press", { label: "Yes" });
    assert.deepEqual(await pressed, ["answer:yes", true, "Choose"]);
  });
});

test("3: an album of an upload and a file_id, and a download", async () => {
  const anna = await person("Anna");
  const bot = newBot();
  const first = await bot.api.sendPhoto(anna.id, new InputFile(PIXEL, "роза.png"), { caption: "one" });
  const album = await bot.api.sendMediaGroup(anna.id, [
    InputMediaBuilder.photo(new InputFile(PIXEL, "букет из роз.png"), { caption: "two" }),
    InputMediaBuilder.photo(first.photo.at(-1).file_id),
  ]);
  assert.equal(album.length, 2);
  assert.equal(album[0].media_group_id, album[1].media_group_id);
  const file = await bot.api.getFile(album[0].photo.at(-1).file_id);
  const content = await fetch(`${root}/file/bot${TOKEN}/${file.file_path}`);
  assert.deepEqual(Buffer.from(await content.arrayBuffer()), PIXEL);
  const document = await bot.api.sendDocument(anna.id, new InputFile(Buffer.from("x"), "прайс лист.txt"));
  assert.equal(document.document.file_name, "прайс лист.txt");
});

test("4: a limited send carries retry_after, a dropped answer is a transport error", async () => {
  const anna = await person("Anna");
  const bot = newBot();
  await api("/api/misfortune", { kind: "too_many", seconds: 7 });
  await assert.rejects(bot.api.sendMessage(anna.id, "hi"), (error) => {
    assert.ok(error instanceof GrammyError);
    assert.equal(error.error_code, 429);
    assert.equal(error.parameters.retry_after, 7);
    return true;
  });
  await api("/api/misfortune", { kind: "answer_dropped" });
  await assert.rejects(bot.api.sendMessage(anna.id, "done, but unanswered"), HttpError);
  assert.equal((await anna.sees()).at(-1).json.text, "done, but unanswered");
});

test("5: a webhook with the right, a wrong and no secret", async () => {
  const anna = await person("Anna");
  const bot = newBot();
  const messages = [];
  bot.on("message:text", (ctx) => messages.push(ctx.msg.text));
  const handle = webhookCallback(bot, "http", { secretToken: "right" });
  const statuses = [];
  const waiting = [];
  const server = createServer(async (request, response) => {
    response.on("finish", () => {
      statuses.push(response.statusCode);
      waiting.shift()?.();
    });
    await handle(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}/`;
  const next = () => new Promise((resolve) => waiting.push(resolve));
  try {
    for (const [secret, status] of [["right", 200], ["wrong", 401], [undefined, 401]]) {
      await bot.api.setWebhook(url, { secret_token: secret, drop_pending_updates: true });
      const answered = next();
      await anna.does("write", { text: `with ${secret}` });
      await answered;
      assert.equal(statuses.at(-1), status);
      await bot.api.deleteWebhook({ drop_pending_updates: true });
    }
    assert.deepEqual(messages, ["with right"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("6: a second poller stops the first, a bad token never starts", async () => {
  const bot = newBot();
  let stopped;
  const started = new Promise((resolve) => {
    stopped = bot.start({ onStart: resolve });
  });
  stopped.catch(() => {});
  await started;
  // The rival keeps asking until the first poller's request is the one that is cut off.
  const rival = newBot();
  const ended = stopped.then(
    () => assert.fail("the first poller went on"),
    (error) => error,
  );
  let over = false;
  ended.then(() => (over = true));
  while (!over) await rival.api.getUpdates({ timeout: 1 }).catch(() => {});
  const error = await ended;
  assert.equal(error.error_code, 409);
  await assert.rejects(newBot("7001:wrong").start(), (error) => error.error_code === 401);
});
