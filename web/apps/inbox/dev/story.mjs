// One day of a flower shop: every kind of message once, a long history, long names, empty ones.
const client = { kind: "client" }, bot = { kind: "bot", name: "Флора" };
const anna = { kind: "operator", id: 1, name: "Анна Ветрова" }, oleg = { kind: "operator", id: 2, name: "Олег Ким" };
const svg = (text, colour) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><rect width="100%" height="100%" fill="${colour}"/><g fill="#fff" opacity=".8"><circle cx="500" cy="420" r="130"/><circle cx="700" cy="420" r="130"/><circle cx="600" cy="300" r="130"/><circle cx="600" cy="540" r="130"/></g><text x="50%" y="92%" font-size="70" text-anchor="middle" fill="#fff" font-family="sans-serif">${text}</text></svg>`);

export function story() {
  const users = [
    { id: 1, name: "Анна Ветрова", email: "anna@shop.example", locale: "ru", totp: false, roles: ["ADMINISTRATOR", "OPERATOR"] },
    { id: 2, name: "Олег Ким", email: "oleg@shop.example", locale: "en", totp: true, roles: ["OPERATOR"] },
    { id: 3, name: "Мария Длиннофамильная-Переславская", email: "maria@shop.example", locale: "ru", totp: false, roles: ["SETTINGS", "ANALYTICS"] },
  ];
  const files = [{ mime: "image/svg+xml", bytes: svg("Пионы, 15 шт.", "#b3586f") }, { mime: "image/svg+xml", bytes: svg("Букет", "#4d7c5b") }];
  const conversations = [
    talk(101, "Екатерина Соловьёва", "telegram", { ...anna, kind: "operator" }, 3, [
      [-1500, client, "Здравствуйте! Есть пионы на субботу?"],
      [-1499, bot, "Здравствуйте! **Пионы есть**: 15 штук за *4 500 ₽*. Что вам ближе?", { markup: true, parts: [{ type: "buttons", inline: true, lines: [[{ label: "Пионы, 15 шт.", kind: "TEXT" }, { label: "Собрать букет", kind: "TEXT" }], [{ label: "Каталог", kind: "URL", value: "https://flora.example/catalog" }]] }] }, { delivery: { status: "read" } }],
      [-1498, client, "Собрать букет", { parts: [{ type: "press", seq: 2, index: 1 }] }],
      [-1497, { kind: "system" }, "system.handed_over"],
      [-1490, { kind: "system", name: anna.name }, "system.taken"],
      [-1489, anna, "Екатерина, добрый день! Меня зовут Анна, соберу вам букет. Какие цвета любит именинница?", {}, { delivery: { status: "read" } }],
      [-1485, client, "Нежные: белый, персиковый. И чтобы без лилий, у мамы на них аллергия 🌿", {}, { reaction: "❤️" }],
      [-1484, anna, "Постоянная покупательница, третий заказ. Скидка 10 %, лилии не предлагать.", {}, { note: true }],
      [-1480, client, "", { parts: [{ type: "attachment", media: "PHOTO", fileId: 1, name: "пионы.svg", width: 1200, height: 900, mime: "image/svg+xml" }] }],
      [-1479, client, "Вот примерно такой, как на фото", {}, { replyTo: 9 }],
      [-70, anna, "Поняла вас! Смотрите, что получилось. Подробности на https://flora.example/order/1832 — можно оплатить там же.", {}, { delivery: { status: "delivered" }, editedAt: true }],
      [-69, anna, "", { parts: [{ type: "attachment", media: "FILE", fileId: 2, name: "Смета заказа №1832 (предварительная, со скидкой постоянного покупателя).pdf", size: 184320, mime: "application/pdf" }] }, { delivery: { status: "failed", error: "Bad Request: file is too big" } }],
      [-66, client, "", { parts: [{ type: "attachment", media: "VOICE", fileId: 9, seconds: 17 }] }],
      [-65, client, "Сюда, пожалуйста", { parts: [{ type: "location", latitude: 55.75582, longitude: 37.6173, title: "Кофейня «Липа»", address: "ул. Пятницкая, 12" }] }],
      [-64, client, "", { parts: [{ type: "contact", phone: "+7 916 555-12-34", firstName: "Ирина", lastName: "Соловьёва", own: false }] }],
      [-63, anna, "Отличный адрес, знаем! Доставим к 14:00.", {}, { delivery: { status: "unknown" }, replyTo: 14 }],
      [-9, client, "А открытку можно?"],
      [-8, client, "удалённое", {}, { deletedAt: true }],
      [-3, client, "Спасибо огромное!! Вы лучшие"],
    ], { phone: "+7 916 555-01-02", email: "katya@example.com", username: "katya_solo", language: "ru" }, ["постоянная", "день рождения"], { Город: "Москва", Бюджет: "5 000 ₽", Повод: "день рождения мамы" }),
    talk(102, "James O'Connell", "widget", { kind: "nobody" }, 2, [[-14, client, "Hi! Do you deliver to the airport?"], [-13, bot, "One moment, calling a colleague."], [-12, client, "It is for tonight, flight at 23:40. I would like something small that survives hand luggage."]], { language: "en" }),
    talk(103, "", "widget", { kind: "bot", name: "Флора" }, 0, [[-40, client, "цена роз"], [-39, bot, "Розы от 150 ₽ за штуку."]]),
    talk(104, "Константин Александрович Преображенский-Воскресенский", "telegram", { ...oleg, kind: "operator" }, 0, [[-180, client, "Оченьдлинноесловобезпробеловкотороедолжнопереноситьсяанеломатьвёрсткуокнапереписки ".repeat(3)], [-170, oleg, "Принято 👍", {}, { delivery: { status: "sent" } }]]),
    talk(105, "Настя", "vk", { kind: "team", name: "Доставка" }, 1, [[-200, client, "", { parts: [{ type: "attachment", media: "PHOTO", fileId: 2 }] }]]),
    talk(106, "Пётр (опт)", "telegram", { ...anna, kind: "operator" }, 0, Array.from({ length: 900 }, (_, index) => [index * 17 - 20000, index % 3 ? client : anna, `Сообщение ${index + 1}: ${"розы, эвкалипт, лента ".repeat((index * 7) % 6)}`, {}, index % 3 ? {} : { delivery: { status: "read" } }])),
  ];
  for (let index = 0; index < 120; index++)
    conversations.push(talk(200 + index, `Покупатель ${index + 1}`, index % 2 ? "telegram" : "widget", index % 4 ? { kind: "bot", name: "Флора" } : { kind: "operator", id: 1, name: anna.name }, 0, [[-3000 - index * 90, client, `Вопрос о доставке №${index + 1}`]], {}, [], {}, index % 5 === 0 ? "closed" : "open"));
  return { users, conversations, files };
}

function talk(id, name, channel, owner, unread, lines, more = {}, tags = [], variables = {}, status = "open") {
  const at = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString();
  const messages = lines.map(([minutes, author, text, content = {}, extra = {}], index) => ({
    seq: index + 1, at: at(minutes), author, note: false, content: { text, markup: false, parts: [], ...content }, ...extra,
    ...(extra.editedAt ? { editedAt: at(minutes + 1) } : {}), ...(extra.deletedAt ? { deletedAt: at(minutes + 1) } : {}),
  }));
  const last = messages.at(-1);
  return {
    messages, variables,
    summary: {
      id, client: { name, channel, connectionId: { telegram: 1, widget: 2, vk: 3 }[channel], connectionName: { telegram: "@flora_bot", widget: "flora.example", vk: "Флора ВКонтакте" }[channel], blocked: false, reactions: channel !== "widget", ...more },
      owner, status, lastSeq: last.seq, unread, readSeq: last.seq - unread, preview: { text: last.content.text || "[photo]", author: last.author.kind },
      lastMessageAt: last.at, tags, createdAt: messages[0].at,
    },
  };
}
