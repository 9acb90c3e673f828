// Draws one message. Only text nodes and properties: nothing a bot sends is ever taken as HTML.

import { fileUrl } from "./api.js";
import { language, make, say } from "./words.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

/** Text with nested entities; offsets count UTF-16 units, as strings do here. */
function formatted(text, entities = []) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  let next = 0;
  const fill = (from, to) => {
    const nodes = [];
    let at = from;
    while (next < sorted.length && sorted[next].offset < to) {
      const entity = sorted[next++];
      const start = Math.max(entity.offset, at);
      const end = Math.min(entity.offset + entity.length, to);
      if (end <= start) continue;
      if (start > at) nodes.push(text.slice(at, start));
      const inner = fill(start, end);
      nodes.push(wrapped(entity, text.slice(start, end), inner));
      at = end;
    }
    if (at < to) nodes.push(text.slice(at, to));
    return nodes;
  };
  return fill(0, text.length);
}

function wrapped(entity, plain, inner) {
  if (TAGS[entity.type]) return make(TAGS[entity.type], {}, ...inner);
  if (entity.type === "spoiler") return make("span", { className: "spoiler" }, ...inner);
  const url = entity.type === "url" ? plain : entity.type === "text_link" ? entity.url : "";
  return /^https?:/i.test(url) ? link(url, ...inner) : make("span", {}, ...inner);
}

function link(url, ...inner) {
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...inner);
}

function size(bytes) {
  if (bytes < 1024) return say("bytes", { n: bytes });
  if (bytes < 1 << 20) return say("kilobytes", { n: Math.round(bytes / 1024) });
  return say("megabytes", { n: (bytes / (1 << 20)).toFixed(1) });
}

function card(sign, title, note, properties = {}) {
  const tag = properties.href ? "a" : "div";
  return make(tag, { className: "card", ...properties },
    make("span", { className: "sign", textContent: sign }),
    make("span", {}, title, make("small", { textContent: note })));
}

const DRAW = {
  text: () => null,
  photo: (bot, json) => {
    const photo = json.photo.at(-1);
    const image = make("img", { src: fileUrl(bot, photo.file_id), alt: json.caption ?? say("photo") });
    image.width = Math.min(photo.width, 480);
    image.height = Math.round((Math.min(photo.width, 480) * photo.height) / photo.width);
    image.style.height = "auto";
    return image;
  },
  sticker: (bot, json) => make("img", { className: "sticker", src: fileUrl(bot, json.sticker.file_id), alt: json.sticker.emoji }),
  video: (bot, json) => make("video", { src: fileUrl(bot, json.video.file_id), controls: true, preload: "metadata" }),
  video_note: (bot, json) => make("video", { src: fileUrl(bot, json.video_note.file_id), controls: true, preload: "metadata" }),
  animation: (bot, json) => make("video", { src: fileUrl(bot, json.animation.file_id), controls: true, loop: true, muted: true }),
  voice: (bot, json) => make("audio", { src: fileUrl(bot, json.voice.file_id), controls: true, preload: "metadata" }),
  audio: (bot, json) => make("audio", { src: fileUrl(bot, json.audio.file_id), controls: true, preload: "metadata" }),
  document: (bot, json) => {
    const name = json.document.file_name ?? say("file");
    return card("⇩", name, size(json.document.file_size ?? 0), { href: fileUrl(bot, json.document.file_id), download: name });
  },
  venue: (bot, json) => card("◎", json.venue.title, json.venue.address),
  location: (bot, json) => card("◎", say("location"), `${json.location.latitude}, ${json.location.longitude}`),
  contact: (bot, json) => card("☏", [json.contact.first_name, json.contact.last_name].filter(Boolean).join(" "), json.contact.phone_number),
};

export function summary(message) {
  return message.json.text ?? message.json.caption ?? say(message.kind);
}

function when(json) {
  const time = new Date(json.date * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  return make("span", { className: "when", textContent: json.edit_date ? `${say("edited")} ${time}` : time });
}

function quote(json, jump) {
  const replied = json.reply_to_message;
  if (!replied) return null;
  const text = replied.text ?? replied.caption ?? say("attachment");
  return make("button", { type: "button", className: "quote", textContent: text, onclick: () => jump(replied.message_id) });
}

function inlineButton(button, press) {
  const mark = button.style === "primary" ? "primary" : button.style === "danger" ? "danger" : "";
  if (button.url) return Object.assign(link(button.url, button.text + " ↗"), { className: mark });
  return make("button", { type: "button", className: mark, textContent: button.text, onclick: (event) => press(button, event.currentTarget) });
}

/** The whole line: bubble, reactions, inline keyboard. `hands` holds what the reader can do with it. */
export function line(bot, message, hands) {
  const { json } = message;
  const item = make("li", { className: message.fromBot ? "bot" : "own", id: "m" + message.id });
  const body = json.text ?? json.caption;
  const more = make("button", { type: "button", className: "icon more", textContent: "⋯", title: say("actions") });
  more.setAttribute("aria-label", say("actions"));
  more.onclick = () => hands.menu(message, more);
  const bubble = make("div", { className: "bubble" },
    quote(json, hands.jump),
    (DRAW[message.kind] ?? (() => make("i", { textContent: say("unknown") })))(bot, json),
    body ? make("span", { className: "words" }, ...formatted(body, json.entities ?? json.caption_entities)) : null,
    when(json), more);
  bubble.oncontextmenu = (event) => {
    if (String(getSelection())) return;
    event.preventDefault();
    hands.menu(message, more);
  };
  item.append(bubble);
  const faces = [...(message.botReactions ?? []), ...(message.personReactions ?? [])];
  if (faces.length) item.append(make("div", { className: "reactions" }, ...faces.map((face) => make("span", { textContent: face }))));
  const rows = json.reply_markup?.inline_keyboard ?? [];
  if (rows.length) {
    item.append(make("div", { className: "inline" },
      ...rows.map((row) => make("div", {}, ...row.map((button) => inlineButton(button, (b, node) => hands.press(message, b, node)))))));
  }
  return item;
}
