import { describe, expect, it } from "vitest";
import { parseRoute, routePath } from "../src/app/route";
import { audienceOf } from "../src/features/mailing/components/AudiencePicker";
import { finished } from "../src/features/mailing/components/SegmentEditor";
import { clientIds, platformIds } from "../src/features/mailing/state/ids";

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

  it("leaves half written conditions out", () => {
    const variables = [{ name: "city", op: "EQ" as const, values: [] }, { name: "", op: "SET" as const }, { name: "plan", op: "SET" as const, values: ["left over"] }];
    expect(finished({ variables }).variables).toEqual([{ name: "plan", op: "SET" }]);
  });

  it("has addresses that lead back", () => {
    for (const path of ["/inbox/3/broadcasts", "/inbox/3/broadcasts/12", "/inbox/3/lists/4"]) expect(routePath(parseRoute(path))).toBe(path);
  });
});
