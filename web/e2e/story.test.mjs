// What a newcomer does in the first five minutes, on the real demo in a real browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, startDemo } from "./demo.mjs";

let demo;
let browser;

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
}, { timeout: 240_000 });

after(async () => {
  await browser?.close();
  const code = await demo?.stop();
  assert.ok(code === 130 || code === 143 || code === 0, `the demo stopped with ${code}`);
});

async function page(options = {}) {
  const context = await browser.newContext({ locale: "ru-RU", viewport: { width: 1280, height: 800 }, ...options });
  const opened = await context.newPage();
  opened.faults = [];
  opened.on("pageerror", (error) => opened.faults.push(error.message));
  opened.on("console", (message) => {
    if (message.type() === "error" && message.text().includes("Content Security Policy")) opened.faults.push(message.text());
  });
  return opened;
}

async function signedIn(options) {
  const inbox = await page(options);
  await inbox.goto(`${demo.url}/inbox/`);
  await inbox.fill("input[type=email]", demo.signIn.email);
  await inbox.fill("input[type=password]", demo.signIn.password);
  await inbox.keyboard.press("Enter");
  await inbox.getByText("Игорь Соколов").first().waitFor();
  return inbox;
}

async function visitor(options) {
  const site = await page(options);
  await site.goto(`${demo.url}/demo/shop`);
  // The frame stands in a closed shadow root, where no selector of the page finds it.
  const framed = site.waitForEvent("framenavigated", (frame) => frame.url().includes("/widget/frame.html"));
  await site.evaluate(() => window.Besedka("open"));
  const chat = await framed;
  await chat.locator("textarea").waitFor();
  return { site, chat };
}

async function says(chat, text) {
  await chat.locator("textarea").fill(text);
  await chat.locator("textarea").press("Enter");
}

test("the start page leads to the site, every phone and the inbox", async () => {
  const start = await page();
  await start.goto(`${demo.url}/`);
  const links = await start.locator("a.card").evaluateAll((all) => all.map((one) => one.href));
  assert.equal(links[0], `${demo.url}/demo/shop`);
  assert.equal(links[1], `${demo.url}/inbox/`);
  const phones = await start.locator("a.phone").evaluateAll((all) => all.map((one) => one.href));
  assert.deepEqual(phones, Object.values(demo.simulators).map((url) => `${url}/`));
  assert.ok(phones.length >= 10);
  await start.getByText("Цветочная лавка ждёт писем").waitFor();
  assert.deepEqual(start.faults, []);
});

test("a visitor is answered by the bot, then by an operator who takes over", async () => {
  const { site, chat } = await visitor();
  await says(chat, "привет");
  await chat.getByText("Чем помочь?").waitFor();
  await says(chat, "Хочу букет, которого нет в каталоге");

  const inbox = await signedIn();
  await inbox.getByRole("tab", { name: /Все/ }).click();
  await inbox.getByText("Хочу букет, которого нет в каталоге").first().click();
  const composer = inbox.locator(".talk textarea").last();
  await composer.fill("Здравствуйте! Соберём любой.");
  await composer.press("Enter");

  await chat.getByText("Соберём любой.").waitFor();
  await says(chat, "Спасибо!");
  await inbox.getByText("Спасибо!").first().waitFor();
  assert.deepEqual(site.faults, []);
  assert.deepEqual(inbox.faults, []);
});

/** The phone of this messenger's client, with the chat open. */
async function phone(word, name) {
  const opened = await page({ viewport: { width: 420, height: 800 } });
  await opened.goto(`${demo.simulators[word]}/`);
  await opened.getByText(name).first().click();
  await opened.getByText("Зову человека").last().waitFor();
  return opened;
}

test("an operator sends buttons: pressed where there are some, answered by number where not", async () => {
  const inbox = await signedIn();
  await inbox.getByRole("tab", { name: /Ничьи/ }).click();
  for (const [word, name, answer] of [["whatsapp", "Марина", (mine) => mine.getByText("После обеда", { exact: true }).last().click()], ["avito", "Кирилл", (mine) => says(mine, "2")]]) {
    const mine = await phone(word, name);
    await inbox.getByRole("tab", { name: /Все/ }).click();
    await inbox.getByText(name).first().click();
    await inbox.getByRole("button", { name: "Кнопки для ответа" }).click();
    await inbox.getByLabel("Кнопка 1", { exact: true }).fill("Сегодня");
    await inbox.keyboard.press("Enter");
    await inbox.keyboard.type("После обеда");
    const composer = inbox.locator(".talk textarea").last();
    await composer.fill("Когда привезти?");
    await composer.press("Enter");
    await mine.getByText("Когда привезти?").last().waitFor();
    await answer(mine);
    await inbox.locator(".bubble-line.theirs").getByText("После обеда", { exact: true }).waitFor();
  }
  assert.deepEqual(inbox.faults, []);
});

test("a closed laptop misses nothing", async () => {
  const inbox = await signedIn();
  await inbox.context().setOffline(true);
  const { chat } = await visitor();
  await says(chat, "Пишу, пока вас нет");
  await says(chat, "И ещё раз");
  await chat.getByText("И ещё раз").waitFor();

  await inbox.context().setOffline(false);
  await inbox.getByRole("tab", { name: /Все/ }).click();
  await inbox.getByText("И ещё раз").first().waitFor();
  assert.deepEqual(inbox.faults, []);
});

test("an answer waits for its time, and a reaction reaches the client", async () => {
  const inbox = await signedIn();
  await inbox.getByText("Игорь Соколов").first().click();
  const composer = inbox.locator(".talk textarea").last();
  await composer.fill("Доброе утро!");
  await inbox.getByRole("button", { name: "Отправить позже" }).click();
  await inbox.getByRole("button", { name: /Завтра утром/ }).click();
  await inbox.getByText("Запланировано 1 сообщение").click();
  assert.equal(await composer.inputValue(), "");
  const drop = inbox.getByRole("button", { name: /Не отправлять \(завтра, 09:00\)/ });
  await drop.click();
  await inbox.getByRole("alertdialog").waitFor();
  await inbox.keyboard.press("Escape");
  await inbox.getByRole("alertdialog").waitFor({ state: "detached" });
  assert.equal(await drop.evaluate((one) => one === document.activeElement), true, "Esc says no, and one stands where one was");
  await drop.click();
  await inbox.getByRole("alertdialog").getByRole("button", { name: "Не отправлять" }).click();
  await inbox.getByText("Запланировано").waitFor({ state: "detached" });
  assert.equal(await composer.inputValue(), "Доброе утро!");

  const theirs = inbox.locator(".bubble-line.theirs .bubble").last();
  await theirs.hover();
  await theirs.getByRole("button", { name: "Откликнуться" }).click();
  await theirs.getByRole("button", { name: "🔥" }).click();
  await theirs.locator(".reaction.our").waitFor();
  assert.deepEqual(inbox.faults, []);
});

test("the second step of sign-in is shown as a code for the camera", async () => {
  const inbox = await signedIn();
  await inbox.goto(`${demo.url}/inbox/1/settings/profile`);
  await inbox.getByRole("button", { name: "Включить" }).click();
  await inbox.getByRole("img", { name: /QR-код/ }).waitFor();
  assert.deepEqual(inbox.faults, []);
});

test("who signs out in one tab is signed out in the other", async () => {
  const one = await signedIn();
  const other = await one.context().newPage();
  await other.goto(`${demo.url}/inbox/`);
  await other.getByText("Игорь Соколов").first().waitFor();
  await one.evaluate(async () => {
    const me = await (await fetch("/v1/me")).json();
    await fetch("/v1/sign-out", { method: "POST", headers: { "X-CSRF-Token": me.csrf, "Content-Type": "application/json" }, body: "{}" });
  });
  await other.locator("input[type=password]").waitFor();
});

test("the inbox fits a phone's screen", async () => {
  const inbox = await signedIn({ viewport: { width: 360, height: 740 } });
  assert.equal(await inbox.evaluate(() => document.documentElement.scrollWidth <= 360), true);
  await inbox.getByText("Игорь Соколов").first().click();
  await inbox.locator(".talk textarea").last().waitFor();
  assert.equal(await inbox.evaluate(() => document.documentElement.scrollWidth <= 360), true);
});

test("a deal is deleted from its card's menu by keyboard, and is gone from a colleague's board", async () => {
  const inbox = await signedIn();
  const colleague = await signedIn({ viewport: { width: 360, height: 740 } });
  const name = "Букет к 8 марта";
  const card = (board) => board.locator(".deal-card-face", { hasText: name });
  for (const board of [inbox, colleague]) {
    await board.goto(`${demo.url}/inbox/${demo.project}/deals`);
    await card(board).waitFor();
  }
  const chosen = await card(inbox).getAttribute("data-card");
  await card(inbox).press("Enter");
  await inbox.locator(".deal-drawer:focus").waitFor();
  await inbox.keyboard.press("Escape");
  await inbox.locator(`[data-card="${chosen}"]:focus`).waitFor();
  const remove = inbox.getByRole("button", { name: "Удалить сделку" });
  await card(inbox).focus();
  await inbox.keyboard.press("Tab");
  await inbox.keyboard.press("Enter");
  await inbox.getByRole("dialog", { name }).waitFor();
  await remove.press("Enter");
  await inbox.getByRole("alertdialog").waitFor();
  await inbox.keyboard.press("Enter");
  await remove.waitFor();
  assert.equal(await card(inbox).count(), 1, "the first answer offered is no");
  await inbox.keyboard.press("Enter");
  await inbox.getByRole("alertdialog").getByRole("button", { name: "Удалить" }).press("Enter");

  await card(inbox).waitFor({ state: "detached" });
  await card(colleague).waitFor({ state: "detached" });
  await inbox.waitForFunction((gone) => (document.activeElement?.getAttribute("data-card") ?? gone) !== gone, chosen);
  assert.deepEqual([...inbox.faults, ...colleague.faults], []);
});

test("a broadcast being written is asked about before it is left, and its template comes back with the draft", async () => {
  const inbox = await signedIn();
  const section = inbox.getByRole("navigation", { name: "Рассылки" }).getByRole("button", { name: "Рассылки" });
  const sure = inbox.getByRole("alertdialog");
  const at = (path) => inbox.waitForURL(`${demo.url}/inbox/${demo.project}/broadcasts${path}`);
  await inbox.getByRole("button", { name: "Рассылки" }).click();
  await inbox.getByRole("button", { name: "Новая рассылка" }).click();
  await at("/new");
  await section.click();
  await at("");
  await inbox.getByRole("button", { name: "Новая рассылка" }).click();
  await inbox.getByLabel("Название, для себя").fill("Букеты");
  for (const leave of [() => section.click(), () => inbox.evaluate(() => history.back())]) {
    await leave();
    await sure.waitFor();
    await inbox.keyboard.press("Escape");
    await sure.waitFor({ state: "detached" });
    await at("/new");
    assert.equal(await inbox.getByLabel("Название, для себя").inputValue(), "Букеты");
  }

  await inbox.getByLabel("Клиенты по номерам").check();
  await inbox.getByLabel("Номера клиентов").fill("1, 2");
  await inbox.getByLabel("Шаблон", { exact: true }).check();
  await inbox.getByRole("button", { name: "Выбрать шаблон" }).click();
  await inbox.getByRole("combobox", { name: "Найти шаблон" }).fill("bouquet_photo");
  await inbox.getByRole("option").first().click();
  await inbox.getByLabel("Адрес картинки").fill("https://shop.example/a.jpg");
  const place = inbox.getByLabel("Место 1 в тексте");
  await inbox.locator(".template-value", { has: place }).getByRole("button", { name: "Вставить переменную" }).click();
  await inbox.getByRole("button", { name: "full_name" }).click();
  assert.equal(await place.inputValue(), "#{full_name}");
  await inbox.getByRole("button", { name: "Готово" }).click();
  await inbox.getByRole("button", { name: "Посмотреть, кто получит" }).click();
  await inbox.locator(".dry-run").getByText("Шаблонов в мессенджере нет").waitFor();
  await inbox.getByRole("button", { name: "Сохранить черновик" }).click();
  await inbox.getByRole("button", { name: "Изменить", exact: true }).click();
  await inbox.getByRole("button", { name: "Изменить подстановки" }).click();
  assert.equal(await place.inputValue(), "#{full_name}");
  await inbox.keyboard.press("Escape");
  await section.click();
  await at("");
  await inbox.getByText("Букеты").waitFor();
  assert.deepEqual(inbox.faults, []);
});
