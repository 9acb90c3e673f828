import type { ConversationPage, Counts, Summary, View } from "@besedka/api-client";

export const VIEWS: readonly View[] = ["mine", "unassigned", "all", "closed"];

/** How far a list is loaded: everything at or above the horizon is here, what is below is still on the server. */
export type ListState = { phase: "empty" | "loading" | "ready" | "failed"; next: string | null; horizon: string };

/** A conversation as of a log cursor, so that an old page never covers a newer frame. */
type Known = { summary: Summary; cursor: number };

export type Lists = {
  me: number;
  known: ReadonlyMap<number, Known>;
  views: Readonly<Record<View, ListState>>;
  counts: Counts;
  /** The counts are a guess since a conversation changed that was not known here. */
  countsDoubtful: boolean;
  cursor: number;
};

const NEVER = "9999";
const EVER = "";
const empty: ListState = { phase: "empty", next: null, horizon: NEVER };

export const newLists = (me: number): Lists => ({
  me,
  known: new Map(),
  views: { mine: empty, unassigned: empty, all: empty, closed: empty },
  counts: { mine: 0, unassigned: 0, all: 0, closed: 0 },
  countsDoubtful: false,
  cursor: 0,
});

export function belongs(summary: Summary, view: View, me: number): boolean {
  const { owner, status } = summary;
  if (view === "closed") return status === "closed";
  if (status === "closed") return false;
  if (view === "all") return true;
  if (view === "mine") return owner.kind === "operator" && owner.id === me;
  return owner.kind === "nobody" || owner.kind === "team";
}

/** What a view shows, newest first. */
export function rowsOf(lists: Lists, view: View): Summary[] {
  const { horizon } = lists.views[view];
  const rows: Summary[] = [];
  for (const { summary } of lists.known.values())
    if (summary.lastMessageAt >= horizon && belongs(summary, view, lists.me)) rows.push(summary);
  return rows.sort(newestFirst);
}

export const newestFirst = (a: Summary, b: Summary): number =>
  a.lastMessageAt === b.lastMessageAt ? b.id - a.id : a.lastMessageAt < b.lastMessageAt ? 1 : -1;

export const withPhase = (lists: Lists, view: View, phase: ListState["phase"]): Lists => ({
  ...lists,
  views: { ...lists.views, [view]: { ...lists.views[view], phase } },
});

export function withPage(lists: Lists, view: View, page: ConversationPage): Lists {
  // The server's order is by turns, a little off that of the messages' own times: the earliest of the page counts.
  const earliest = page.conversations.map((one) => one.lastMessageAt).sort()[0] ?? NEVER;
  const next = page.next ?? null;
  const horizon = next === null ? EVER : earliest < lists.views[view].horizon ? earliest : lists.views[view].horizon;
  const fresh = page.cursor >= lists.cursor;
  return {
    ...lists,
    known: remember(lists.known, page.conversations, page.cursor),
    views: { ...lists.views, [view]: { phase: "ready", next, horizon } },
    counts: fresh ? page.counts : lists.counts,
    countsDoubtful: fresh ? false : lists.countsDoubtful,
    cursor: Math.max(lists.cursor, page.cursor),
  };
}

/** Conversations read by the way (search, one opened by its address). */
export const withRead = (lists: Lists, summaries: readonly Summary[], cursor: number): Lists => ({
  ...lists,
  known: remember(lists.known, summaries, cursor),
});

/** One entry of the log. */
export function withEntry(lists: Lists, summary: Summary, cursor: number): Lists {
  const before = lists.known.get(summary.id);
  if (cursor <= (before?.cursor ?? 0)) return lists;
  const counted = cursor > lists.cursor;
  return {
    ...lists,
    known: remember(lists.known, [summary], cursor),
    counts: counted && before ? recounted(lists.counts, before.summary, summary, lists.me) : lists.counts,
    countsDoubtful: lists.countsDoubtful || (counted && !before),
    cursor: Math.max(lists.cursor, cursor),
  };
}

/** A conversation that is no more. */
export function withoutOne(lists: Lists, id: number, cursor: number): Lists {
  const before = lists.known.get(id);
  const known = new Map(lists.known);
  known.delete(id);
  const after = before && { ...before.summary, unread: 0 };
  return {
    ...lists,
    known,
    counts: before && after ? recounted(lists.counts, before.summary, after, lists.me) : lists.counts,
    countsDoubtful: lists.countsDoubtful || before === undefined,
    cursor: Math.max(lists.cursor, cursor),
  };
}

/** The answer of an act of ours: taken unless the log has already said something newer. */
export function withAnswer(lists: Lists, summary: Summary, asOf: number): Lists {
  const before = lists.known.get(summary.id);
  if (before !== undefined && before.cursor > asOf) return lists;
  const known = new Map(lists.known).set(summary.id, { summary, cursor: asOf });
  return { ...lists, known, counts: before ? recounted(lists.counts, before.summary, summary, lists.me) : lists.counts };
}

function remember(known: Lists["known"], summaries: readonly Summary[], cursor: number): Lists["known"] {
  const next = new Map(known);
  for (const summary of summaries)
    if (cursor >= (known.get(summary.id)?.cursor ?? 0)) next.set(summary.id, { summary, cursor });
  return next;
}

function recounted(counts: Counts, before: Summary, after: Summary, me: number): Counts {
  const delta = (view: View) =>
    Number(after.unread > 0 && belongs(after, view, me)) - Number(before.unread > 0 && belongs(before, view, me));
  return {
    mine: Math.max(0, counts.mine + delta("mine")),
    unassigned: Math.max(0, counts.unassigned + delta("unassigned")),
    all: Math.max(0, counts.all + delta("all")),
    closed: 0,
  };
}
