import { useEffect, useState } from "react";
import type { Message } from "@besedka/api-client";
import { useKeys } from "../../../shared/useKeys";
import { useTexts } from "../../../shared/useTexts";
import { ClientCard } from "../../client/components/ClientCard";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useActs } from "../hooks/useActs";
import { useComposer } from "../hooks/useComposer";
import { useScheduled } from "../hooks/useScheduled";
import { Composer } from "./Composer";
import { ConversationHead } from "./ConversationHead";
import { ScheduledStrip } from "./ScheduledStrip";
import { Timeline } from "./Timeline";

const wide = () => window.matchMedia("(min-width: 75rem)").matches;

export function ConversationPane({ id, onBack }: { id: number; onBack: () => void }) {
  const { t } = useTexts();
  const workspace = useWorkspace();
  const thread = useProject((s) => s.threads.get(id));
  const summary = useProject((s) => s.lists.known.get(id)?.summary);
  const erased = useProject((s) => s.erased.has(id));
  const line = useProject((s) => s.line);
  const [card, setCard] = useState(wide);
  const composer = useComposer(id);
  const scheduled = useScheduled(id);
  const acts = useActs(id, summary);

  useEffect(() => {
    if (!erased) void workspace.openThread(id);
  }, [workspace, id, thread === undefined, erased]);
  useEffect(() => {
    if (line !== "live") return;
    workspace.viewing(id);
    return () => workspace.viewing(null);
  }, [workspace, id, line]);
  useKeys({
    KeyR: () => composer.setMode("reply"),
    KeyN: () => composer.setMode("note"),
    KeyI: () => setCard(!card),
    KeyT: acts.take,
    KeyH: acts.handBack,
    KeyE: acts.close ?? acts.reopen,
  });

  if (erased)
    return (
      <section className="pane talk"><div className="rows-note" role="status">
        <p>{t("inbox.talk.erased")}</p>
        <button type="button" className="button" onClick={onBack}>{t("inbox.talk.back")}</button>
      </div></section>
    );
  if (thread?.phase === "failed" || (summary === undefined && thread?.phase === "ready"))
    return (
      <section className="pane talk"><div className="rows-note">
        <p>{t("inbox.talk.failed")}</p>
        <div className="row-buttons">
          <button type="button" className="button" onClick={() => void workspace.openThread(id)}>{t("inbox.app.retry")}</button>
          <button type="button" className="button quiet" onClick={onBack}>{t("inbox.talk.back")}</button>
        </div>
      </div></section>
    );
  if (summary === undefined || thread === undefined || thread.phase === "loading")
    return <section className="pane talk"><div className="rows-note" role="status"><span className="spinner" /></div></section>;

  const reply = (message: Message) => composer.replyTo(message);
  return (
    <>
      <section className="pane talk" aria-label={t("inbox.talk.with", { name: summary.client.name })}>
        <ConversationHead summary={summary} acts={acts} onBack={onBack} card={card} onCard={() => setCard(!card)} />
        <Timeline id={id} thread={thread} summary={summary} onReply={reply} onEdit={composer.edit} onFault={acts.tell} onDropFiles={composer.addFiles} />
        {acts.fault !== undefined && <p className="notice fault talk-fault" role="alert">{acts.fault}</p>}
        <ScheduledStrip id={id} scheduled={scheduled} onCancelled={composer.giveBack} onFault={acts.tell} />
        <Composer id={id} composer={composer} summary={summary} messages={thread.messages} onScheduled={scheduled.reload} />
      </section>
      {card && <ClientCard summary={summary} variables={thread.variables} onClose={() => setCard(false)} onFault={acts.tell} />}
    </>
  );
}
