import { Problem } from "@besedka/api-client";
import { expect, test } from "vitest";
import { parseLiteral, parseMarkup, type Mark } from "../src/features/conversation/state/markup";
import { previewText } from "../src/features/list/state/previewText";
import { systemText } from "../src/features/list/state/systemText";
import { parseRoute, routePath } from "../src/app/route";
import { faultText } from "../src/shared/faultText";
import { fileSize } from "../src/shared/fileSize";
import { relativeTime } from "../src/shared/relativeTime";
import { timeLeft } from "../src/shared/timeLeft";
import { translator } from "../src/shared/translate";

const ru = translator("ru");
const en = translator("en");
const plain = (marks: Mark[]): string => marks.map((mark) => ("text" in mark ? mark.text : plain(mark.inside))).join("");

test("markup nests and keeps what is malformed", () => {
  expect(parseMarkup("**a *b* c**")).toEqual([{ kind: "bold", inside: [{ kind: "text", text: "a " }, { kind: "italic", inside: [{ kind: "text", text: "b" }] }, { kind: "text", text: " c" }] }]);
  for (const text of ["2 * 3 * 4", "**open", "a ** b", "[x](", "`", "****", "[a](javascript:alert(1))"]) expect(plain(parseMarkup(text))).toBe(text);
  expect(plain(parseMarkup("\\*not\\*"))).toBe("*not*");
});

test("only harmless addresses become links", () => {
  expect(parseMarkup("[a](https://b.example)")).toEqual([{ kind: "link", href: "https://b.example", inside: [{ kind: "text", text: "a" }] }]);
  for (const address of ["javascript:alert(1)", "data:text/html,x", " JavaScript:x", "//evil.example"])
    expect(parseMarkup(`[a](${address})`).some((mark) => mark.kind === "link")).toBe(false);
  expect(parseLiteral("see https://a.example/b, ok")).toEqual([
    { kind: "text", text: "see " }, { kind: "link", href: "https://a.example/b", inside: [{ kind: "text", text: "https://a.example/b" }] }, { kind: "text", text: ", ok" },
  ]);
});

test("a hostile text is read in reasonable steps", () => {
  const text = "*".repeat(4_000) + "[".repeat(4_000);
  expect(plain(parseMarkup(text)).length).toBeLessThanOrEqual(text.length);
});

test("plural forms are of the language", () => {
  expect([1, 3, 5].map((count) => ru("inbox.nothing.waiting", { count }))).toEqual(["Ответа ждёт 1 разговор", "Ответа ждут 3 разговора", "Ответа ждут 5 разговоров"]);
  expect(en("inbox.nothing.waiting", { count: 1 })).toBe("1 conversation is waiting");
});

test("tags of previews and system keys are told in words", () => {
  expect(previewText("[photo]", ru)).toBe("Фото");
  expect(previewText("[photo] on the table", en)).toBe("Photo: on the table");
  expect(previewText("[whatever]", en)).toBe("[whatever]");
  expect(systemText("system.taken", "Анна", ru)).toBe("Разговор взят · Анна");
  expect(systemText("system.brand_new", undefined, en)).toBe("brand new");
});

test("times are told by the project's clock", () => {
  const now = Date.parse("2026-05-09T21:30:00Z");
  const tell = (at: string) => relativeTime(at, now, en, "en", "Europe/Moscow");
  expect(tell("2026-05-09T21:29:40Z")).toBe("now");
  expect(tell("2026-05-09T21:10:00Z")).toBe("20 min");
  expect(tell("2026-05-09T20:00:00Z")).toBe("yesterday");
  expect(tell("2025-05-09T20:00:00Z")).toBe("09/05/25");
});

test("addresses lead back to where they came from", () => {
  for (const path of ["/inbox/", "/inbox/link/abc", "/inbox/1/mine", "/inbox/1/closed/77", "/inbox/2/settings/keys"]) expect(routePath(parseRoute(path))).toBe(path);
  expect(parseRoute("/inbox/1/nonsense/x")).toEqual({ page: "inbox", project: 1, view: "mine", conversation: undefined });
});

test("what is left of a window is told in its two largest units", () => {
  const now = Date.parse("2026-05-04T09:00:00Z");
  expect(timeLeft("2026-05-11T10:30:00Z", now, en)).toBe("7 d 1 h");
  expect(timeLeft("2026-05-04T12:20:00Z", now, ru)).toBe("3 ч 20 мин");
  expect(timeLeft("2026-05-04T09:00:30Z", now, en)).toBe("1 min");
  expect(timeLeft("2026-05-04T09:00:00Z", now, en)).toBe("");
  expect(timeLeft("no date", now, en)).toBe("");
});

test("a refusal is told in the reader's language, not in the server's words", () => {
  const invalid = (field?: string) => new Problem(422, "invalid", `${field} does not look as it should`, field);
  expect(faultText(invalid("settings.client_id"), ru)).toBe("Что-то заполнено не так, как нужно. Проверьте поля.");
  expect(faultText(invalid("url"), ru)).toContain("https://");
  expect(faultText(invalid("email"), en)).toBe("This does not look like an e-mail address.");
  expect(faultText(new Problem(422, "empty", "the file is empty"), ru)).toContain("пусто");
});

test("sizes of files are told in units, down to a few bytes", () => {
  expect([13, 2_048, 5 * 1024 * 1024].map((bytes) => fileSize(bytes, "en"))).toEqual(["13B", "2 kB", "5 MB"]);
  expect(fileSize(13, "ru")).toMatch(/^13.Б$/);
});
