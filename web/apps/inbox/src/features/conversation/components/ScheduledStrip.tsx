import { useState } from "react";
import type { Scheduled } from "@besedka/api-client";
import { Icon, IconButton, Sure } from "@besedka/ui";
import { aheadTime, fullTime } from "../../../shared/times";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { previewText } from "../../list/state/previewText";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import type { ScheduledState } from "../hooks/useScheduled";
import { tagOf } from "../state/tagOf";

type Props = { id: number; scheduled: ScheduledState; onCancelled: (text: string) => void; onFault: (fault: unknown) => void };

/** What waits for its time, above the composer; nothing where nothing waits. */
export function ScheduledStrip({ id, scheduled, onCancelled, onFault }: Props) {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const { list, failed, reload } = scheduled;
  const next = list?.[0];
  if (failed && next === undefined)
    return (
      <p className="scheduled-failed"><Icon name="later" size={16} /><span>{t("inbox.later.failed")}</span>
        <button type="button" className="button quiet" onClick={reload}>{t("inbox.app.retry")}</button></p>
    );
  if (list === undefined || next === undefined) return null;
  return (
    <details className="scheduled">
      <summary>
        <Icon name="later" size={16} /><span>{t("inbox.later.waiting", { count: list.length })}</span>
        <time dateTime={next.at}>{aheadTime(next.at, now, t("inbox.time.tomorrow"), locale, timeZone)}</time>
        <Icon name="down" size={14} />
      </summary>
      <ul>{list.map((one) => <Row key={one.id} id={id} scheduled={one} now={now} reload={reload} onCancelled={onCancelled} onFault={onFault}
        when={aheadTime(one.at, now, t("inbox.time.tomorrow"), locale, timeZone)} full={fullTime(one.at, locale, timeZone)} />)}</ul>
    </details>
  );
}

type RowProps = Omit<Props, "scheduled"> & { scheduled: Scheduled; now: number; when: string; full: string; reload: () => void };

function Row({ id, scheduled, when, full, reload, onCancelled, onFault }: RowProps) {
  const { t } = useTexts();
  const { calls, canWrite } = useWorkspace();
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const { content } = scheduled;
  const tag = tagOf(content.parts);

  async function cancel() {
    setBusy(true);
    try {
      await calls.unschedule(id, scheduled.id);
      onCancelled(content.text);
    } catch (fault) {
      onFault(fault);
      setBusy(false);
      setSure(false);
    }
    reload();
  }

  return (
    <li>
      <time dateTime={scheduled.at} title={full}>{when}</time>
      <span className="scheduled-text">{[tag === "" ? "" : previewText(tag, t), content.text].filter(Boolean).join(" · ")}</span>
      {canWrite && <IconButton icon="cross" label={t("inbox.later.cancel", { when })} onClick={() => setSure(true)} />}
      {sure && (
        <Sure question={t("inbox.later.sure")} yes={t("inbox.later.sureYes")} no={t("inbox.later.keep")} busy={busy} onYes={() => void cancel()} onNo={() => setSure(false)} />
      )}
    </li>
  );
}
