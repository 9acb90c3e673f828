import { useCallback, useState } from "react";
import { Icon } from "@besedka/ui";
import { go } from "../../../app/navigation";
import { fullTime } from "../../../shared/times";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useLoaded } from "../../settings/hooks/useLoaded";
import { useOftenWhile } from "../hooks/useOftenWhile";
import { maySend } from "../state/maySend";
import { BroadcastComposer } from "./BroadcastComposer";
import { ProgressBar } from "./ProgressBar";

export function BroadcastsSection() {
  const { t, locale, timeZone } = useTexts();
  const { calls, project } = useWorkspace();
  const [before, setBefore] = useState<number>();
  const [writing, setWriting] = useState(false);
  const { value, fault, reload } = useLoaded(useCallback(() => calls.broadcasts(before), [calls, before]));
  useOftenWhile(value?.broadcasts.some((one) => one.state === "running" || one.state === "scheduled") === true, reload);
  const open = (id: number) => go({ page: "mailing", project: project.id, section: "broadcasts", id });

  if (writing) return <BroadcastComposer onDone={open} onLeave={() => setWriting(false)} />;
  return (
    <section className="settings-part">
      <div className="page-head">
        <h3>{t("inbox.mailing.broadcasts")}</h3>
        {maySend(project) && <button type="button" className="button primary" onClick={() => setWriting(true)}>{t("inbox.broadcast.new")}</button>}
      </div>
      <p>{t("inbox.broadcast.lead")}</p>
      <DeedNote deed={{ fault, done: false }} />
      {value === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
      {value?.broadcasts.length === 0 && <p className="nothing-here">{t("inbox.broadcast.none")}</p>}
      <ul className="plain-list">
        {value?.broadcasts.map((one) => (
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
      {value?.next !== undefined && <button type="button" className="button quiet" onClick={() => setBefore(value.next)}>{t("inbox.mailing.more")}</button>}
    </section>
  );
}
