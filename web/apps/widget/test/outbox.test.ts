import { describe, expect, test } from "vitest";
import { drain, LIMIT, Outbox, type Entry, type Outcome } from "../src/frame/outbox";
import { memoryStore } from "../src/frame/store";

const entry = (key: string): Entry => ({ key, at: "2026-11-21T05:00:00Z", content: { text: key, markup: false, parts: [] } });
const keys = (outbox: Outbox) => outbox.all().map((one) => one.key);
const nothing = () => {};

function filled(...names: string[]) {
  const store = memoryStore();
  const outbox = new Outbox(store, "outbox");
  names.forEach((name) => outbox.add(entry(name)));
  return { store, outbox };
}

describe("the outbox", () => {
  test("outlives the page", () => {
    const { store, outbox } = filled("a");
    outbox.add({ ...entry("b"), press: { seq: 7, index: 1 }, page: { url: "https://example.org/", title: "Shop" } });
    expect(new Outbox(store, "outbox").all()).toEqual([entry("a"), { ...entry("b"), press: { seq: 7, index: 1 }, page: { url: "https://example.org/", title: "Shop" } }]);
  });

  test("reads rubbish as nothing", () => {
    for (const rubbish of ["", "{", "7", "null", '{"a":1}', '[null,7,{"key":3},{"key":"x"}]']) {
      const store = memoryStore();
      store.set("outbox", rubbish);
      expect(new Outbox(store, "outbox").all(), rubbish).toEqual([]);
    }
  });

  test("is not endless", () => {
    const { outbox } = filled(...Array.from({ length: LIMIT }, (_, at) => `k${at}`));
    expect(outbox.add(entry("more"))).toBe(false);
    expect(outbox.all()).toHaveLength(LIMIT);
  });
});

describe("draining", () => {
  test("sends in order, each once, and leaves nothing", async () => {
    const { outbox } = filled("a", "b", "c");
    const sent: string[] = [];
    const wait = await drain(outbox, async (one) => ({ kind: "taken", seq: sent.push(one.key) }), nothing);
    expect(sent).toEqual(["a", "b", "c"]);
    expect([wait, keys(outbox)]).toEqual([0, []]);
  });

  test("stops at an unreachable server and goes on with the same entry, under the same key", async () => {
    const { outbox } = filled("a", "b", "c");
    const tried: string[] = [];
    const send = async (one: Entry): Promise<Outcome> => (tried.push(one.key) === 2 ? { kind: "later" } : { kind: "taken", seq: 1 });
    expect(await drain(outbox, send, nothing)).toBeUndefined();
    expect(keys(outbox)).toEqual(["b", "c"]);
    expect(await drain(outbox, send, nothing)).toBe(0);
    expect(tried).toEqual(["a", "b", "b", "c"]);
  });

  test("waits as long as the server asks", async () => {
    const { outbox } = filled("a");
    expect(await drain(outbox, async () => ({ kind: "later", afterMs: 7000 }), nothing)).toBe(7000);
  });

  test("a refused entry waits for the visitor and holds up nobody", async () => {
    const { outbox } = filled("bad", "good");
    await drain(outbox, async (one) => (one.key === "bad" ? { kind: "refused", why: "422" } : { kind: "taken", seq: 1 }), nothing);
    expect(outbox.all()).toEqual([{ ...entry("bad"), refused: "422" }]);
    outbox.add(entry("new"));
    outbox.retry("bad");
    expect(keys(outbox)).toEqual(["new", "bad"]);
    expect(outbox.head()?.key).toBe("new");
  });

  test("takes along what is written meanwhile", async () => {
    const { outbox } = filled("a");
    const sent: string[] = [];
    await drain(outbox, async (one) => {
      if (one.key === "a") outbox.add(entry("b"));
      return { kind: "taken", seq: sent.push(one.key) };
    }, nothing);
    expect(sent).toEqual(["a", "b"]);
  });

  test("however often answers are lost, the server takes each key once and in order", async () => {
    for (let seed = 1; seed <= 100; seed++) {
      let state = seed;
      const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
      const { outbox } = filled(...Array.from({ length: 20 }, (_, at) => `k${at}`));
      const taken: string[] = [];
      const server = async (one: Entry): Promise<Outcome> => {
        if (random() < 0.3) return { kind: "later" };
        if (!taken.includes(one.key)) taken.push(one.key);
        return random() < 0.3 ? { kind: "later" } : { kind: "taken", seq: taken.indexOf(one.key) + 1 };
      };
      while (outbox.head()) await drain(outbox, server, nothing);
      expect(taken, `seed ${seed}`).toEqual(Array.from({ length: 20 }, (_, at) => `k${at}`));
    }
  });
});
