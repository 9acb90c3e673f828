import { go } from "../../../app/navigation";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useLoaded } from "../../settings/hooks/useLoaded";
import { KINDS, type Picked } from "../state/draft";

export function AudiencePicker({ picked, onChange }: { picked: Picked; onChange: (picked: Picked) => void }) {
  const { t } = useTexts();
  const { calls, project } = useWorkspace();
  const { value, fault } = useLoaded(calls.lists);
  const connections = useProject((s) => s.connections);
  const none = value?.lists.length === 0;
  return (
    <>
      <fieldset className="segments"><legend>{t("inbox.broadcast.to")}</legend>
        {KINDS.map((kind) => (
          <label key={kind}><input type="radio" name="audience" checked={picked.kind === kind} onChange={() => onChange({ ...picked, kind })} /><span>{t(`inbox.broadcast.to.${kind}`)}</span></label>
        ))}
      </fieldset>
      <DeedNote deed={{ fault, done: false }} />
      {picked.kind === "list" && none && <p className="nothing-here">{t("inbox.lists.none")}{" "}
        <button type="button" className="button quiet" onClick={() => go({ page: "mailing", project: project.id, section: "lists" })}>{t("inbox.lists.create")}</button></p>}
      {picked.kind === "list" && !none && <label className="field"><span className="label">{t("inbox.broadcast.list")}</span>
        <select className="input" value={picked.list ?? ""} onChange={(event) => onChange({ ...picked, list: chosen(event.target.value) })}>
          <option value="">{t("inbox.broadcast.choose")}</option>
          {value?.lists.map((list) => <option key={list.id} value={list.id}>{list.name}</option>)}
        </select></label>}
      {picked.kind === "platform" && <label className="field"><span className="label">{t("inbox.broadcast.connection")}</span>
        <select className="input" value={picked.connection ?? ""} onChange={(event) => onChange({ ...picked, connection: chosen(event.target.value) })}>
          <option value="">{t("inbox.broadcast.choose")}</option>
          {connections.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select></label>}
      {picked.kind !== "list" && <label className="field"><span className="label">{t(`inbox.broadcast.ids.${picked.kind}`)}</span>
        <textarea className="input" rows={3} value={picked.ids} onChange={(event) => onChange({ ...picked, ids: event.target.value })} /></label>}
    </>
  );
}

const chosen = (value: string): number | undefined => (value === "" ? undefined : Number(value));
