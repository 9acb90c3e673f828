import { useCallback, useState } from "react";
import type { View } from "@besedka/api-client";
import { go } from "../../../app/navigation";
import { ConversationPane } from "../../conversation/components/ConversationPane";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useListKeys } from "../hooks/useListKeys";
import { useRows } from "../hooks/useRows";
import { VIEWS } from "../state/lists";
import { ListPane } from "./ListPane";
import { NothingOpen } from "./NothingOpen";

/** The three panes; on a narrow screen one of them at a time. */
export function InboxPage({ view, conversation, onHelp }: { view: View; conversation: number | undefined; onHelp: () => void }) {
  const { project } = useWorkspace();
  const [query, setQuery] = useState("");
  const rows = useRows(view, query.trim());
  const open = useCallback(
    (id: number | undefined) => go({ page: "inbox", project: project.id, view, conversation: id }),
    [project.id, view],
  );
  const choose = useCallback((chosen: View) => go({ page: "inbox", project: project.id, view: chosen, conversation }), [project.id, conversation]);
  useListKeys({
    step: (by) => {
      const at = rows.rows.findIndex((row) => row.id === conversation);
      const next = rows.rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.rows.length - 1)];
      if (next !== undefined) open(next.id);
    },
    view: (index) => {
      const chosen = VIEWS[index];
      if (chosen !== undefined) choose(chosen);
    },
    leave: () => open(undefined),
    help: onHelp,
  });
  return (
    <div className="panes">
      <ListPane view={view} onView={choose} rows={rows} query={query} onQuery={setQuery} chosen={conversation} onOpen={open} />
      {conversation === undefined
        ? <NothingOpen />
        : <ConversationPane key={conversation} id={conversation} onBack={() => open(undefined)} />}
    </div>
  );
}
