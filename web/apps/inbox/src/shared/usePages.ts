import { useCallback, useEffect, useRef, useState } from "react";

export type Page<T, N> = { rows: readonly T[]; next: N | undefined };
export type Pages<T> = {
  /** Undefined until the first page came. */
  rows: readonly T[] | undefined;
  hasMore: boolean;
  /** The next page is being read. */
  busy: boolean;
  fault: unknown;
  more: () => void;
  /** Reads as many pages anew as are shown. */
  reload: () => void;
  drop: (gone: (row: T) => boolean) => void;
};

type Seen<T, N> = { rows: readonly T[]; next: N | undefined; pages: number };

/** Reads pages one behind another: the first `count`, as one. */
export async function readPages<T, N>(read: (from: N | undefined) => Promise<Page<T, N>>, count: number): Promise<Seen<T, N>> {
  const rows: T[] = [];
  let next: N | undefined;
  let pages = 0;
  do {
    const page: Page<T, N> = await read(next);
    rows.push(...page.rows);
    next = page.next;
    pages++;
  } while (pages < count && next !== undefined);
  return { rows, next, pages };
}

/** A list read page by page, each put behind those before. `read` must be stable; where it becomes another, the list begins anew. */
export function usePages<T, N>(read: (from: N | undefined) => Promise<Page<T, N>>): Pages<T> {
  const [seen, setSeen] = useState<Seen<T, N>>();
  const [fault, setFault] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  /** Of the answers only the one asked for last counts. */
  const asked = useRef(0);
  const shown = useRef(1);
  /** A page is being read, and somebody wanted all of them anew meanwhile. */
  const reading = useRef(false);
  const late = useRef(false);
  shown.current = Math.max(1, seen?.pages ?? 1);

  const take = useCallback(async (answer: Promise<(before: Seen<T, N> | undefined) => Seen<T, N>>) => {
    const turn = ++asked.current;
    try {
      const step = await answer;
      if (turn !== asked.current) return;
      setSeen(step);
      setFault(undefined);
    } catch (wrong) {
      if (turn === asked.current) setFault(wrong);
    }
  }, []);

  const reload = useCallback(() => {
    late.current = reading.current;
    if (!reading.current) void take(readPages(read, shown.current).then((found) => () => found));
  }, [read, take]);
  useEffect(() => {
    shown.current = 1;
    setSeen(undefined);
    reload();
    return () => { asked.current++; };
  }, [reload]);

  const more = () => {
    if (seen?.next === undefined || reading.current) return;
    const wait = (on: boolean) => { reading.current = on; setBusy(on); };
    wait(true);
    const page = read(seen.next);
    void take(page.then((found) => (before) => ({ rows: [...(before?.rows ?? []), ...found.rows], next: found.next, pages: (before?.pages ?? 0) + 1 }))).then(() => {
      wait(false);
      if (late.current) reload();
    });
  };
  const drop = (gone: (row: T) => boolean) => setSeen((before) => before && { ...before, rows: before.rows.filter((row) => !gone(row)) });
  return { rows: seen?.rows, hasMore: seen?.next !== undefined, busy, fault, more, reload, drop };
}
