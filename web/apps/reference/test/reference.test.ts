import { expect, test } from "vitest";
import document from "virtual:openapi";
import texts from "virtual:texts";
import { operationsOf, typeOf, type Operation } from "../src/description";
import { exampleOf } from "../src/example";
import { curl, missing, pretty, prepared } from "../src/request";

const operations = operationsOf(document);
const named = (id: string): Operation => {
  const found = operations.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
};

test("every operation of the description is shown, in a group that is described", () => {
  expect(operations.length).toBeGreaterThan(70);
  const groups = new Set(document.tags.map((tag) => tag.name));
  expect(operations.filter((one) => !groups.has(one.tag)).map((one) => one.id)).toEqual([]);
  expect(operations.filter((one) => one.responses.some(({ response }) => response?.description === undefined))).toEqual([]);
});

test("who may call is said in both languages", () => {
  const callers = new Set(operations.flatMap((one) => one.callers));
  for (const caller of callers) for (const book of [texts.en, texts.ru]) expect(book[`reference.caller.${caller}`], caller).toBeTruthy();
});

test("every body has an example with its required members", () => {
  for (const { id, body } of operations) {
    if (body?.type !== "application/json") continue;
    const example = exampleOf(document, body.schema) as Record<string, unknown>;
    for (const member of body.schema.required ?? []) expect(example, id).toHaveProperty(member);
  }
  expect(exampleOf(document, { type: "object", required: ["at"], properties: { at: { type: "string", format: "date-time" }, more: { type: "string" } } }))
    .toEqual({ at: "2026-01-31T12:00:00Z" });
});

test("a schema that holds itself has an end", () => {
  const circle = { ...document, components: { schemas: { Tree: { type: "object", required: ["child"], properties: { child: { $ref: "#/components/schemas/Tree" } } } } } };
  expect(JSON.stringify(exampleOf(circle, { $ref: "#/components/schemas/Tree" })).length).toBeLessThan(200);
});

test("a request is put together from what was filled in", () => {
  const send = named("sendMessage");
  const values = { "path.project": "1", "path.conversation": "a/b", "header.Idempotency-Key": "k1" };
  expect(missing(send, { "path.project": "1" })).toEqual(["conversation"]);
  expect(prepared(send, values, "{}", { kind: "key", key: "bsk_x" })).toEqual({
    url: "/v1/projects/1/conversations/a%2Fb/messages", method: "POST", body: "{}",
    headers: { "Idempotency-Key": "k1", Authorization: "Bearer bsk_x", "Content-Type": "application/json" },
  });
  const list = prepared(named("listClients"), { "path.project": "1", "query.tag": "a b", "query.limit": "" }, undefined, { kind: "session", csrf: "c" });
  expect(list).toEqual({ url: "/v1/projects/1/clients?tag=a+b", method: "GET", headers: {}, body: undefined });
});

test("the command to copy holds no secret and survives quotes", () => {
  const request = prepared(named("sendMessage"), { "path.project": "1", "path.conversation": "2" }, `{"text":"it's"}`, { kind: "key", key: "bsk_secret" });
  const command = curl("http://h", request);
  expect(command).toContain('"Authorization: Bearer $KEY"');
  expect(command).toContain(`'{"text":"it'\\''s"}'`);
  expect(command).not.toContain("bsk_secret");
});

test("types are told in a few words, and what is no JSON is shown as it is", () => {
  expect(typeOf({ type: ["string", "null"] })).toBe("string | null");
  expect(typeOf({ type: "array", items: { $ref: "#/components/schemas/ClientCard" } })).toBe("ClientCard[]");
  expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(pretty("<html>")).toBe("<html>");
});
