import { useCallback, useState } from "react";
import { RECIPIENT_STATES, type Broadcast } from "@besedka/api-client";
import { IconButton, Sure } from "@besedka/ui";
import { go } from "../../../app/navigation";
import { fullTime } from "../../../shared/times";
import { useTexts } from "../../../shared/useTexts";
import { BubbleParts } from "../../conversation/components/BubbleParts";
import type { BroadcastMove } from "../../project/api/mailingApi";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useDeed } from "../../settings/hooks/useDeed";
import { useLoaded } from "../../settings/hooks/useLoaded";
import { useOftenWhile } from "../hooks/useOftenWhile";
import { maySend } from "../state/maySend";
import { BroadcastComposer } from "./BroadcastComposer";
import { ProgressBar } from "./ProgressBar";
import { Recipients } from "./Recipients";

const MOVES: Record<Broadcast["state"], readonly BroadcastMove[]> = {
  draft: ["start"], scheduled: ["pause", "cancel"], running: ["pause", "cancel"], paused: ["resume", "cancel"], done: [], cancelled: [],
};

/** How a broadcast goes, and what became of each recipient. */
export function BroadcastPage({ id, writing }: { id: number; writing: boolean }) {
  const { t, locale, timeZone } = useTexts();
  const { calls, project } = useWorkspace();
  const { value, fault, reload } = useLoaded(useCallback(() => calls.broadcast(id), [calls, id]));
  const [state, setState] = useState("");
  const [sure, setSure] = useState(false);
  const [retried, setRetried] = useState<number>();
  const deed = useDeed();
  const results = value?.results ?? {};
  const moving = value?.broadcast.state === "running" || value?.broadcast.state === "scheduled" || (results["queued"] ?? 0) + (results["sending"] ?? 0) > 0;
  useOftenWhile(moving, reload);
  const leave = () => go({ page: "mailing", project: project.id, section: "broadcasts" });
  const move = (what: BroadcastMove) => void deed.run(() => calls.moveBroadcast(id, what)).then(() => { setSure(false); reload(); });
  const retry = () => void deed.run(async () => setRetried(await calls.retryBroadcast(id))).then(reload);
  const edit = (on: boolean) => go({ page: "mailing", project: project.id, section: "broadcasts", id, writing: on }, !on);
  const isWaiting = value?.broadcast.startedAt === undefined && ["draft", "scheduled", "paused"].includes(value?.broadcast.state ?? "");
  const broken = (results["failed"] ?? 0) + (results["declined"] ?? 0) + (results["empty_parameter"] ?? 0);

  if (writing && value !== undefined && isWaiting && maySend(project)) {
    return <BroadcastComposer broadcast={value.broadcast} onLeave={() => edit(false)} onDone={() => { edit(false); reload(); }} />;
  }
  return (
    <section className="settings-part">
      <div className="page-head">
        <IconButton icon="back" label={t("inbox.mailing.broadcasts")} onClick={leave} />
        <h3>{value?.broadcast.name ?? "…"}</h3>
        {value !== undefined && <span className={`chip state-${value.broadcast.state}`}>{t(`inbox.state.${value.broadcast.state}`)}</span>}
      </div>
      <DeedNote deed={{ fault: fault ?? deed.fault, done: false }} />
      {value === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
      {value !== undefined && <>
        <ProgressBar broadcast={value.broadcast} />
        {value.broadcast.error !== undefined && <p className="notice fault" role="alert">{value.broadcast.error}</p>}
        {value.broadcast.at !== undefined && value.broadcast.startedAt === undefined && <p>{t("inbox.broadcast.starts", { when: fullTime(value.broadcast.at, locale, timeZone) })}</p>}
        <blockquote className="broadcast-text">
          {value.broadcast.block === undefined ? value.broadcast.content?.text : <BlockName block={value.broadcast.block} />}
          {value.broadcast.content !== undefined && value.broadcast.content.parts.length > 0 && <BubbleParts parts={value.broadcast.content.parts} text={value.broadcast.content.text} />}
        </blockquote>
        {maySend(project) && <div className="buttons-row">
          {MOVES[value.broadcast.state].map((one) => one === "cancel"
            ? <button key={one} type="button" className="button quiet" disabled={deed.busy} onClick={() => setSure(true)}>{t("inbox.move.cancel")}</button>
            : <button key={one} type="button" className="button" disabled={deed.busy} onClick={() => move(one)}>{t(`inbox.move.${one}`)}</button>)}
          {isWaiting && <button type="button" className="button" disabled={deed.busy} onClick={() => edit(true)}>{t("inbox.move.edit")}</button>}
          {broken > 0 && value.broadcast.state !== "cancelled" && <button type="button" className="button" disabled={deed.busy} onClick={retry}>{t("inbox.move.retry", { count: broken })}</button>}
          {value.broadcast.state === "draft" && <button type="button" className="button quiet" disabled={deed.busy}
            onClick={() => setSure(true)}>{t("inbox.move.delete")}</button>}
        </div>}
        {sure && value.broadcast.state === "draft" && <Sure question={t("inbox.move.deleteSure")} yes={t("inbox.move.delete")} no={t("inbox.later.keep")} busy={deed.busy}
          onYes={() => void deed.run(() => calls.deleteDraft(id)).then((done) => done && leave())} onNo={() => setSure(false)} />}
        {sure && value.broadcast.state !== "draft" && <Sure question={t("inbox.move.cancelSure")} yes={t("inbox.move.cancel")} no={t("inbox.later.keep")} busy={deed.busy}
          onYes={() => move("cancel")} onNo={() => setSure(false)} />}
        {retried !== undefined && <p className="notice" role="status">{t("inbox.broadcast.retried", { count: retried })}</p>}
        {value.broadcast.startedAt !== undefined && <>
          <div className="result-tiles" role="group" aria-label={t("inbox.broadcast.results")}>
            {RECIPIENT_STATES.filter((one) => results[one] !== undefined).map((one) => (
              <button key={one} type="button" className={`result-tile of-${one}`} aria-pressed={state === one} onClick={() => setState(state === one ? "" : one)}>
                <strong>{results[one]?.toLocaleString(locale)}</strong><span>{t(`inbox.recipient.${one}`)}</span>
              </button>
            ))}
          </div>
          <a className="button quiet" href={calls.recipientsTable(id)} download>{t("inbox.broadcast.csv")}</a>
          <Recipients id={id} state={state} looks={JSON.stringify(results)} />
        </>}
      </>}
    </section>
  );
}

/** As the flow calls it, for those who may see flows; else its number. */
function BlockName({ block }: { block: number }) {
  const { t } = useTexts();
  const { calls, project } = useWorkspace();
  const { value } = useLoaded(useCallback(() => (maySend(project) ? calls.blocks() : Promise.resolve([])), [calls, project]));
  const found = value?.find((one) => one.number === block);
  const number = t("inbox.broadcast.ofBlock", { block: String(block) });
  return <>{found === undefined ? number : `${found.flow} · ${found.name ?? found.id} · ${number}`}</>;
}
