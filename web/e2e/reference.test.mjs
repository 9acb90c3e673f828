// The API's reference on the real demo: read, tried with a sign-in, tried with a key.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, startDemo } from "./demo.mjs";

let demo;
let browser;
let page;
const faults = [];

before(async () => {
  demo = process.env.DEMO ? JSON.parse(process.env.DEMO) : await startDemo();
  browser = await openBrowser();
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && message.text().includes("Content Security Policy")) faults.push(message.text());
  });
}, { timeout: 240_000 });

after(async () => {
  await browser?.close();
  await demo?.stop?.();
});

const operation = (id) => page.locator(`article#${id}`);

async function trying(id, fill = async () => {}) {
  const here = operation(id);
  const button = here.getByRole("button", { name: "Try it" });
  if (await button.isVisible()) await button.click();
  await fill(here);
  await here.getByRole("button", { name: "Send" }).click();
  await here.locator(".reply").waitFor();
  const status = await here.locator(".reply .status").innerText();
  const body = await here.locator(".reply .answer").innerText();
  return { status, body: JSON.parse(body) };
}

test("it shows every group, and finds by words", async () => {
  await page.goto(`${demo.url}/docs/api/`);
  await page.getByRole("heading", { name: "Besedka API" }).waitFor();
  assert.ok((await page.locator("article").count()) > 70);
  await page.getByPlaceholder("Search").fill("contacts merge");
  assert.equal(await page.locator("article").count(), 1);
  await page.getByPlaceholder("Search").fill("");
  const yaml = await page.request.get(`${demo.url}/docs/api/openapi.yaml`);
  assert.ok((await yaml.text()).startsWith("openapi: 3.1.0"));
});

test("whoever is not signed in is told so, and the server's refusal is shown", async () => {
  const reply = await trying("readMe");
  assert.equal(reply.status, "401");
  assert.equal(reply.body.error.code, "unauthorized");
});

test("with a sign-in it asks as that member, and makes a key that it asks with after", async () => {
  await page.goto(`${demo.url}/inbox/`);
  await page.fill("input[type=email]", demo.signIn.email);
  await page.fill("input[type=password]", demo.signIn.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/inbox\/\d+/);
  await page.goto(`${demo.url}/docs/api/`);
  // The inbox spoke Olga's language; the page took it over.
  await page.getByRole("button", { name: "English" }).click();
  await page.getByText("Requests below are sent as").waitFor();

  const listed = await trying("listConversations");
  assert.equal(listed.status, "200");
  assert.ok(listed.body.conversations.length > 0);

  const made = await trying("createKey", (here) => here.locator("textarea").fill('{"name": "Tried", "rights": ["READ_CLIENTS"]}'));
  assert.equal(made.status, "201");
  await page.getByLabel("API key", { exact: true }).fill(made.body.secret);

  const seen = await trying("listClients", (here) => here.locator(".field", { hasText: "path" }).locator("input").first().fill("1"));
  assert.equal(seen.status, "200");
  await operation("listClients").locator(".reply details summary").click();
  assert.match(await operation("listClients").locator(".reply details pre").innerText(), /ratelimit-limit: 100/);
  const refused = await trying("createClient", (here) => here.locator(".field", { hasText: "project" }).locator("input").fill("1"));
  assert.equal(refused.status, "403");
});

test("its own words are in both languages, and it fits a phone", async () => {
  await page.getByRole("button", { name: "Русский" }).click();
  await page.getByPlaceholder("Поиск").waitFor();
  await page.setViewportSize({ width: 360, height: 700 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.equal(wide, false);
  assert.deepEqual(faults, []);
});
