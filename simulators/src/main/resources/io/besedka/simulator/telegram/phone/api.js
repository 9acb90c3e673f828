// Speaks to the simulator. Every call throws an Error with the simulator's own words when it is refused.

async function ask(path, options) {
  const answer = await fetch("/api" + path, options);
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error ?? answer.statusText);
  return json;
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const bots = () => ask("/bots");
export const people = (bot) => ask(`/bots/${bot}/people`);
export const meet = (bot, name) => post(`/bots/${bot}/people`, { name });
export const chat = (bot, person) => ask(`/bots/${bot}/people/${person}`);
export const does = (bot, person, deed, body = {}) => post(`/bots/${bot}/people/${person}/${deed}`, body);
export const fileUrl = (bot, id) => `/api/bots/${bot}/files/${id}`;
export const misfortune = () => ask("/misfortune");
export const letHappen = (rule) => post("/misfortune", rule);
export const calm = (id) => ask("/misfortune" + (id ? "?id=" + id : ""), { method: "DELETE" });

export function sendFile(bot, person, file, kind, fields) {
  const form = new FormData();
  form.append("kind", kind);
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file, file.name);
  return ask(`/bots/${bot}/people/${person}/file`, { method: "POST", body: form });
}
