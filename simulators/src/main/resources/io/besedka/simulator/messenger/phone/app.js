// The phone: a list of people, one chat, a composer. State comes whole from the simulator after every change.

import * as api from "./api.js";
import { button, line, summary } from "./bubble.js";
import { openPanel } from "./misfortune.js";
import { drawPeople, avatar } from "./people.js";
import * as sheet from "./sheet.js";
import { know, language, make, say, translate } from "./words.js";

const FACES = ["👍", "❤", "😁", "😮", "😢", "👎"];
const FILES = { photo: "image/*", video: "video/*", audio: "audio/*", voice: "audio/*,.oga,.ogg", file: "", sticker: "image/webp,image/png" };
const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const look = await api.look();
const can = (what) => look.can.includes(what);
let accounts = [];
let account;
let person;
let shown;
let drawn = new Map();
let about;
let payload = query.get("start") ?? "";
let pressed;
let typingTimer;
let typedAt = 0;
let keyboardOpen = true;
let waitingSince;

know({ messenger: look.name });
translate();
dress();
const refreshPanel = openPanel($("misfortune"), complain);

/** Puts on the provider's colours and sign. */
function dress() {
  document.documentElement.style.setProperty("--brand", look.accent);
  document.documentElement.style.setProperty("--brand-own", look.own);
  $("badge").textContent = look.letter;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="${look.accent}"/>`
    + `<text x="16" y="22.5" font-family="sans-serif" font-weight="700" font-size="19" text-anchor="middle" fill="#fff">${look.letter}</text></svg>`;
  $("icon").href = "data:image/svg+xml," + encodeURIComponent(picture);
}

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
  accounts = await api.accounts();
  showTrouble();
  drawPeople($("people"), await api.people(account.id), person, openChat);
});

const loadChat = loader(async () => {
  const asked = person;
  if (!asked) return;
  const chat = await api.chat(account.id, asked);
  if (asked === person) show(chat);
});

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
  const now = accounts.find((other) => other.id === account.id);
  if (!now?.pending) waitingSince = undefined;
  else waitingSince ??= Date.now();
  const trouble = $("trouble");
  trouble.hidden = !waitingSince || Date.now() - waitingSince < 3000;
  const why = now?.hooks.map((hook) => hook.lastError).find(Boolean) ?? "";
  if (!trouble.hidden) trouble.textContent = say("refusing", { n: now.pending, why });
}

const hands = {
  menu: openMenu,
  jump: (id) => drawn.get(id)?.node.scrollIntoView({ block: "center", behavior: "smooth" }),
  find: (id) => shown?.bubbles.find((bubble) => bubble.id === id),
  press,
  open: (menu) => sheet.pick(menu, (row) => act("pick", { row: row.id })),
  canAct: (bubble) => can("reply") || can("react") || (bubble.side === "them" && (can("edit") || can("delete"))),
};

function show(chat) {
  const scroll = $("scroll");
  const last = chat.bubbles.at(-1);
  const atEnd = !shown || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  const own = shown && last?.id !== shown.bubbles.at(-1)?.id && last?.side === "them";
  shown = chat;
  drawBubbles(chat);
  if (atEnd || own) scroll.scrollTop = scroll.scrollHeight;
  else $("down").hidden = false;
  $("accountName").textContent = account.name;
  $("avatar").replaceWith(Object.assign(avatar(account.name), { id: "avatar" }));
  showTyping(chat);
  showFooter(chat);
  showKeyboard(chat);
  showAnswer(chat);
  readIfSeen(chat);
}

function showFooter(chat) {
  const needsStart = can("start") && (!chat.started || payload);
  $("block").hidden = !can("block") || !chat.started || chat.blocked;
  $("start").hidden = !chat.blocked && !needsStart;
  $("start").textContent = chat.blocked ? say("unblock") : payload ? say("startWith", { payload }) : say("start");
  $("composer").hidden = chat.blocked;
  $("subject").hidden = chat.blocked || !can("subject");
}

function day(at) {
  return new Date(at).toLocaleDateString(language, { day: "numeric", month: "long" });
}

function drawBubbles(chat) {
  const nodes = [];
  const kept = new Map();
  let lastDay = "";
  for (const bubble of chat.bubbles) {
    const today = day(bubble.at);
    if (today !== lastDay) nodes.push(dayLine((lastDay = today)));
    const signature = JSON.stringify(bubble);
    const before = drawn.get(bubble.id);
    const entry = before?.signature === signature ? before : { signature, node: line(bubble, hands) };
    kept.set(bubble.id, entry);
    nodes.push(entry.node);
  }
  drawn = kept;
  if (!chat.bubbles.length) nodes.push(make("li", { className: "greeting", textContent: say("greeting", { account: account.name, person: chat.name }) }));
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
  status.textContent = chat.typing ? say(chat.typing.startsWith("typing") ? "typing" : "uploading") : say("you", { person: chat.name, account: account.id });
  clearTimeout(typingTimer);
  if (chat.typing) typingTimer = setTimeout(loadChat, chat.typingMillis + 50);
}

function showKeyboard(chat) {
  const { rows, placeholder } = chat.keyboard;
  const usable = rows.length > 0 && !chat.blocked;
  $("keyboardToggle").hidden = !usable;
  $("keyboard").hidden = !usable || !keyboardOpen;
  $("text").placeholder = placeholder || say("message");
  const signature = JSON.stringify(rows);
  if ($("keyboard").dataset.signature === signature) return;
  $("keyboard").dataset.signature = signature;
  $("keyboard").replaceChildren(...rows.map((row, y) => make("div", {}, ...row.map((one, x) => {
    const place = rows.slice(0, y).flat().length + x;
    return button(one, () => act("press", { place }));
  }))));
}

function press(bubble, one, node) {
  if (one.press === "link" || one.press === "other") {
    notice(say("opensElsewhere"));
    return;
  }
  if (one.press === "callback") {
    node.setAttribute("aria-busy", "true");
    pressed = { node };
    // A real phone's spinner gives up too when nobody ever answers.
    setTimeout(() => node.removeAttribute("aria-busy"), 15_000);
  }
  const { buttons, cards } = bubble.content;
  const place = [...buttons.flat(), ...cards.flatMap((card) => card.buttons)].indexOf(one);
  act("press", { message: bubble.id, place });
}

let toastShown;
function showAnswer(chat) {
  const signature = JSON.stringify(chat.toast ?? null);
  const isNew = toastShown !== undefined && toastShown !== signature;
  toastShown = signature;
  if (!chat.toast || !isNew) return;
  for (const node of document.querySelectorAll("[aria-busy]")) node.removeAttribute("aria-busy");
  pressed = undefined;
  const { text, alert, url } = chat.toast;
  if (text && alert) sheet.notice(text);
  else if (text || url) notice(text || url);
}

/** Whoever has the chat before the eyes has read it. */
function readIfSeen(chat) {
  if (!can("read") || document.hidden || chat.blocked) return;
  const unread = chat.bubbles.some((bubble) => bubble.side === "us" && bubble.state.status === "delivered");
  if (unread) api.does(account.id, person, "read").catch(() => {});
}

async function act(deed, body) {
  try {
    const chat = await api.does(account.id, person, deed, body);
    show(chat);
    loadPeople();
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

function openMenu(bubble, anchor) {
  const menu = $("messageMenu");
  const own = bubble.side === "them";
  const face = (emoji) => {
    const node = make("button", { type: "button", textContent: emoji });
    const mine = bubble.state.theirReaction === emoji;
    node.setAttribute("aria-pressed", String(mine));
    node.onclick = () => act("react", { message: bubble.id, emoji: mine ? "" : emoji });
    return node;
  };
  const items = [];
  if (can("react")) items.push(make("div", { className: "faces" }, ...(look.faces.length ? look.faces : FACES).map(face)));
  if (can("reply")) items.push(menuItem("reply", () => setAbout("reply", bubble)));
  if (own && can("edit") && bubble.content.text) items.push(menuItem("edit", () => setAbout("edit", bubble)));
  if (own && can("delete")) items.push(menuItem("delete", () => act("delete", { message: bubble.id })));
  menu.replaceChildren(...items);
  menu.hidden = false;
  const at = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  menu.style.left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8)) + "px";
  menu.style.top = Math.max(8, Math.min(at.bottom, innerHeight - size.height - 8)) + "px";
  menu.querySelector("button")?.focus();
}

function menuItem(key, act) {
  const item = make("button", { type: "button", textContent: say(key), onclick: act });
  item.setAttribute("role", "menuitem");
  return item;
}

function setAbout(kind, bubble) {
  about = { kind, bubble };
  $("about").querySelector("span").textContent = `${say(kind)}: ${summary(bubble)}`;
  $("about").hidden = false;
  if (kind === "edit") $("text").value = bubble.content.text;
  $("send").disabled = !$("text").value.trim();
  $("text").focus();
}

function forgetAbout() {
  if (about?.kind === "edit") $("text").value = "";
  about = undefined;
  $("about").hidden = true;
  $("send").disabled = !$("text").value.trim();
}

const subject = () => (can("subject") && $("subject").value.trim() ? { subject: $("subject").value.trim() } : {});

async function send() {
  const text = $("text").value.trim();
  if (!text) return;
  const now = about;
  const done = now?.kind === "edit"
    ? await act("edit", { message: now.bubble.id, text })
    : await act("write", { text, ...subject(), ...(now ? { reply_to: now.bubble.id } : {}) });
  if (!done) return;
  $("text").value = "";
  forgetAbout();
}

/** The lines of the attachment menu: each a word of the locale and what it does. */
function attachments() {
  const lines = Object.keys(FILES).filter(can).map((kind) => [kind, () => chooseFile(kind)]);
  if (can("location")) lines.push(["location", () => act("location", { latitude: 55.7522, longitude: 37.6156 })]);
  if (can("contact")) {
    lines.push(["phone", () => act("phone")]);
    lines.push(["contact", () => sheet.fill(say("attach_contact"), { name: say("someone"), phone: "+79161234567" }, (card) => act("contact", card))]);
  }
  if (can("comment")) lines.push(["comment", () => sheet.fill(say("attach_comment"), { post: say("somePost"), text: "" }, ({ post, text }) => act("write", { text, comment: post }))]);
  if (can("outside")) lines.push(["outside", () => sheet.fill(say("attach_outside"), { text: "" }, (words) => act("outside", words))]);
  return lines;
}

function chooseFile(kind) {
  $("file").accept = FILES[kind];
  $("file").dataset.kind = kind;
  $("file").click();
}

async function sendFile(file, kind) {
  const fields = { caption: $("text").value.trim(), ...subject() };
  if (about?.kind === "reply") fields.reply_to = about.bubble.id;
  try {
    show(await api.sendFile(account.id, person, file, kind, fields));
    $("text").value = "";
    forgetAbout();
    loadPeople();
  } catch (error) {
    complain(error);
  }
}

const attached = attachments();
$("attach").hidden = !attached.length;
$("attachMenu").append(...attached.map(([kind, does]) => menuItem("attach_" + kind, does)));
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
document.addEventListener("visibilitychange", () => shown && readIfSeen(shown));
$("composer").onsubmit = (event) => {
  event.preventDefault();
  send();
};
$("text").oninput = () => {
  $("send").disabled = !$("text").value.trim();
  if (!can("type") || Date.now() - typedAt < 4000) return;
  typedAt = Date.now();
  api.does(account.id, person, "type").catch(() => {});
};
$("text").onkeydown = (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
};
document.addEventListener("paste", (event) => {
  const file = event.clipboardData?.files[0];
  const kind = file?.type.startsWith("image/") && can("photo") ? "photo" : "file";
  if (file && person && can(kind)) sendFile(file, kind);
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
    const met = await api.meet(account.id, field.value);
    field.value = "";
    openChat(met.id);
  } catch (error) {
    complain(error);
  }
};
$("account").onchange = () => {
  account = accounts.find((other) => other.id === $("account").value);
  person = undefined;
  $("chat").hidden = true;
  loadPeople();
};

accounts = await api.accounts();
account = accounts.find((other) => other.id === query.get("account")) ?? accounts[0];
if (!account) {
  $("empty").textContent = say("noAccounts");
} else {
  $("account").append(...accounts.map((other) => make("option", { value: other.id, textContent: other.name, selected: other === account })));
  $("account").hidden = accounts.length < 2;
  const everyone = await api.people(account.id);
  const wanted = query.get("person");
  const known = wanted ? await api.meet(account.id, wanted) : everyone[0] ?? (await api.meet(account.id, say("defaultPerson")));
  if (wanted || payload || matchMedia("(min-width: 721px)").matches) openChat(known.id);
  else loadPeople();
  const events = new EventSource("/api/events");
  events.onopen = () => (loadChat(), loadPeople());
  events.onmessage = (event) => {
    if (event.data === `${account.id}/${person}`) loadChat();
    loadPeople();
    refreshPanel();
  };
  setInterval(() => document.hidden || (loadPeople(), refreshPanel()), 5000);
}
