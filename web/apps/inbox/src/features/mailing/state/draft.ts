import type { Audience, Broadcast, BroadcastChange, NewBroadcast, Part, TemplatePart } from "@besedka/api-client";
import { dayKey } from "../../../shared/times";
import { timeKey, zonedTime } from "../../../shared/zoned";
import { clientIds, MOST_IDS, platformIds } from "./ids";

export const KINDS = ["list", "clients", "platform"] as const;
export const SAYS = ["message", "template", "block"] as const;
export type Picked = { kind: (typeof KINDS)[number]; list: number | undefined; ids: string; connection: number | undefined };

/** A broadcast while it is being written; `kept` are parts it came with that the form shows but does not change. */
export type Draft = {
  name: string;
  picked: Picked;
  says: (typeof SAYS)[number];
  text: string;
  markup: boolean;
  labels: readonly string[] | undefined;
  kept: readonly Part[];
  /** A filled template, with what it says as far as that is known. */
  template: { part: TemplatePart; words: string } | undefined;
  block: number | undefined;
  shift: string;
  day: string;
  time: string;
  quiet: { from: string; to: string } | undefined;
  once: boolean;
  words: boolean;
};

export const EMPTY_DRAFT: Draft = {
  name: "", picked: { kind: "list", list: undefined, ids: "", connection: undefined }, says: "message", text: "", markup: false, labels: undefined,
  kept: [], template: undefined, block: undefined, shift: "0.2", day: "", time: "10:00", quiet: undefined, once: false, words: true,
};

/** The form of a broadcast that exists. */
export function draftOf(broadcast: Broadcast, timeZone: string): Draft {
  const { content, at } = broadcast;
  const moment = at === undefined ? undefined : Date.parse(at);
  const parts = content?.parts ?? [];
  const plain = parts.find((part) => labelsOf(part) !== undefined);
  const template = parts.find((part) => part.type === "template");
  return {
    name: broadcast.name,
    picked: pickedOf(broadcast.audience),
    says: broadcast.block !== undefined ? "block" : template === undefined ? "message" : "template",
    text: template === undefined ? content?.text ?? "" : "",
    markup: content?.markup ?? false,
    labels: plain === undefined ? undefined : labelsOf(plain),
    kept: parts.filter((part) => part !== plain && part !== template),
    template: template === undefined ? undefined : { part: template, words: content?.text ?? "" },
    block: broadcast.block,
    shift: String(broadcast.shift),
    day: moment === undefined ? "" : dayKey(moment, timeZone),
    time: moment === undefined ? EMPTY_DRAFT.time : timeKey(moment, timeZone),
    quiet: broadcast.quietHours === undefined ? undefined : { from: broadcast.quietHours.from.slice(0, 5), to: broadcast.quietHours.to.slice(0, 5) },
    once: broadcast.oncePerPerson,
    words: broadcast.optOutWords,
  };
}

/** Of buttons such as the form makes; undefined of any other part. */
function labelsOf(part: Part): string[] | undefined {
  if (part.type !== "buttons" || !part.inline || part.hint !== undefined) return undefined;
  const simple = part.lines.every((line) => line.length === 1 && line.every((one) => one.kind === "TEXT" && one.value === undefined && one.color === undefined));
  return simple ? part.lines.flatMap((line) => line.map((one) => one.label)) : undefined;
}

function pickedOf(audience: Audience): Picked {
  const { list, clients, connection, platformIds: names } = audience;
  if (clients !== undefined) return { kind: "clients", list: undefined, ids: clients.join(", "), connection: undefined };
  if (names !== undefined) return { kind: "platform", list: undefined, ids: names.join("\n"), connection };
  return { kind: "list", list, ids: "", connection: undefined };
}

/** Undefined while nobody is named. */
export function audienceOf(picked: Picked): Audience | undefined {
  if (picked.kind === "list") return picked.list === undefined ? undefined : { list: picked.list };
  if (picked.kind === "clients") {
    const clients = clientIds(picked.ids);
    return clients.length === 0 || clients.length > MOST_IDS ? undefined : { clients };
  }
  const names = platformIds(picked.ids);
  return picked.connection === undefined || names.length === 0 || names.length > MOST_IDS ? undefined : { connection: picked.connection, platformIds: names };
}

/** What the form asks for; undefined while something is missing. @param files that went up */
export function wishOf(draft: Draft, files: readonly Part[], timeZone: string): NewBroadcast | undefined {
  const audience = audienceOf(draft.picked);
  const at = draft.day === "" ? undefined : zonedTime(draft.day, draft.time, timeZone);
  const says = whatIsSaid(draft, files);
  if (draft.name.trim() === "" || audience === undefined || says === undefined || (draft.day !== "" && at === undefined)) return undefined;
  return {
    name: draft.name.trim(),
    audience,
    ...says,
    shift: Number(draft.shift.replace(",", ".")),
    at: at === undefined ? undefined : new Date(at).toISOString(),
    quietHours: draft.quiet,
    oncePerPerson: draft.once,
    optOutWords: draft.words,
  };
}

function whatIsSaid(draft: Draft, files: readonly Part[]): Pick<NewBroadcast, "content" | "block"> | undefined {
  if (draft.says === "block") return draft.block === undefined ? undefined : { block: draft.block };
  if (draft.says === "template") {
    const { template } = draft;
    return template === undefined ? undefined : { content: { text: template.words, markup: false, parts: [...draft.kept, template.part] } };
  }
  const labels = draft.labels?.map((one) => one.trim()).filter((one) => one !== "") ?? [];
  const buttons: Part[] = labels.length === 0 ? [] : [{
    type: "buttons", inline: true, oneTime: false, lines: labels.map((label) => [{ label, kind: "TEXT" as const }]),
  }];
  const said = [...draft.kept, ...files];
  return draft.text.trim() === "" && said.length === 0 ? undefined : { content: { text: draft.text.trim(), markup: draft.markup, parts: [...said, ...buttons] } };
}

/** All of it, what was taken away as well: null says so. */
export const changeOf = ({ draft: _, ...wish }: NewBroadcast): BroadcastChange => ({ ...wish, at: wish.at ?? null, quietHours: wish.quietHours ?? null });
