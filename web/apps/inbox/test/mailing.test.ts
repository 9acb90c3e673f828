import type { ClientList, ClientListPage } from "@besedka/api-client";
import { describe, expect, it } from "vitest";
import { parseRoute, routePath } from "../src/app/route";
import { everyList } from "../src/features/project/api/mailingApi";
import { finished } from "../src/features/mailing/components/SegmentEditor";
import { blocksLike } from "../src/features/mailing/state/blocksLike";
import { audienceOf, changeOf, draftOf, EMPTY_DRAFT, wishOf } from "../src/features/mailing/state/draft";
import { clientIds, platformIds } from "../src/features/mailing/state/ids";
import { reachOf } from "../src/features/mailing/state/reach";

describe("mailing", () => {
  it("reads numbers of clients out of whatever was pasted, each once", () => {
    expect(clientIds("client,name\r\n101,Anna\n102;103 101")).toEqual([101, 102, 103]);
    expect(clientIds("nobody")).toEqual([]);
  });

  it("takes a provider's ids as they are, one a line or with commas", () => {
    expect(platformIds(' 79990001122@c.us\n"anna@shop.example", @boris;@boris\n\n')).toEqual(["79990001122@c.us", "anna@shop.example", "@boris"]);
  });

  it("names an audience only when it is whole", () => {
    const nothing = { kind: "list" as const, list: undefined, ids: "", connection: undefined };
    expect(audienceOf(nothing)).toBeUndefined();
    expect(audienceOf({ ...nothing, list: 5 })).toEqual({ list: 5 });
    expect(audienceOf({ ...nothing, kind: "platform", ids: "a" })).toBeUndefined();
    expect(audienceOf({ ...nothing, kind: "platform", ids: "a", connection: 7 })).toEqual({ connection: 7, platformIds: ["a"] });
    expect(audienceOf({ ...nothing, kind: "clients", ids: Array.from({ length: 10_001 }, (_, i) => i).join(",") })).toBeUndefined();
  });

  it("makes of a broadcast the form that asks for the same", () => {
    const broadcast = {
      id: 5, name: "News", state: "draft" as const, author: { kind: "operator", id: 1 }, audience: { connection: 7, platformIds: ["a", "b"] },
      content: { text: "**Hi** #{name}", markup: true, parts: [
        { type: "attachment" as const, media: "PHOTO" as const, fileId: 8 },
        { type: "buttons" as const, inline: true, oneTime: false, lines: [[{ label: "Yes", kind: "TEXT" as const }]] },
      ] },
      shift: 1.5, at: "2026-05-04T09:30:00.000Z", quietHours: { from: "22:00:00", to: "08:00" }, oncePerPerson: true, optOutWords: false,
      counts: { total: 0, excluded: 0, handedOver: 0, declined: 0, left: 0 }, createdAt: "2026-05-04T09:00:00Z",
    };
    const draft = draftOf(broadcast, "Europe/Moscow");
    expect(draft).toMatchObject({ day: "2026-05-04", time: "12:30", labels: ["Yes"], quiet: { from: "22:00", to: "08:00" } });
    const wish = wishOf(draft, [], "Europe/Moscow");
    expect(wish).toMatchObject({ audience: broadcast.audience, content: broadcast.content, shift: 1.5, at: broadcast.at, oncePerPerson: true, optOutWords: false });
    expect(wish && changeOf({ ...wish, at: undefined, quietHours: undefined, draft: true })).toMatchObject({ at: null, quietHours: null });
    expect(draftOf({ ...broadcast, content: undefined, block: 12 }, "UTC")).toMatchObject({ says: "block", block: 12, text: "" });
    expect(wishOf(EMPTY_DRAFT, [], "UTC")).toBeUndefined();
  });

  it("makes of a broadcast with a template the form that asks for the same", () => {
    const part = { type: "template" as const, name: "track", language: "ru", parameters: ["#{name}"], buttons: [{ index: 1, kind: "TEXT" as const, label: "Thanks", value: "p" }] };
    const content = { text: "#{name}, ready", markup: false, parts: [{ type: "attachment" as const, media: "PHOTO" as const, fileId: 8 }, part] };
    const draft = draftOf({
      id: 5, name: "News", state: "draft", author: { kind: "operator", id: 1 }, audience: { list: 3 }, content, shift: 1, oncePerPerson: false, optOutWords: false,
      counts: { total: 0, excluded: 0, handedOver: 0, declined: 0, left: 0 }, createdAt: "2026-05-04T09:00:00Z",
    }, "UTC");
    expect(draft).toMatchObject({ says: "template", text: "", template: { part, words: "#{name}, ready" } });
    expect(wishOf(draft, [{ type: "attachment", media: "FILE", fileId: 9 }], "UTC")?.content).toEqual(content);
    expect(wishOf({ ...draft, template: undefined }, [], "UTC")).toBeUndefined();
  });

  it("tells whom a template does not reach", () => {
    const connection = (id: number, templates: boolean) => ({ id, channel: "x", name: `C${id}`, paused: false, templates, health: { state: "ok" as const } });
    const [shop, other, bot] = [connection(1, true), connection(2, true), connection(3, false)];
    const list = { kind: "list" as const, list: 4, ids: "", connection: undefined };
    const named = (id: number) => ({ ...list, kind: "platform" as const, connection: id });
    expect(reachOf(list, [shop], 1)).toEqual({ kind: "all" });
    expect(reachOf(list, [shop, bot], 1)).toEqual({ kind: "some" });
    expect(reachOf(named(1), [shop, other, bot], 1)).toEqual({ kind: "all" });
    expect(reachOf(named(2), [shop, other, bot], 1)).toEqual({ kind: "another", name: "C2" });
    expect(reachOf(named(3), [shop, other, bot], 1)).toEqual({ kind: "nobody", name: "C3" });
  });

  it("finds blocks by words of their flow, name and text, or by number", () => {
    const blocks = [
      { number: 12, flowId: 1, flow: "Shop", id: "hello", name: "Greeting", kind: "start" as const, text: "Good day" },
      { number: 120, flowId: 1, flow: "Shop", id: "sale", kind: "state" as const },
    ];
    expect(blocksLike(blocks, "")).toHaveLength(2);
    expect(blocksLike(blocks, "shop DAY")).toEqual([blocks[0]]);
    expect(blocksLike(blocks, "№12")).toEqual([blocks[0]]);
    expect(blocksLike(blocks, "sale hello")).toEqual([]);
  });

  it("leaves half written conditions out", () => {
    const variables = [{ name: "city", op: "EQ" as const, values: [] }, { name: "", op: "SET" as const }, { name: "plan", op: "SET" as const, values: ["left over"] }];
    expect(finished({ variables }).variables).toEqual([{ name: "plan", op: "SET" }]);
  });

  it("has addresses that lead back", () => {
    for (const path of ["/inbox/3/broadcasts", "/inbox/3/broadcasts/new", "/inbox/3/broadcasts/12", "/inbox/3/broadcasts/12/edit", "/inbox/3/lists/4"]) expect(routePath(parseRoute(path))).toBe(path);
  });

  it("reads every page of lists", async () => {
    const asked: (number | undefined)[] = [];
    const list = (id: number) => ({ id, name: `List ${id}`, kind: "manual" }) as ClientList;
    const read = await everyList((after) => {
      asked.push(after);
      const pages: Record<string, ClientListPage> = {
        undefined: { lists: [list(9), list(8)], next: 8 }, 8: { lists: [list(7)], next: 7 }, 7: { lists: [] },
      };
      return Promise.resolve(pages[String(after)]!);
    });
    expect(read.lists.map((one) => one.id)).toEqual([9, 8, 7]);
    expect(asked).toEqual([undefined, 8, 7]);
  });
});
