import { useRef, useState, type FormEvent } from "react";
import type { DryRun, NewBroadcast, Part } from "@besedka/api-client";
import { Field, IconButton } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { zonedTime } from "../../../shared/zoned";
import { ButtonMaker } from "../../conversation/components/ButtonMaker";
import { UploadRow } from "../../conversation/components/UploadRow";
import { useUploads } from "../../conversation/hooks/useUploads";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useDeed } from "../../settings/hooks/useDeed";
import { AudiencePicker, type Picked, audienceOf } from "./AudiencePicker";
import { DryRunPanel } from "./DryRunPanel";
import "../../conversation/composer.css";

/** A new broadcast: what, to whom, when; and what would become of it. */
export function BroadcastComposer({ onDone, onLeave }: { onDone: (id: number) => void; onLeave: () => void }) {
  const { t, timeZone } = useTexts();
  const { calls } = useWorkspace();
  const uploads = useUploads();
  const picker = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const [block, setBlock] = useState("");
  const [says, setSays] = useState<"message" | "block">("message");
  const [labels, setLabels] = useState<readonly string[]>();
  const [picked, setPicked] = useState<Picked>({ kind: "list", list: undefined, ids: "", connection: undefined });
  const [shift, setShift] = useState("0.2");
  const [day, setDay] = useState("");
  const [time, setTime] = useState("10:00");
  const [quiet, setQuiet] = useState<{ from: string; to: string }>();
  const [once, setOnce] = useState(false);
  const [words, setWords] = useState(true);
  const [dry, setDry] = useState<DryRun>();
  const deed = useDeed();

  const audience = audienceOf(picked);
  const buttons = labels?.map((one) => one.trim()).filter((one) => one !== "") ?? [];
  const parts: Part[] = [...uploads.parts, ...(buttons.length === 0 ? [] : [{
    type: "buttons" as const, inline: true, oneTime: false, lines: buttons.map((label) => [{ label, kind: "TEXT" as const }]),
  }])];
  const said = says === "block" ? Number(block) > 0 : text.trim() !== "" || uploads.parts.length > 0;
  const at = day === "" ? undefined : zonedTime(day, time, timeZone);
  const ready = name.trim() !== "" && audience !== undefined && said && !uploads.busy && (day === "" || at !== undefined);

  function wish(draft: boolean): NewBroadcast | undefined {
    return audience === undefined ? undefined : {
      name: name.trim(),
      audience,
      ...(says === "block" ? { block: Number(block) } : { content: { text: text.trim(), markup: false, parts } }),
      shift: Number(shift.replace(",", ".")),
      at: at === undefined ? undefined : new Date(at).toISOString(),
      quietHours: quiet,
      oncePerPerson: once,
      optOutWords: words,
      draft,
    };
  }

  const look = () => void deed.run(async () => { const wanted = wish(false); if (wanted !== undefined) setDry(await calls.dryRun(wanted)); });
  const send = (draft: boolean) => void deed.run(async () => {
    const wanted = wish(draft);
    if (wanted !== undefined) onDone((await calls.createBroadcast(wanted)).broadcast.id);
  });
  const submit = (event: FormEvent) => { event.preventDefault(); if (dry === undefined) look(); else send(false); };

  return (
    <section className="settings-part" onChange={() => setDry(undefined)}>
      <div className="page-head"><IconButton icon="back" label={t("inbox.mailing.broadcasts")} onClick={onLeave} /><h3>{t("inbox.broadcast.new")}</h3></div>
      <form className="settings-form wide" onSubmit={submit}>
        <Field label={t("inbox.broadcast.name")} value={name} onChange={setName} required maxLength={100} autoFocus />
        <AudiencePicker picked={picked} onChange={setPicked} />
        <fieldset className="segments"><legend>{t("inbox.broadcast.says")}</legend>
          {(["message", "block"] as const).map((one) => (
            <label key={one}><input type="radio" name="says" checked={says === one} onChange={() => setSays(one)} /><span>{t(`inbox.broadcast.says.${one}`)}</span></label>
          ))}
        </fieldset>
        {says === "block"
          ? <Field label={t("inbox.broadcast.block")} hint={t("inbox.broadcast.blockHint")} value={block} onChange={setBlock} inputMode="numeric" />
          : <>
            <label className="field"><span className="label">{t("inbox.broadcast.text")}</span>
              <textarea className="input" rows={5} maxLength={16000} value={text} onChange={(event) => setText(event.target.value)} /></label>
            {uploads.files.length > 0 && <ul className="uploads">{uploads.files.map((one) => <UploadRow key={one.id} upload={one} onRemove={uploads.removeFile} onAgain={uploads.again} />)}</ul>}
            {labels !== undefined && <ButtonMaker labels={labels} onChange={(made) => { setDry(undefined); setLabels(made); }} onLeave={() => undefined} />}
            <div className="buttons-row">
              <input ref={picker} type="file" multiple hidden onChange={(event) => { uploads.addFiles([...(event.target.files ?? [])]); event.target.value = ""; }} />
              <IconButton icon="clip" label={t("inbox.composer.attach")} onClick={() => picker.current?.click()} />
              <IconButton icon="buttons" label={t("inbox.composer.buttons")} onClick={() => setLabels(labels ?? [""])} />
            </div>
          </>}
        <div className="pair">
          <Field label={t("inbox.broadcast.day")} hint={t("inbox.broadcast.dayHint")} type="date" value={day} onChange={setDay} />
          {day !== "" && <Field label={t("inbox.broadcast.time")} type="time" value={time} onChange={setTime} />}
          <Field label={t("inbox.broadcast.shift")} hint={t("inbox.broadcast.shiftHint")} value={shift} onChange={setShift} />
        </div>
        <label className="check"><input type="checkbox" checked={quiet !== undefined} onChange={() => setQuiet(quiet === undefined ? { from: "22:00", to: "09:00" } : undefined)} />
          <span>{t("inbox.broadcast.quiet")}</span></label>
        {quiet !== undefined && <div className="pair">
          <Field label={t("inbox.broadcast.quietFrom")} type="time" value={quiet.from} onChange={(from) => setQuiet({ ...quiet, from })} />
          <Field label={t("inbox.broadcast.quietTo")} type="time" value={quiet.to} onChange={(to) => setQuiet({ ...quiet, to })} />
        </div>}
        <label className="check"><input type="checkbox" checked={once} onChange={() => setOnce(!once)} /><span>{t("inbox.broadcast.once")}</span></label>
        <label className="check"><input type="checkbox" checked={words} onChange={() => setWords(!words)} /><span>{t("inbox.broadcast.optOutWords")}</span></label>
        <DeedNote deed={{ fault: deed.fault, done: false }} />
        {dry !== undefined && <DryRunPanel run={dry} />}
        <div className="buttons-row">
          <button type="submit" className="button primary" disabled={!ready || deed.busy || dry?.recipients === 0}>
            {dry === undefined ? t("inbox.broadcast.look") : at === undefined ? t("inbox.broadcast.send", { count: dry.recipients }) : t("inbox.broadcast.schedule")}
          </button>
          <button type="button" className="button quiet" disabled={!ready || deed.busy} onClick={() => send(true)}>{t("inbox.broadcast.draft")}</button>
        </div>
      </form>
    </section>
  );
}
