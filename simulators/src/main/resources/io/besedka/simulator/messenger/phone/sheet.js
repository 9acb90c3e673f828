// The one dialog: a notice, a list to pick from, or a few fields to fill in.

import { make, say } from "./words.js";

const dialog = document.getElementById("sheet");

function open(...inside) {
  dialog.replaceChildren(...inside);
  dialog.showModal();
}

function close() {
  dialog.close();
}

function ends(...buttons) {
  return make("div", { className: "ends" }, ...buttons);
}

export function notice(text) {
  open(make("p", { textContent: text }), ends(make("button", { className: "wide", textContent: say("ok"), onclick: close })));
}

/** A list menu; `picked` gets the row. */
export function pick(menu, picked) {
  const row = (one) => make("button", {
    type: "button",
    className: "row",
    onclick: () => {
      close();
      picked(one);
    },
  }, one.title, one.description ? make("small", { textContent: one.description }) : null);
  const sections = menu.sections.flatMap((section) => [
    section.title ? make("h3", { textContent: section.title }) : null,
    ...section.rows.map(row),
  ]);
  open(make("h2", { textContent: menu.button }), ...sections.filter(Boolean),
    ends(make("button", { type: "button", className: "plain", textContent: say("cancel"), onclick: close })));
}

/** Fields by name with their first values; `done` gets them filled in, all of them. */
export function fill(title, fields, done) {
  const inputs = Object.entries(fields).map(([name, value]) => [name, make("input", { value, maxLength: 200, required: true })]);
  const form = make("form", {},
    make("h2", { textContent: title }),
    ...inputs.map(([name, input]) => make("label", {}, say("field_" + name), input)),
    ends(make("button", { type: "button", className: "plain", textContent: say("cancel"), onclick: close }),
      make("button", { className: "wide", textContent: say("send") })));
  form.onsubmit = (event) => {
    event.preventDefault();
    close();
    done(Object.fromEntries(inputs.map(([name, input]) => [name, input.value.trim()])));
  };
  open(form);
}
