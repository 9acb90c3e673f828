import { useCallback } from "react";
import { Icon } from "@besedka/ui";
import { go } from "../../../app/navigation";
import { ShowMore } from "../../../shared/ShowMore";
import { fullTime } from "../../../shared/times";
import { usePages } from "../../../shared/usePages";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useOftenWhile } from "../hooks/useOftenWhile";
import { maySend } from "../state/maySend";
import { BroadcastComposer } from "./BroadcastComposer";
import { ProgressBar } from "./ProgressBar";

export function BroadcastsSection({ writing }: { writing: boolean }) {
  const { project } = useWorkspace();
  return writing && maySend(project) ? <NewBroadcast /> : <Broadcasts />;
}

function NewBroadcast() {
  const { project } = useWorkspace();
  const all = { page: "mailing", project: project.id, section: "broadcasts" } as const;
  return <BroadcastComposer onDone={(id) => go({ ...all, id }, true)} onLeave={() => go(all)} />;
}

function Broadcasts() {
  const { t, locale, timeZone } = useTexts();
  const { calls, project } = useWorkspace();
  const { rows, hasMore, busy, fault, more, reload } = usePages(useCallback(
    (before: number | undefined) => calls.broadcasts(before).then((page) => ({ rows: page.broadcasts, next: page.next })), [calls]));
  useOftenWhile(rows?.some((one) => one.state === "running" || one.state === "scheduled") === true, reload);
  const open = (id: number) => go({ page: "mailing", project: project.id, section: "broadcasts", id });

  return (
    <section className="settings-part">
      <div className="page-head">
        <h3>{t("inbox.mailing.broadcasts")}</h3>
        {maySend(project) && <button type="button" className="button primary" onClick={() => go({ page: "mailing", project: project.id, section: "broadcasts", writing: true })}>{t("inbox.broadcast.new")}</button>}
      </div>
      <p>{t("inbox.broadcast.lead")}</p>
      <DeedNote deed={{ fault, done: false }} />
      {rows === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
      {rows?.length === 0 && <p className="nothing-here">{t("inbox.broadcast.none")}</p>}
      <ul className="plain-list">
        {rows?.map((one) => (
          <li key={one.id}>
            <Icon name="send" />
            <button type="button" className="plain-name row-link" onClick={() => open(one.id)}>
              <strong>{one.name}<span className={`chip state-${one.state}`}>{t(`inbox.state.${one.state}`)}</span></strong>
              <small>{fullTime(one.startedAt ?? one.at ?? one.createdAt, locale, timeZone)}</small>
            </button>
            <ProgressBar broadcast={one} />
          </li>
        ))}
      </ul>
      <ShowMore label={t("inbox.mailing.more")} hasMore={hasMore} busy={busy} onMore={more} />
    </section>
  );
}
