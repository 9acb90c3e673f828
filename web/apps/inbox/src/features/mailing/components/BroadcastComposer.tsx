import { useState, type FormEvent } from "react";
import type { Broadcast, DryRun } from "@besedka/api-client";
import { Field, IconButton } from "@besedka/ui";
import { LeaveSure } from "../../../app/LeaveSure";
import { useLeaving } from "../../../app/useLeaving";
import { useTexts } from "../../../shared/useTexts";
import { useUploads } from "../../conversation/hooks/useUploads";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useDeed } from "../../settings/hooks/useDeed";
import { TemplatePicker } from "../../template/components/TemplatePicker";
import { templatePart, templateWords } from "../../template/state/templates";
import { useTemplateShelves } from "../hooks/useTemplateShelves";
import { changeOf, draftOf, EMPTY_DRAFT, SAYS, wishOf, type Draft } from "../state/draft";
import { AudiencePicker } from "./AudiencePicker";
import { BlockPicker } from "./BlockPicker";
import { DryRunPanel } from "./DryRunPanel";
import { MessageWriter } from "./MessageWriter";
import { TemplateChoice, type Picking } from "./TemplateChoice";
import { VariableMenu } from "./VariableMenu";

type Props = { broadcast?: Broadcast; onDone: (id: number) => void; onLeave: () => void };

/** A broadcast being written, a new one or one that has not begun: what, to whom, when; and what would become of it. */
export function BroadcastComposer({ broadcast, onDone, onLeave }: Props) {
  const { t, timeZone } = useTexts();
  const { calls } = useWorkspace();
  const uploads = useUploads();
  const [before] = useState(() => (broadcast === undefined ? EMPTY_DRAFT : draftOf(broadcast, timeZone)));
  const [draft, setDraft] = useState(before);
  const leaving = useLeaving(uploads.files.length > 0 || JSON.stringify(draft) !== JSON.stringify(before));
  const done = (id: number) => { leaving.free(); onDone(id); };
  const [dry, setDry] = useState<DryRun>();
  const deed = useDeed();
  const change = (part: Partial<Draft>) => { setDry(undefined); setDraft((was) => ({ ...was, ...part })); };
  const shelves = useTemplateShelves(draft.says === "template");
  const [picking, setPicking] = useState<Picking>();
  const wish = draft.says === "message" && uploads.busy ? undefined : wishOf(draft, uploads.parts, timeZone);

  const look = () => void deed.run(async () => { if (wish !== undefined) setDry(await calls.dryRun(wish)); });
  const send = (kept: boolean) => void deed.run(async () => {
    if (wish !== undefined) done((await calls.createBroadcast({ ...wish, draft: kept })).broadcast.id);
  });
  const save = (id: number) => void deed.run(async () => { if (wish !== undefined) done((await calls.changeBroadcast(id, changeOf(wish))).broadcast.id); });
  const idle = wish === undefined || deed.busy;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (dry === undefined) look();
    else if (broadcast === undefined) send(false);
    else save(broadcast.id);
  }

  return (
    <>
    <section className="settings-part" onChange={() => setDry(undefined)}>
      <div className="page-head"><IconButton icon="back" label={t("inbox.mailing.broadcasts")} onClick={onLeave} />
        <h3>{broadcast === undefined ? t("inbox.broadcast.new") : t("inbox.broadcast.editing")}</h3></div>
      <form className="settings-form wide" onSubmit={submit}>
        <Field label={t("inbox.broadcast.name")} value={draft.name} onChange={(name) => change({ name })} required maxLength={100} autoFocus />
        <AudiencePicker picked={draft.picked} onChange={(picked) => change({ picked })} />
        <fieldset className="segments"><legend>{t("inbox.broadcast.says")}</legend>
          {SAYS.filter((one) => one !== "template" || draft.says === one || draft.template !== undefined || shelves.connections.length > 0).map((one) => (
            <label key={one}><input type="radio" name="says" checked={draft.says === one} onChange={() => change({ says: one })} /><span>{t(`inbox.broadcast.says.${one}`)}</span></label>
          ))}
        </fieldset>
        {draft.says === "block" && <BlockPicker block={draft.block} onChange={(block) => change({ block })} />}
        {draft.says === "message" && <MessageWriter draft={draft} uploads={uploads} onChange={change} />}
        {draft.says === "template" && <TemplateChoice draft={draft} shelves={shelves} onChange={change} onPick={setPicking} />}
        <WhenFields draft={draft} onChange={change} />
        <label className="check"><input type="checkbox" checked={draft.once} onChange={() => change({ once: !draft.once })} /><span>{t("inbox.broadcast.once")}</span></label>
        <label className="check"><input type="checkbox" checked={draft.words} onChange={() => change({ words: !draft.words })} /><span>{t("inbox.broadcast.optOutWords")}</span></label>
        <DeedNote deed={{ fault: deed.fault, done: false }} />
        {dry !== undefined && <DryRunPanel run={dry} />}
        <div className="buttons-row">
          <button type="submit" className="button primary" disabled={idle || (broadcast === undefined && dry?.recipients === 0)}>
            {dry === undefined ? t("inbox.broadcast.look") : broadcast !== undefined ? t("inbox.broadcast.save")
              : wish?.at === undefined ? t("inbox.broadcast.send", { count: dry.recipients }) : t("inbox.broadcast.schedule")}
          </button>
          {broadcast === undefined && <button type="button" className="button quiet" disabled={idle} onClick={() => send(true)}>{t("inbox.broadcast.draft")}</button>}
          {broadcast !== undefined && dry === undefined && <button type="button" className="button quiet" disabled={idle} onClick={() => save(broadcast.id)}>{t("inbox.broadcast.save")}</button>}
        </div>
      </form>
      {picking !== undefined && <TemplatePicker connection={picking.connection} start={picking.start} act={{ icon: "tick", label: t("inbox.broadcast.template.use") }}
        variables={(insert) => <VariableMenu onInsert={insert} />} onClose={() => { setPicking(undefined); picking.done(); }}
        onDone={(template, filling) => change({ template: { part: templatePart(template, filling, draft.template?.part), words: templateWords(template, filling) } })} />}
    </section>
    <LeaveSure leaving={leaving} />
    </>
  );
}

/** When it starts, how fast it goes, when nobody is disturbed. */
function WhenFields({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const { t } = useTexts();
  const { quiet } = draft;
  return (
    <>
      <div className="pair">
        <Field label={t("inbox.broadcast.day")} hint={t("inbox.broadcast.dayHint")} type="date" value={draft.day} onChange={(day) => onChange({ day })} />
        {draft.day !== "" && <Field label={t("inbox.broadcast.time")} type="time" value={draft.time} onChange={(time) => onChange({ time })} />}
        <Field label={t("inbox.broadcast.shift")} hint={t("inbox.broadcast.shiftHint")} value={draft.shift} onChange={(shift) => onChange({ shift })} />
      </div>
      <label className="check"><input type="checkbox" checked={quiet !== undefined} onChange={() => onChange({ quiet: quiet === undefined ? { from: "22:00", to: "09:00" } : undefined })} />
        <span>{t("inbox.broadcast.quiet")}</span></label>
      {quiet !== undefined && <div className="pair">
        <Field label={t("inbox.broadcast.quietFrom")} type="time" value={quiet.from} onChange={(from) => onChange({ quiet: { ...quiet, from } })} />
        <Field label={t("inbox.broadcast.quietTo")} type="time" value={quiet.to} onChange={(to) => onChange({ quiet: { ...quiet, to } })} />
      </div>}
    </>
  );
}
