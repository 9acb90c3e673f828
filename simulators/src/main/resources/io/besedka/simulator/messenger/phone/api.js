// Speaks to the simulator. Every call throws an Error with the simulator's own words when it is refused.

async function ask(path, options) {
  const answer = await fetch("/api" + path, options);
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error ?? answer.statusText);
  return json;
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

const part = encodeURIComponent;
const at = (account, person) => `/accounts/${part(account)}/people/${part(person)}`;

export const look = () => ask("/look");
export const accounts = () => ask("/accounts");
export const people = (account) => ask(`/accounts/${part(account)}/people`);
export const meet = (account, name) => post(`/accounts/${part(account)}/people`, { name });
export const chat = (account, person) => ask(at(account, person));
export const does = (account, person, deed, body = {}) => post(`${at(account, person)}/${deed}`, body);
export const fileUrl = (id) => `/api/files/${id}`;
export const misfortune = () => ask("/misfortune");
export const letHappen = (rule) => post("/misfortune", rule);
export const calm = (id) => ask("/misfortune" + (id ? "?id=" + id : ""), { method: "DELETE" });

export function sendFile(account, person, file, kind, fields) {
  const form = new FormData();
  form.append("kind", kind);
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file, file.name);
  return ask(`${at(account, person)}/file`, { method: "POST", body: form });
}
