// Draws one message. Only text nodes and properties: nothing an account sends is ever taken as HTML.

import { fileUrl } from "./api.js";
import { language, make, say } from "./words.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote",
};

/** Text with nested marks; offsets count UTF-16 units, as strings do here. */
function formatted(text, marks) {
  const sorted = [...marks].sort((a, b) => a.offset - b.offset || b.length - a.length);
  let next = 0;
  const fill = (from, to) => {
    const nodes = [];
    let at = from;
    while (next < sorted.length && sorted[next].offset < to) {
      const mark = sorted[next++];
      const start = Math.max(mark.offset, at);
      const end = Math.min(mark.offset + mark.length, to);
      if (end <= start) continue;
      if (start > at) nodes.push(...linked(text.slice(at, start)));
      const inner = fill(start, end);
      nodes.push(wrapped(mark, inner));
      at = end;
    }
    if (at < to) nodes.push(...linked(text.slice(at, to)));
    return nodes;
  };
  return fill(0, text.length);
}

function wrapped(mark, inner) {
  if (TAGS[mark.kind]) return make(TAGS[mark.kind], {}, ...inner);
  return isWeb(mark.url) ? link(mark.url, ...inner.map((node) => node.textContent ?? node)) : make("span", {}, ...inner);
}

/** Plain text with its web addresses made into links. */
function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,!?;:)])/).map((piece, i) => (i % 2 ? link(piece, piece) : piece));
}

export const isWeb = (url) => /^https?:/i.test(url ?? "");

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

function picture(file, className) {
  const image = make("img", { src: fileUrl(file.fileId), alt: file.name || say(file.kind), className });
  if (file.width && file.height) {
    image.width = Math.min(file.width, 480);
    image.height = Math.round((image.width * file.height) / file.width);
    image.style.height = "auto";
  }
  return image;
}

function attachment(file) {
  // Only what the simulator holds can be shown; what is known by its address alone becomes a link.
  if (!file.fileId) {
    const to = isWeb(file.url) ? { href: file.url, target: "_blank", rel: "noopener noreferrer" } : {};
    return card("⇗", file.name || say(file.kind), file.url, to);
  }
  const source = { src: fileUrl(file.fileId), controls: true, preload: "metadata" };
  if (file.kind === "photo") return picture(file, "");
  if (file.kind === "sticker") return picture(file, "sticker");
  if (file.kind === "video") return make("video", source);
  if (file.kind === "audio" || file.kind === "voice") return make("audio", source);
  const name = file.name || say("file");
  return card("⇩", name, size(file.size), { href: fileUrl(file.fileId), download: name });
}

const NAMED = { primary: "#2f6fd0", positive: "#2d7f4e", negative: "#b3402f" };

/** White or black, whichever reads better on the colour. */
function onPaint(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  return r * 0.299 + g * 0.587 + b * 0.114 > 150 ? "#161a19" : "#fff";
}

/** A button of a message, a card or the keyboard. */
export function button(one, press) {
  const node = one.press === "link" && isWeb(one.url)
    ? link(one.url, one.label + " ↗")
    : make("button", { type: "button", textContent: one.label, onclick: (event) => press(one, event.currentTarget) });
  const paint = NAMED[one.colour] ?? one.colour;
  if (/^#[0-9a-f]{6}$/i.test(paint)) {
    node.classList.add("coloured");
    node.style.setProperty("--paint", paint);
    node.style.setProperty("--on-paint", onPaint(paint));
  }
  return node;
}

export function summary(bubble) {
  const { content } = bubble;
  if (content.text) return content.text;
  if (content.attachments.length) return say(content.attachments[0].kind);
  return say(content.place ? "location" : content.contact ? "contact" : "attachment");
}

function ticks(bubble) {
  if (bubble.side === "us") return null;
  const read = bubble.state.status === "read";
  return make("span", { className: read ? "read" : "", textContent: read ? " ✓✓" : " ✓", title: say(read ? "read" : "sent") });
}

function when(bubble) {
  const time = new Date(bubble.at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  return make("span", { className: "when" }, bubble.state.edited ? `${say("edited")} ${time}` : time, ticks(bubble));
}

function quote(bubble, find, jump) {
  if (!bubble.replyTo) return null;
  const replied = find(bubble.replyTo);
  const text = replied ? summary(replied) : say("attachment");
  return make("button", { type: "button", className: "quote", textContent: text, onclick: () => jump(bubble.replyTo) });
}

function tags(bubble) {
  const { content } = bubble;
  return [
    content.comment ? say("commentUnder", { post: content.comment }) : null,
    content.template ? say("templateNamed", { template: content.template }) : null,
    bubble.outside ? say("fromOutside") : null,
  ].filter(Boolean).map((text) => make("span", { className: "tag", textContent: text }));
}

function deck(bubble, hands) {
  return make("div", { className: "deck", tabIndex: 0 }, ...bubble.content.cards.map((one) => make("article", {},
    one.image?.fileId ? picture(one.image, "") : one.image ? attachment(one.image) : null,
    one.title ? make("b", { textContent: one.title }) : null,
    one.subtitle ? make("small", { textContent: one.subtitle }) : null,
    ...one.buttons.map((b) => button(b, (pressed, node) => hands.press(bubble, pressed, node))))));
}

/** The whole line: bubble, reactions, buttons, cards. `hands` holds what the reader can do with it. */
export function line(bubble, hands) {
  const { content, state } = bubble;
  const item = make("li", { className: bubble.side === "us" ? "bot" : "own" });
  const more = make("button", { type: "button", className: "icon more", textContent: "⋯", title: say("actions") });
  more.setAttribute("aria-label", say("actions"));
  more.onclick = () => hands.menu(bubble, more);
  const body = make("div", { className: "bubble" },
    ...tags(bubble),
    content.subject ? make("b", { className: "subject", textContent: content.subject }) : null,
    quote(bubble, hands.find, hands.jump),
    ...content.attachments.map(attachment),
    content.place ? card("◎", content.place.title || say("location"), content.place.address || `${content.place.latitude}, ${content.place.longitude}`) : null,
    content.contact ? card("☏", content.contact.name, content.contact.phone) : null,
    content.text ? make("span", { className: "words" }, ...formatted(content.text, content.marks)) : null,
    when(bubble),
    state.status === "failed" ? make("span", { className: "failed", textContent: say("undelivered", { why: state.reason }) }) : null,
    hands.canAct(bubble) ? more : null);
  body.oncontextmenu = (event) => {
    if (String(getSelection()) || !hands.canAct(bubble)) return;
    event.preventDefault();
    hands.menu(bubble, more);
  };
  item.append(body);
  if (content.cards.length) item.append(deck(bubble, hands));
  const faces = [state.ourReaction, state.theirReaction].filter(Boolean);
  if (faces.length) item.append(make("div", { className: "reactions" }, ...faces.map((face) => make("span", { textContent: face }))));
  const rows = content.buttons.map((row) => make("div", {}, ...row.map((b) => button(b, (one, node) => hands.press(bubble, one, node)))));
  if (content.menu) rows.push(make("div", {}, make("button", { type: "button", textContent: "☰ " + content.menu.button, onclick: () => hands.open(content.menu) })));
  if (rows.length) item.append(make("div", { className: "inline" }, ...rows));
  return item;
}
