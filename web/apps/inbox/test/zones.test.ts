import { expect, test } from "vitest";
import { zonesLike, zonesWith } from "../src/features/settings/state/zones";

const NAMES: Record<string, string> = { "Europe/Moscow": "Москва, GMT+3", "Europe/Berlin": "Центральная Европа, GMT+1", "America/New_York": "Восточная Америка, GMT-5", "Asia/Yekaterinburg": "Екатеринбург, GMT+5" };
const like = (query: string) => zonesLike(Object.keys(NAMES), query, (zone) => NAMES[zone] ?? zone);

test("a zone is found by its place and by what it is called", () => {
  expect(like("mosc")).toEqual(["Europe/Moscow"]);
  expect(like("МОСКВА")).toEqual(["Europe/Moscow"]);
  expect(like("new york")).toEqual(["America/New_York"]);
  expect(like("New_York")).toEqual(["America/New_York"]);
  expect(like("gmt+5")).toEqual(["Asia/Yekaterinburg"]);
  expect(like("europe gmt+1")).toEqual(["Europe/Berlin"]);
  expect(like("atlantis")).toEqual([]);
  expect(like("")).toHaveLength(4);
});

test("where a word begins comes before where it only occurs", () => {
  expect(like("е")).toEqual(["Europe/Berlin", "Asia/Yekaterinburg", "America/New_York"]);
});

test("the project's own zone is offered even if the browser does not know it", () => {
  expect(zonesWith("Etc/GMT-3")).toContain("Etc/GMT-3");
  expect(zonesWith("UTC").filter((one) => one === "UTC")).toHaveLength(1);
});
