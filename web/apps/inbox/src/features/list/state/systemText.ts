import type { TextKey, Translate } from "../../../shared/translate";

const KNOWN: Record<string, TextKey> = {
  "system.taken": "inbox.system.taken", "system.handed_back": "inbox.system.handed_back", "system.handed_over": "inbox.system.handed_over",
  "system.closed": "inbox.system.closed", "system.reopened": "inbox.system.reopened", "system.blocked": "inbox.system.blocked",
  "system.unblocked": "inbox.system.unblocked", "system.assigned": "inbox.system.assigned", "system.bot_trouble": "inbox.system.bot_trouble", "system.no_stage": "inbox.system.no_stage",
};

/** A system line by its key; one this app does not know is shown by its last word rather than hidden. */
export function systemText(key: string, name: string | undefined, t: Translate): string {
  const known = KNOWN[key];
  const text = known === undefined ? key.replace(/^system\./, "").replaceAll("_", " ") : t(known);
  return name === undefined || name === "" ? text : `${text} · ${name}`;
}
