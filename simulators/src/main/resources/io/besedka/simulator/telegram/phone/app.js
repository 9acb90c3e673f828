// The phone: a list of people, one chat, a composer. State comes whole from the simulator after every change.

import * as api from "./api.js";
import { line, summary } from "./bubble.js";
import { openPanel } from "./misfortune.js";
import { language, make, say, translate } from "./words.js";

const FACES = ["👍", "❤", "🔥", "😁", "🎉", "😢", "👎"];
const ATTACH = [["photo", "image/*"], ["video", "video/*"], ["file", ""], ["voice", "audio/*,.oga,.ogg"], ["location"], ["phone"]];
const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
let bots = [];
let bot;
let person;
let shown;
let drawn = new Map();
let about;
let payload = query.get("start") ?? "";
let pressed;
let typingTimer;
let keyboardOpen = true;
let waitingSince;

translate();
const refreshPanel = openPanel($("misfortune"), complain);

function notice(text) {
  const toast = $("toast");
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => (toast.hidden = true), 3500);
}

function complain(error) {
  notice(say("failed", { why: error.message }));
}

/** Runs at most one load at a time, and once more when asked meanwhile. */
function loader(load) {
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    try {
      while (again) {
        again = false;
        await load();
      }
    } catch {
      // The stream of events reconnects by itself and asks again.
    } finally {
      running = false;
    }
  };
}

const loadPeople = loader(async () => {
  bots = await api.bots();
  showTrouble();
  $("people").replaceChildren(...(await api.people(bot.username)).map(personRow));
});

const loadChat = loader(async () => {
  const asked = person;
  if (!asked) return;
  const chat = await api.chat(bot.username, asked);
  if (asked === person) show(chat);
});

function hue(text) {
  return [...text].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) % 360, 7);
}

function avatar(name) {
  const node = make("span", { className: "avatar", textContent: [...name][0]?.toUpperCase() ?? "?" });
  node.style.setProperty("--hue", hue(name));
  return node;
}

function personRow(row) {
  const last = row.last || (row.lastKind ? say(row.lastKind) : say("notStarted"));
  const time = row.lastAt ? new Date(row.lastAt * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" }) : "";
  const button = make("button", { type: "button", onclick: () => openChat(row.id) },
    avatar(row.name),
    make("span", { className: "lines" }, make("b", { textContent: row.name }),
      make("span", { textContent: row.lastAt && !row.lastFromBot ? `${say("you")}: ${last}` : last })),
    make("time", { textContent: time }));
  button.setAttribute("aria-current", String(row.id === person));
  return button;
}

function openChat(id) {
  person = id;
  drawn = new Map();
  shown = undefined;
  pressed = undefined;
  $("messages").replaceChildren();
  forgetAbout();
  $("chat").hidden = false;
  document.body.dataset.pane = "chat";
  loadChat();
  loadPeople();
}

/** Says so when updates are not taken for a while; a moment's wait is nothing to speak of. */
function showTrouble() {
  const now = bots.find((other) => other.username === bot.username);
  if (!now?.pending) waitingSince = undefined;
  else waitingSince ??= Date.now();
  const trouble = $("trouble");
  trouble.hidden = !waitingSince || Date.now() - waitingSince < 3000;
  if (!trouble.hidden) trouble.textContent = now.webhook ? say("refusing", { n: now.pending, why: now.lastError }) : say("nobody", { n: now.pending });
}

function day(date) {
  return new Date(date * 1000).toLocaleDateString(language, { day: "numeric", month: "long" });
}

const hands = { menu: openMenu, jump, press };

function show(chat) {
  const scroll = $("scroll");
  const atEnd = !shown || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  const own = shown && chat.messages.at(-1)?.id !== shown.messages.at(-1)?.id && !chat.messages.at(-1)?.fromBot;
  shown = chat;
  drawMessages(chat);
  if (atEnd || own) scroll.scrollTop = scroll.scrollHeight;
  else $("down").hidden = false;
  $("botName").textContent = bot.name;
  $("avatar").replaceWith(Object.assign(avatar(bot.name), { id: "avatar" }));
  showTyping(chat);
  $("block").hidden = !chat.started || chat.blocked;
  const needsStart = !chat.started || payload;
  $("start").hidden = chat.blocked ? false : !needsStart;
  $("start").textContent = chat.blocked ? say("unblock") : payload ? say("startWith", { payload }) : say("start");
  $("composer").hidden = chat.blocked || !chat.started;
  showKeyboard(chat);
  showAnswer(chat);
}

function drawMessages(chat) {
  const nodes = [];
  const kept = new Map();
  let lastDay = "";
  for (const message of chat.messages) {
    const today = day(message.json.date);
    if (today !== lastDay) nodes.push(dayLine((lastDay = today)));
    const signature = JSON.stringify(message);
    const before = drawn.get(message.id);
    const entry = before?.signature === signature ? before : { signature, node: line(bot.username, message, hands) };
    kept.set(message.id, entry);
    nodes.push(entry.node);
  }
  drawn = kept;
  if (!chat.messages.length) nodes.push(make("li", { className: "greeting", textContent: say("greeting", { bot: bot.name, person: chat.name }) }));
  const list = $("messages");
  // Nodes that stay are not moved, so that pictures and players go on undisturbed.
  nodes.forEach((node, i) => list.children[i] !== node && list.insertBefore(node, list.children[i] ?? null));
  while (list.children.length > nodes.length) list.lastChild.remove();
}

const dayLines = new Map();
function dayLine(text) {
  if (!dayLines.has(text)) dayLines.set(text, make("li", { className: "day", textContent: text }));
  return dayLines.get(text);
}

function showTyping(chat) {
  const status = $("status");
  status.className = chat.typing ? "typing" : "";
  status.textContent = chat.typing ? say(chat.typing === "typing" ? "typing" : "uploading") : say("bot", { name: bot.username, person: chat.name });
  clearTimeout(typingTimer);
  if (chat.typing) typingTimer = setTimeout(loadChat, chat.typingMillis + 50);
}

function showKeyboard(chat) {
  const rows = chat.keyboard?.keyboard ?? [];
  const usable = rows.length && !chat.blocked && chat.started;
  $("keyboardToggle").hidden = !usable;
  $("keyboard").hidden = !usable || !keyboardOpen;
  $("text").placeholder = chat.keyboard?.input_field_placeholder ?? say("message");
  const signature = JSON.stringify(rows);
  if ($("keyboard").dataset.signature === signature) return;
  $("keyboard").dataset.signature = signature;
  $("keyboard").replaceChildren(...rows.map((row) => make("div", {}, ...row.map((button) => {
    const label = button.text ?? button;
    return make("button", { type: "button", textContent: label, onclick: () => act("press", { label }) });
  }))));
}

function press(message, button, node) {
  if (!button.callback_data) {
    notice(say("opensElsewhere"));
    return;
  }
  node.setAttribute("aria-busy", "true");
  pressed = { node, answered: false };
  // Telegram's own spinner gives up too when a bot never answers.
  setTimeout(() => node.removeAttribute("aria-busy"), 15_000);
  act("press", { message_id: message.id, label: button.text });
}

function showAnswer(chat) {
  if (!pressed || !chat.toast) return;
  for (const node of document.querySelectorAll(".inline [aria-busy]")) node.removeAttribute("aria-busy");
  pressed = undefined;
  const { text, alert } = chat.toast;
  if (!text) return;
  if (!alert) {
    notice(text);
    return;
  }
  $("alert").querySelector("p").textContent = text;
  $("alert").showModal();
}

async function act(deed, body) {
  try {
    const chat = await api.does(bot.username, person, deed, body);
    // A press is answered later; what is shown until then must not count as its answer.
    if (deed !== "press" || !pressed) show(chat);
    else loadChat();
    loadPeople();
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

function jump(id) {
  drawn.get(id)?.node.scrollIntoView({ block: "center", behavior: "smooth" });
}

function openMenu(message, anchor) {
  const menu = $("messageMenu");
  const mine = (message.personReactions ?? [])[0];
  const face = (emoji) => {
    const button = make("button", { type: "button", textContent: emoji });
    button.setAttribute("aria-pressed", String(emoji === mine));
    button.onclick = () => act("react", { message_id: message.id, emoji: emoji === mine ? "" : emoji });
    return button;
  };
  const items = [make("div", { className: "faces" }, ...FACES.map(face)), menuItem("reply", () => setAbout("reply", message))];
  const editable = !message.fromBot && (message.json.text || message.json.caption);
  if (editable) items.push(menuItem("edit", () => setAbout("edit", message)));
  menu.replaceChildren(...items);
  menu.hidden = false;
  const at = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  menu.style.left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8)) + "px";
  menu.style.top = Math.max(8, Math.min(at.bottom, innerHeight - size.height - 8)) + "px";
  menu.querySelector("button").focus();
}

function menuItem(key, act) {
  const item = make("button", { type: "button", textContent: say(key), onclick: act });
  item.setAttribute("role", "menuitem");
  return item;
}

function setAbout(kind, message) {
  about = { kind, message };
  $("about").querySelector("span").textContent = `${say(kind)}: ${summary(message)}`;
  $("about").hidden = false;
  if (kind === "edit") $("text").value = summary(message);
  $("send").disabled = !$("text").value.trim();
  $("text").focus();
}

function forgetAbout() {
  if (about?.kind === "edit") $("text").value = "";
  about = undefined;
  $("about").hidden = true;
  $("send").disabled = !$("text").value.trim();
}

async function send() {
  const text = $("text").value.trim();
  if (!text) return;
  const now = about;
  const done = now?.kind === "edit"
    ? await act("edit", { message_id: now.message.id, text })
    : await act("write", now ? { text, reply_to: now.message.id } : { text });
  if (!done) return;
  $("text").value = "";
  forgetAbout();
}

function attach(kind, accept) {
  if (kind === "location") {
    act("location", { latitude: 55.7522, longitude: 37.6156 });
  } else if (kind === "phone") {
    act("phone", { phone: "+79161234567" });
  } else {
    $("file").accept = accept;
    $("file").dataset.kind = kind;
    $("file").click();
  }
}

async function sendFile(file, kind) {
  const fields = { caption: $("text").value.trim() };
  if (about?.kind === "reply") fields.reply_to = about.message.id;
  try {
    show(await api.sendFile(bot.username, person, file, kind === "file" ? "document" : kind, fields));
    $("text").value = "";
    forgetAbout();
    loadPeople();
  } catch (error) {
    complain(error);
  }
}

$("attachMenu").append(...ATTACH.map(([kind, accept]) => menuItem("attach_" + kind, () => attach(kind, accept))));
$("attach").onclick = () => ($("attachMenu").hidden = !$("attachMenu").hidden);
$("file").onchange = () => {
  const file = $("file").files[0];
  if (file) sendFile(file, $("file").dataset.kind);
  $("file").value = "";
};
document.addEventListener("click", (event) => {
  if (!event.target.closest("#attach")) $("attachMenu").hidden = true;
  if (!event.target.closest(".more")) $("messageMenu").hidden = true;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  $("attachMenu").hidden = $("messageMenu").hidden = true;
  forgetAbout();
});
$("composer").onsubmit = (event) => {
  event.preventDefault();
  send();
};
$("text").oninput = () => ($("send").disabled = !$("text").value.trim());
$("text").onkeydown = (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
};
document.addEventListener("paste", (event) => {
  const file = event.clipboardData?.files[0];
  if (file && person) sendFile(file, file.type.startsWith("image/") ? "photo" : "file");
});
$("about").querySelector("button").onclick = forgetAbout;
$("start").onclick = () => {
  const link = payload;
  payload = "";
  act(shown.blocked ? "unblock" : "start", { payload: link });
};
$("block").onclick = () => act("block");
$("keyboardToggle").onclick = () => {
  keyboardOpen = !keyboardOpen;
  showKeyboard(shown);
};
$("back").onclick = () => (document.body.dataset.pane = "list");
$("down").onclick = () => ($("scroll").scrollTop = $("scroll").scrollHeight);
$("scroll").onscroll = () => {
  const { scrollHeight, scrollTop, clientHeight } = $("scroll");
  if (scrollHeight - scrollTop - clientHeight < 80) $("down").hidden = true;
};
$("scroll").addEventListener("load", () => $("down").hidden && ($("scroll").scrollTop = $("scroll").scrollHeight), true);
$("newcomer").onsubmit = async (event) => {
  event.preventDefault();
  const field = event.target.elements.name;
  try {
    const met = await api.meet(bot.username, field.value);
    field.value = "";
    openChat(met.id);
  } catch (error) {
    complain(error);
  }
};
$("bot").onchange = () => {
  bot = bots.find((other) => other.username === $("bot").value);
  person = undefined;
  $("chat").hidden = true;
  loadPeople();
};

bots = await api.bots();
bot = bots.find((other) => other.username === query.get("bot")) ?? bots[0];
if (!bot) {
  $("empty").textContent = say("noBots");
} else {
  $("bot").append(...bots.map((other) => make("option", { value: other.username, textContent: other.name, selected: other === bot })));
  $("bot").hidden = bots.length < 2;
  const everyone = await api.people(bot.username);
  const wanted = query.get("person");
  const known = wanted ? await api.meet(bot.username, wanted) : everyone[0] ?? (await api.meet(bot.username, say("defaultPerson")));
  if (wanted || payload || matchMedia("(min-width: 721px)").matches) openChat(known.id);
  else loadPeople();
  const events = new EventSource("/api/events");
  events.onopen = () => (loadChat(), loadPeople());
  events.onmessage = (event) => {
    if (event.data === `${bot.username}/${person}`) loadChat();
    loadPeople();
    refreshPanel();
  };
  setInterval(() => document.hidden || (loadPeople(), refreshPanel()), 5000);
}
