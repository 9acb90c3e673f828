// The panel of misfortune: says in plain words what shall go wrong, shows what is in force and what happened.

import { calm, letHappen, misfortune } from "./api.js";
import { has, make, say } from "./words.js";

const CALLS = ["too_many", "server_error", "slow", "answer_dropped", "call_dropped", "unauthorized", "forbidden"];
const UPDATES = ["duplicated", "reordered", "delayed", "unknown_kind", "malformed"];
const WITH_SECONDS = ["too_many", "slow", "delayed"];

export function openPanel(details, complain) {
  const inside = details.querySelector(".inside");
  const kind = make("select", { name: "kind" }, group("toBot", CALLS), group("fromYou", UPDATES));
  const seconds = make("input", { type: "number", min: 1, max: 3600, value: 5 });
  const secondsRow = make("label", { className: "row" }, say("seconds"), seconds);
  const amount = make("input", { type: "number", min: 1, max: 1000, value: 1 });
  const mode = make("select", {}, ...["times", "during", "percent"].map((value) => make("option", { value, textContent: say(value) })));
  kind.setAttribute("aria-label", say("misfortune"));
  mode.setAttribute("aria-label", say("howLong"));
  amount.setAttribute("aria-label", say("howLong"));
  const rules = make("ul");
  const counters = make("dl");
  const form = make("form", {}, kind, secondsRow, make("div", { className: "row" }, amount, mode),
    make("button", { className: "wide", textContent: say("letHappen") }));
  const everything = make("button", { type: "button", className: "plain", textContent: say("calm") });
  inside.append(make("p", { textContent: say("misfortuneAbout") }), form, rules, everything, counters);

  const show = (state) => {
    rules.replaceChildren(...state.rules.map((rule) => {
      const off = make("button", { type: "button", className: "plain", textContent: "×", title: say("cancel") });
      off.onclick = () => attempt(() => calm(rule.id));
      return make("li", {}, ruleText(rule), off);
    }));
    everything.hidden = !state.rules.length;
    counters.replaceChildren(...Object.entries(state.counters).flatMap(([name, count]) => [
      make("dt", { textContent: has("count_" + name) ? say("count_" + name) : name }),
      make("dd", { textContent: count }),
    ]));
  };
  const attempt = (what) => what().then(show, complain);
  const adapt = () => (secondsRow.hidden = !WITH_SECONDS.includes(kind.value));
  kind.onchange = adapt;
  adapt();
  form.onsubmit = (event) => {
    event.preventDefault();
    const rule = { kind: kind.value, seconds: Number(seconds.value) };
    if (mode.value === "times") rule.times = Number(amount.value);
    if (mode.value === "during") rule.for_seconds = Number(amount.value);
    if (mode.value === "percent") rule.chance = Math.min(100, Number(amount.value)) / 100;
    attempt(() => letHappen(rule));
  };
  everything.onclick = () => attempt(() => calm());
  details.ontoggle = () => details.open && attempt(misfortune);
  return () => details.open && attempt(misfortune);
}

function group(label, kinds) {
  const options = kinds.map((value) => make("option", { value, textContent: say("kind_" + value) }));
  return make("optgroup", { label: say(label) }, ...options);
}

function ruleText(rule) {
  const name = has("count_" + rule.kind) ? say("count_" + rule.kind) : rule.kind;
  const rest = rule.left > 0 ? say("left", { n: rule.left })
    : rule.until ? say("until", { time: new Date(rule.until).toLocaleTimeString() })
    : say("chance", { n: Math.round(rule.chance * 100) });
  return `${name} — ${rest}`;
}
