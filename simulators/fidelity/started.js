// Starts one simulator for a judge's tests and speaks to its people's face.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const java = process.env.SIMULATORS_JAVA ?? "java";
const jar = process.env.SIMULATORS_JAR;

/** Starts the simulator of this word alone; `stop` ends it. */
export async function started(word) {
  assert.ok(jar, "SIMULATORS_JAR must name the simulators' jar");
  const child = spawn(java, ["-jar", jar, "--port", "0", "--only", word], { stdio: ["ignore", "pipe", "inherit"] });
  const died = once(child, "exit").then(([code]) => assert.fail(`the simulator ended with code ${code}`));
  died.catch(() => {});
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), "line"), died]);
  const root = line.split(" ")[1];
  return { root, stop: () => child.kill(), ...face(root) };
}

function face(root) {
  async function api(path, body) {
    const answer = await fetch(root + path, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const json = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(json));
    return json;
  }

  /** Someone with a phone in the chat with that account: does deeds, reads bubbles. */
  async function person(account, name) {
    const people = `/api/accounts/${encodeURIComponent(account)}/people`;
    const { id } = await api(people, { name });
    const chat = `${people}/${encodeURIComponent(id)}`;
    return {
      id,
      does: (deed, body = {}) => api(`${chat}/${deed}`, body),
      sees: async () => (await api(chat)).bubbles.filter((bubble) => bubble.side === "us"),
      chat: () => api(chat),
    };
  }

  return { api, person };
}

/** The first call of what `register` is given. */
export function heard(register) {
  return new Promise((resolve) => register((...args) => resolve(args)));
}

/** Waits until `look` gives something that holds, at most 10 s. */
export async function awaits(look, holds) {
  const end = Date.now() + 10_000;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    assert.ok(Date.now() < end, `waited in vain: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
