import { useEffect, useMemo, useState } from "react";
import type { Summary, View } from "@besedka/api-client";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { rowsOf } from "../state/lists";

/** @param contacts of a search: how people call the persons found, where their messenger calls them otherwise */
export type Rows = { rows: Summary[]; contacts: Readonly<Record<string, string>>; phase: "loading" | "ready" | "failed"; more: boolean; loadMore: () => void; retry: () => void };

type Found = { ids: number[]; contacts: Rows["contacts"]; next: string | null; phase: Rows["phase"] };
const searching: Found = { ids: [], contacts: {}, next: null, phase: "loading" };

/** The rows of a view, or of a search within it; both stay live. */
export function useRows(view: View, query: string): Rows {
  const workspace = useWorkspace();
  const lists = useProject((s) => s.lists);
  const [found, setFound] = useState<Found>(searching);
  const [again, setAgain] = useState(0);
  const state = lists.views[view];

  useEffect(() => {
    if (query === "" && state.phase === "empty") void workspace.loadView(view);
  }, [workspace, view, query, state.phase]);

  useEffect(() => {
    if (query === "") return;
    const stop = new AbortController();
    setFound(searching);
    const timer = setTimeout(() => {
      workspace.search(view, query, undefined, stop.signal).then(
        (page) => setFound({ ...page, phase: "ready" }),
        () => !stop.signal.aborted && setFound({ ...searching, phase: "failed" }),
      );
    }, 250);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [workspace, view, query, again]);

  const rows = useMemo(
    () => (query === "" ? rowsOf(lists, view) : found.ids.flatMap((id) => lists.known.get(id)?.summary ?? [])),
    [lists, view, query, found.ids],
  );

  function moreFound() {
    if (found.phase !== "ready" || found.next === null) return;
    const { next } = found;
    setFound({ ...found, next: null });
    workspace.search(view, query, next, new AbortController().signal).then(
      (page) => setFound((now) => ({ ...now, ids: [...new Set([...now.ids, ...page.ids])], contacts: { ...now.contacts, ...page.contacts }, next: page.next })),
      () => setFound((now) => ({ ...now, next })),
    );
  }

  return query === ""
    ? {
        rows,
        contacts: searching.contacts,
        phase: state.phase === "empty" || (state.phase === "loading" && rows.length === 0) ? "loading" : state.phase === "failed" ? "failed" : "ready",
        more: state.next !== null,
        loadMore: () => void workspace.loadView(view, true),
        retry: () => void workspace.loadView(view, rows.length > 0),
      }
    : { rows, contacts: found.contacts, phase: found.phase, more: found.next !== null, loadMore: moreFound, retry: () => setAgain(again + 1) };
}
