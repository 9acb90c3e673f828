import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { View } from "@besedka/api-client";
import { useTexts } from "../../../shared/useTexts";
import type { Rows } from "../hooks/useRows";
import { ConversationRow } from "./ConversationRow";

const OVERSCAN = 6;

type Props = { view: View; rows: Rows; searched: boolean; chosen: number | undefined; onOpen: (id: number) => void; onView: (view: View) => void };

/** Rows of one height, so only those in sight stand in the page, however long the list. */
export function ConversationRows({ view, rows, searched, chosen, onOpen, onView }: Props) {
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ top: 0, height: 800, row: 76 });
  const first = Math.max(0, Math.floor(sight.top / sight.row) - OVERSCAN);
  const last = Math.min(rows.rows.length, Math.ceil((sight.top + sight.height) / sight.row) + OVERSCAN);
  const at = rows.rows.findIndex((row) => row.id === chosen);

  function look() {
    const element = box.current;
    if (element === null) return;
    const row = 4.75 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    setSight((now) => now.top === element.scrollTop && now.height === element.clientHeight && now.row === row
      ? now : { top: element.scrollTop, height: element.clientHeight, row });
  }
  useLayoutEffect(look, []);
  useEffect(() => {
    const watch = new ResizeObserver(look);
    if (box.current !== null) watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (rows.more && rows.phase === "ready" && last >= rows.rows.length - OVERSCAN) rows.loadMore();
  }, [last, rows.rows.length, rows.more, rows.phase]);
  useEffect(() => {
    const element = box.current;
    if (element === null || at < 0) return;
    const top = at * sight.row;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + sight.row > element.scrollTop + element.clientHeight) element.scrollTop = top + sight.row - element.clientHeight;
  }, [chosen]);
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = 0;
  }, [view, searched]);

  return (
    <div id="list-rows" className="rows" ref={box} onScroll={look} role="tabpanel" aria-label={t(`inbox.view.${view}`)}>
      <ul style={{ height: rows.rows.length * sight.row }} aria-label={t("inbox.list.label")}>
        {rows.rows.slice(first, last).map((row, index) => (
          <li key={row.id} style={{ transform: `translateY(${(first + index) * sight.row}px)` }}
            aria-setsize={rows.more ? -1 : rows.rows.length} aria-posinset={first + index + 1}>
            <ConversationRow summary={row} contact={rows.contacts[row.id]} chosen={row.id === chosen} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {rows.phase === "failed" && (
        <div className="rows-note"><p>{t("inbox.list.failed")}</p><button type="button" className="button" onClick={rows.retry}>{t("inbox.app.retry")}</button></div>
      )}
      {rows.phase === "loading" && <div className="rows-note" role="status"><span className="spinner" /></div>}
      {rows.phase === "ready" && rows.rows.length === 0 && !rows.more && (
        <div className="rows-note"><p>{searched ? t("inbox.list.nothingFound") : t(`inbox.empty.${view}`)}</p>
          {searched && view !== "all" && <button type="button" className="button" onClick={() => onView("all")}>{t("inbox.list.searchAll")}</button>}</div>
      )}
    </div>
  );
}
