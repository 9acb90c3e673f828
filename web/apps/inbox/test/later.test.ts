import { expect, test } from "vitest";
import { canReactTo, REACTIONS, shownEmoji } from "../src/features/conversation/state/reactions";
import { chosenTime, sendTimes } from "../src/features/conversation/state/sendTimes";
import { aheadTime, dayKey, zoneName } from "../src/shared/times";
import { translator } from "../src/shared/translate";
import { beginningOf, timeKey, zonedTime } from "../src/shared/zoned";

const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());

test("a day and a time are read by the zone's clock", () => {
  expect(iso(zonedTime("2026-05-09", "12:30", "Europe/Moscow"))).toBe("2026-05-09T09:30:00.000Z");
  expect(iso(zonedTime("2026-05-09", "00:15", "Asia/Kamchatka"))).toBe("2026-05-08T12:15:00.000Z");
  expect(iso(zonedTime("2026-05-09", "12:30", "America/St_Johns"))).toBe("2026-05-09T15:00:00.000Z");
  for (const [day, time] of [["", "12:00"], ["2026-05-09", ""], ["2026-13-09", "12:00"], ["2026-05-09", "25:00"], ["9 мая", "12:00"]] as const)
    expect(zonedTime(day, time, "Europe/Moscow")).toBeUndefined();
});

test("every hour of a year comes back as it was, but for those the clocks repeat", () => {
  for (const zone of ["Europe/Berlin", "Australia/Lord_Howe"]) {
    let repeated = 0;
    for (let at = Date.parse("2026-01-01T00:00Z"); at < Date.parse("2027-01-01T00:00Z"); at += 3_600_000) {
      const back = zonedTime(dayKey(at, zone), timeKey(at, zone), zone);
      if (back !== at) {
        repeated++;
        expect(at - (back ?? 0)).toBeLessThanOrEqual(3_600_000);
        expect(timeKey(back ?? 0, zone)).toBe(timeKey(at, zone));
      }
    }
    expect(repeated).toBeLessThanOrEqual(1);
  }
});

test("a time that the clocks skip lies within an hour of it", () => {
  expect(iso(zonedTime("2026-03-29", "02:30", "Europe/Berlin"))).toBe("2026-03-29T01:30:00.000Z");
});

test("quick choices lie ahead and none is told twice", () => {
  const names = (now: string) => sendTimes(Date.parse(now), "Europe/Moscow").map((one) => `${one.name} ${new Date(one.at).toISOString().slice(0, 16)}`);
  // Saturday noon, Sunday late, Friday after hours, in Moscow
  expect(names("2026-05-09T09:02:00Z")).toEqual(["hour 2026-05-09T10:05", "evening 2026-05-09T15:00", "tomorrow 2026-05-10T06:00", "monday 2026-05-11T06:00"]);
  expect(names("2026-05-10T20:59:30Z")).toEqual(["hour 2026-05-10T22:00", "tomorrow 2026-05-11T06:00"]);
  expect(names("2026-05-08T16:00:00Z")).toEqual(["hour 2026-05-08T17:00", "tomorrow 2026-05-09T06:00", "monday 2026-05-11T06:00"]);
  for (let hour = 0; hour < 24 * 14; hour++) {
    const now = Date.parse("2026-03-20T00:17:00Z") + hour * 3_600_000;
    for (const zone of ["Europe/Berlin", "Asia/Vladivostok"]) {
      const times = sendTimes(now, zone).map((one) => one.at);
      expect(times.every((at) => at > now)).toBe(true);
      expect(new Set(times).size).toBe(times.length);
    }
  }
});

test("what is typed is judged before it is sent", () => {
  const now = Date.parse("2026-05-09T09:00:00Z");
  const judge = (day: string, time: string) => chosenTime(day, time, now, "Europe/Moscow");
  expect(judge("2026-05-09", "12:01")).toEqual({ at: Date.parse("2026-05-09T09:01:00Z") });
  expect(judge("2026-05-09", "12:00")).toEqual({ fault: "past" });
  expect(judge("2026-05-09", "")).toEqual({ fault: "incomplete" });
  expect(judge("2027-05-12", "12:00")).toEqual({ fault: "far" });
});

test("times ahead are told by the project's calendar", () => {
  const now = Date.parse("2026-05-09T20:30:00Z");
  const tell = (at: string) => aheadTime(at, now, "завтра", "ru", "Europe/Moscow");
  expect(tell("2026-05-09T20:45:00Z")).toBe("23:45");
  expect(tell("2026-05-09T21:30:00Z")).toBe("завтра, 00:30");
  expect(tell("2026-05-11T06:00:00Z")).toBe("пн, 09:00");
  expect(tell("2026-05-31T06:00:00Z")).toBe("31 мая, 09:00");
  expect(tell("2027-01-11T06:00:00Z")).toBe("11 января 2027 г., 09:00");
  expect(zoneName(now, "ru", "Europe/Moscow")).toMatch(/Москва.*GMT\+3/);
  expect(zoneName(now, "en", "UTC")).not.toMatch(/undefined/);
});

test("what waits is counted in the language's forms", () => {
  const ru = translator("ru");
  expect([1, 2, 5, 21].map((count) => ru("inbox.later.waiting", { count }))).toEqual(
    ["Запланировано 1 сообщение", "Запланированы 2 сообщения", "Запланировано 5 сообщений", "Запланировано 21 сообщение"]);
});

test("a bare sign is shown as an emoji, and sent as the messenger spells it", () => {
  expect(shownEmoji("❤")).toBe("❤\uFE0F");
  expect(shownEmoji("👍")).toBe("👍");
  expect(shownEmoji("❤️")).toBe("❤️");
  expect(REACTIONS.every((emoji) => !emoji.includes("\uFE0F"))).toBe(true);
});

test("only what a client wrote is reacted to", () => {
  const message = { seq: 1, at: "2026-05-09T09:00:00Z", author: { kind: "client" as const }, note: false, content: { text: "hi", markup: false, parts: [] } };
  expect(canReactTo(message)).toBe(true);
  expect(canReactTo({ ...message, deletedAt: message.at })).toBe(false);
  expect(canReactTo({ ...message, author: { kind: "bot" } })).toBe(false);
  expect(canReactTo({ ...message, content: { ...message.content, parts: [{ type: "press", seq: 1, index: 0 }] } })).toBe(false);
});

test("a day of the project begins at its own midnight", () => {
  expect(beginningOf("2026-05-09", "Europe/Moscow")).toBe("2026-05-08T21:00:00.000Z");
  expect(dayKey(beginningOf("2026-05-09", "America/New_York") ?? "", "America/New_York")).toBe("2026-05-09");
  expect(beginningOf("", "Europe/Moscow")).toBeUndefined();
});
