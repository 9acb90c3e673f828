// The built widget in a real Chromium against the pretend server: `npm run build && npm run browser`.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { chromium } from "playwright-core";
import { startMock } from "../dev/mock.mjs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const found = existsSync(executablePath);
if (!found && process.env.CI === "true") throw new Error(`no Chromium at ${executablePath}`);
const opts = { timeout: 25_000, skip: !found && "no Chromium found" };
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
let browser, mock, context;

before(async () => {
  if (found) browser = await chromium.launch({ executablePath, args: flags });
});
after(() => browser?.close());
beforeEach(async () => {
  mock = await startMock(0, { locale: "en" });
  context = await browser?.newContext({ viewport: { width: 1000, height: 760 } });
});
afterEach(async () => {
  await context?.close();
  await mock.close();
});

const frameOf = (page) => page.frames().find((one) => one.url().includes("frame.html"));
async function visit(path = "/") {
  const page = await context.newPage();
  await page.goto(mock.url + path);
  await page.waitForFunction(() => document.querySelector("besedka-widget"));
  return page;
}
async function opened(path) {
  const page = await visit(path);
  await page.evaluate(() => window.Besedka("open"));
  return { page, chat: await chatOf(page) };
}
async function chatOf(page) {
  while (!frameOf(page)) await page.waitForEvent("framenavigated", { timeout: 100 }).catch(() => {});
  const chat = frameOf(page);
  await chat.waitForSelector("textarea", { state: "attached" });
  return chat;
}
async function write(chat, text) {
  await chat.locator("textarea").fill(text);
  await chat.locator("textarea").press("Enter");
}
const taken = () => [...mock.visitors.values()].flatMap((one) => one.messages).filter((one) => one.from === "me").map((one) => one.content.text);
const shown = (chat, text) => chat.getByRole("log").getByText(text, { exact: true }).waitFor();
const settled = (chat, count) => chat.waitForFunction((count) => document.querySelectorAll(".mine .tick:not(.waiting)").length === count, count);

test("a visitor who never opens the chat loads nothing but the loader and the config, and nothing shifts", opts, async () => {
  const asked = [];
  const page = await context.newPage();
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(mock.url);
  await page.waitForFunction(() => document.querySelector("besedka-widget"));
  const shift = await page.evaluate(() => new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().length)).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
  }));
  assert.equal(shift, 0);
  assert.deepEqual(asked.filter((path) => path !== "/favicon.ico"), ["/", "/widget.js", "/widget/v1/demo/config"]);
  assert.deepEqual(await context.cookies(), []);
});

test("what was written without a connection goes once and in order, over lost answers and a reload", opts, async () => {
  const { page, chat } = await opened();
  mock.setDown(true);
  for (const text of ["silence 1", "silence 2"]) await write(chat, text);
  await shown(chat, "silence 2");
  mock.state.loseAnswers = 1;
  mock.setDown(false);
  await page.reload();
  const again = await chatOf(page);
  await shown(again, "silence 1");
  await write(again, "silence 3");
  await settled(again, 3);
  assert.deepEqual(taken(), ["silence 1", "silence 2", "silence 3"]);
});

test("a line that was cut resumes and tells what was missed, edits too", opts, async () => {
  const { chat } = await opened();
  await write(chat, "silence");
  await settled(chat, 1);
  const [visitor] = mock.visitors.values();
  mock.say(visitor, "before");
  await shown(chat, "before");
  mock.setDown(true);
  mock.add(visitor, { from: "them", content: { text: "missed", markup: false, parts: [] } });
  Object.assign(visitor.messages[1], { content: { text: "edited one", markup: false, parts: [] }, editedAt: "2026-11-21T06:00:00Z" });
  mock.setDown(false);
  await shown(chat, "missed");
  await shown(chat, "edited one");
});

test("two tabs of one visitor are one visitor, send nothing twice and see the same", opts, async () => {
  const first = await opened();
  const second = await opened();
  mock.setDown(true);
  await write(first.chat, "silence A");
  await write(second.chat, "silence B");
  mock.setDown(false);
  await settled(first.chat, 2);
  await settled(second.chat, 2);
  assert.equal(mock.visitors.size, 1);
  assert.deepEqual(taken().sort(), ["silence A", "silence B"]);
});

test("someone written to while away sees the badge on the next page, and loses it by looking", opts, async () => {
  const { page, chat } = await opened();
  await write(chat, "silence");
  await settled(chat, 1);
  await chat.getByRole("button", { name: "Close chat" }).click();
  await page.close();
  const [visitor] = mock.visitors.values();
  mock.say(visitor, "come back");
  const next = await context.newPage();
  await next.clock.install();
  await next.goto(`${mock.url}/twice`);
  await next.waitForFunction(() => window.Besedka?.loaded);
  const counts = next.evaluate(() => new Promise((resolve) => window.Besedka("on", "unread", resolve)));
  await chatOf(next);
  await next.clock.fastForward(20_000);
  assert.equal(await counts, 1);
  await next.evaluate(() => window.Besedka("open"));
  await shown(frameOf(next), "come back");
  await frameOf(next).waitForFunction(() => localStorage.getItem("besedka:demo:seen") === "2");
  assert.equal(visitor.seen, 2);
});

test("a button of the bot is pressed, answers a reply, and the ticks follow", opts, async () => {
  const { chat } = await opened();
  await write(chat, "hello");
  await chat.getByRole("button", { name: "Тюльпаны" }).click();
  await chat.locator(".theirs .quote").waitFor();
  const press = mock.posts.find((one) => one.path === "POST presses");
  assert.deepEqual([press.seq, press.index], [2, 1]);
  await chat.locator(".tick.read").nth(1).waitFor();
  assert.equal(await chat.getByRole("link", { name: "Сайт магазина" }).getAttribute("rel"), "noopener noreferrer nofollow");
});

test("files go up when chosen and with the message; one too large is refused with its name", opts, async () => {
  const { chat } = await opened();
  await chat.locator("input[type=file]").setInputFiles([
    { name: "list.txt", mimeType: "text/plain", buffer: Buffer.from("roses") },
    { name: "huge.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc((20 << 20) + 1) },
  ]);
  await chat.getByRole("alert").getByText("huge.bin is larger than 20 MB").waitFor();
  await chat.locator(".send:not(:disabled)").click();
  await chat.getByRole("link", { name: "Download list.txt" }).waitFor();
  const sent = mock.posts.find((one) => one.content);
  assert.equal(sent.content.parts[0].fileId, 100);
});

test("works by keyboard: focus goes in, round and out again with Escape", opts, async () => {
  const page = await visit();
  await page.locator("a").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const chat = await chatOf(page);
  await chat.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
  await page.keyboard.press("Tab");
  assert.equal(await chat.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Turn sound on");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await chat.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.tagName === "BESEDKA-WIDGET");
});

test("a hostile page's styles change nothing, and none of ours leak", opts, async () => {
  const page = await visit("/hostile");
  await page.mouse.click(952, 712);
  const chat = await chatOf(page);
  await chat.waitForFunction(() => innerWidth === 384 && innerHeight === 640);
  assert.equal(await page.evaluate(() => document.querySelector("besedka-widget").shadowRoot), null);
  assert.equal(await page.evaluate(() => document.styleSheets.length), 1);
});

test("a page that allows no inline style or script, and one that includes us twice, are no trouble", opts, async () => {
  const faults = [];
  for (const path of ["/csp", "/twice"]) {
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && !/favicon|404/.test(message.text()) && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.goto(mock.url + path);
    await page.waitForFunction(() => document.querySelector("besedka-widget"));
    await page.evaluate(() => window.Besedka("open"));
    await shown(await chatOf(page), mock.settings.greeting);
    assert.equal(await page.evaluate(() => document.querySelectorAll("besedka-widget").length), 1);
    if (path === "/twice") assert.equal(await page.evaluate(() => window.opened), 1);
  }
  assert.deepEqual(faults, []);
});

test("stays when a single-page site replaces its body, and fills a small screen", opts, async () => {
  const { page } = await opened();
  await page.evaluate(() => document.documentElement.replaceChild(document.createElement("body"), document.body));
  assert.equal(await page.evaluate(() => document.querySelectorAll("besedka-widget").length), 1);
  await page.evaluate(() => document.querySelector("besedka-widget").remove());
  await page.waitForFunction(() => document.querySelector("besedka-widget"));
  await page.setViewportSize({ width: 360, height: 640 });
  await frameOf(page).waitForFunction(() => innerWidth === 360 && innerHeight === 640);
});
