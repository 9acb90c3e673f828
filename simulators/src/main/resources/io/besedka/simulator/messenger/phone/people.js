// The list of people on the left.

import { language, make, say } from "./words.js";

function hue(text) {
  return [...text].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) % 360, 7);
}

export function avatar(name) {
  const node = make("span", { className: "avatar", textContent: [...name][0]?.toUpperCase() ?? "?" });
  node.style.setProperty("--hue", hue(name));
  return node;
}

/** What lies in brackets is a kind of message, which has a word in the locale. */
function last(row) {
  if (!row.lastAt) return say("notStarted");
  const kind = /^\[(\w+)\]$/.exec(row.last)?.[1];
  const text = kind ? say(kind) : row.last;
  return row.lastOurs ? text : `${say("me")}: ${text}`;
}

function row(one, current, open) {
  const time = one.lastAt ? new Date(one.lastAt).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" }) : "";
  const node = make("button", { type: "button", onclick: () => open(one.id) },
    avatar(one.name),
    make("span", { className: "lines" }, make("b", { textContent: one.name }), make("span", { textContent: last(one) })),
    make("time", { textContent: time }));
  node.setAttribute("aria-current", String(one.id === current));
  return node;
}

export function drawPeople(list, people, current, open) {
  list.replaceChildren(...people.map((one) => row(one, current, open)));
}
