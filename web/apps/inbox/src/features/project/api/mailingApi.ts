import {
  parseBlock, parseBroadcastDetail, parseBroadcastPage, parseClientList, parseClientListPage, parseDryRun, parseListedClientPage, parseListMembersChanged,
  parseRecipientPage, type Api, type BroadcastChange, type ClientListPage, type NewBroadcast, type SegmentFilter,
} from "@besedka/api-client";

export type BroadcastMove = "start" | "pause" | "resume" | "cancel";

/** All lists of a project: who chooses one must find the oldest, too. */
export async function everyList(page: (after?: number) => Promise<ClientListPage>) {
  let { lists, next } = await page();
  while (next !== undefined) {
    const more = await page(next);
    lists = [...lists, ...more.lists];
    next = more.next;
  }
  return { lists };
}

/** Lists and broadcasts of one project. */
export function mailingApi(api: Api, root: string) {
  const list = (id: number) => `${root}/lists/${id}`;
  const broadcast = (id: number) => `${root}/broadcasts/${id}`;
  const page = (after?: number) => (after === undefined ? "" : `&after=${after}`);
  return {
    lists: () => everyList((after) => api.get(`${root}/lists?limit=100${page(after)}`, parseClientListPage)),
    list: (id: number) => api.get(list(id), parseClientList),
    countSegment: (filter: SegmentFilter) => api.send("POST", `${root}/lists/count`, { filter }, (s) => s.number("count")),
    createList: (name: string, filter?: SegmentFilter) => api.send("POST", `${root}/lists`, { name, filter }, parseClientList),
    changeList: (id: number, name: string, filter?: SegmentFilter) => api.send("PATCH", list(id), { name, filter }, parseClientList),
    deleteList: (id: number) => api.tell("DELETE", list(id)),
    listMembers: (id: number, after?: number) => api.get(`${list(id)}/clients?limit=50${page(after)}`, parseListedClientPage),
    changeMembersOfList: (id: number, add: number[], remove: number[]) =>
      api.send("POST", `${list(id)}/clients`, { add, remove }, parseListMembersChanged),
    listsOfClient: (client: number) =>
      api.get(`${root}/clients/${client}/lists`, (s) => ({ lists: s.objects("lists", parseClientList), optedOut: s.flag("optedOut") })),
    optOut: (conversation: number, out: boolean) => api.tell("PUT", `${root}/conversations/${conversation}/opt-out`, { out }),
    blocks: () => api.get(`${root}/blocks`, (s) => s.objects("blocks", parseBlock)),
    projectVariables: () => api.get(`${root}/variables`, (s) => s.entries("variables").map(([name]) => name)),
    broadcasts: (before?: number) => api.get(`${root}/broadcasts?limit=50${before === undefined ? "" : `&before=${before}`}`, parseBroadcastPage),
    broadcast: (id: number) => api.get(broadcast(id), parseBroadcastDetail),
    dryRun: (wish: NewBroadcast) => api.send("POST", `${root}/broadcasts/dry-run`, wish, parseDryRun),
    createBroadcast: (wish: NewBroadcast) => api.send("POST", `${root}/broadcasts`, wish, parseBroadcastDetail),
    changeBroadcast: (id: number, change: BroadcastChange) => api.send("PATCH", broadcast(id), change, parseBroadcastDetail),
    deleteDraft: (id: number) => api.tell("DELETE", broadcast(id)),
    moveBroadcast: (id: number, move: BroadcastMove) => api.send("POST", `${broadcast(id)}/${move}`, {}, parseBroadcastDetail),
    retryBroadcast: (id: number) =>
      api.send("POST", `${broadcast(id)}/retry`, {}, (s) => s.number("declined") + s.number("failed")),
    recipients: (id: number, state: string, after?: number) =>
      api.get(`${broadcast(id)}/recipients?limit=50${state === "" ? "" : `&state=${state}`}${page(after)}`, parseRecipientPage),
    recipientsTable: (id: number) => `${broadcast(id)}/recipients.csv`,
  };
}
