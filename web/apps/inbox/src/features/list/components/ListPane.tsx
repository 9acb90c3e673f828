import type { View } from "@besedka/api-client";
import { Icon, IconButton } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import type { Rows } from "../hooks/useRows";
import { VIEWS } from "../state/lists";
import { ConversationRows } from "./ConversationRows";

type Props = {
  view: View;
  onView: (view: View) => void;
  rows: Rows;
  query: string;
  onQuery: (query: string) => void;
  chosen: number | undefined;
  onOpen: (id: number) => void;
};

export function ListPane({ view, onView, rows, query, onQuery, chosen, onOpen }: Props) {
  const { t } = useTexts();
  const counts = useProject((s) => s.lists.counts);
  return (
    <section className="pane list-pane" aria-label={t("inbox.list.label")}>
      <header className="list-head">
        <div className="search">
          <Icon name="search" size={18} />
          <input id="list-search" className="input" type="text" role="searchbox" value={query} placeholder={t("inbox.list.search")} aria-label={t("inbox.list.search")}
            onChange={(event) => onQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") { onQuery(""); event.currentTarget.blur(); }
              const first = rows.rows[0];
              if (event.key === "Enter" && first !== undefined) onOpen(first.id);
            }} />
          {query !== "" && <IconButton icon="cross" label={t("inbox.list.clear")} onClick={() => onQuery("")} />}
        </div>
        <div className="tabs" role="tablist" aria-label={t("inbox.list.views")}>
          {VIEWS.map((one) => (
            <button key={one} type="button" role="tab" aria-selected={view === one} aria-controls="list-rows" tabIndex={view === one ? 0 : -1}
              onClick={() => onView(one)}
              onKeyDown={(event) => {
                const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
                const next = VIEWS[(VIEWS.indexOf(one) + by + VIEWS.length) % VIEWS.length];
                if (by === 0 || next === undefined) return;
                event.preventDefault();
                onView(next);
                const sibling = by > 0 ? event.currentTarget.nextElementSibling ?? event.currentTarget.parentElement?.firstElementChild
                  : event.currentTarget.previousElementSibling ?? event.currentTarget.parentElement?.lastElementChild;
                if (sibling instanceof HTMLElement) sibling.focus();
              }}>
              {t(`inbox.view.${one}`)}
              {counts[one] > 0 && <span className={`badge ${one === "all" ? "pale" : ""}`}><span className="unseen">, {t("inbox.list.unread")} </span>{counts[one] > 99 ? "99+" : counts[one]}</span>}
            </button>
          ))}
        </div>
      </header>
      <ConversationRows view={view} rows={rows} searched={query.trim() !== ""} chosen={chosen} onOpen={onOpen} onView={onView} />
    </section>
  );
}
