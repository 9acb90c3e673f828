import { useRef, useState } from "react";
import type { ApprovedTemplate } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { TemplateNote } from "../../conversation/components/TemplateNote";
import { useProject } from "../../project/hooks/useProject";
import { TemplatePreview } from "../../template/components/TemplatePreview";
import { fillingOf, languageName, slotsOf, type Filling } from "../../template/state/templates";
import type { TemplateShelves } from "../hooks/useTemplateShelves";
import type { Draft } from "../state/draft";
import { reachOf } from "../state/reach";
import { KeptParts } from "./KeptParts";

export type Picking = { connection: number; start?: { template: ApprovedTemplate; filled: Filling } | undefined; done: () => void };

type Props = { draft: Draft; shelves: TemplateShelves; onChange: (change: Partial<Draft>) => void; onPick: (picking: Picking) => void };

/** The approved template a broadcast says: which, with what in its places, and whom it does not reach. */
export function TemplateChoice({ draft, shelves, onChange, onPick }: Props) {
  const { t, locale } = useTexts();
  const box = useRef<HTMLFieldSetElement>(null);
  const all = useProject((s) => s.connections);
  const [picked, setPicked] = useState<number>();
  const part = draft.template?.part;
  const known = part === undefined ? undefined : shelves.find(part);
  const own = picked ?? known?.connection ?? (shelves.connections.find((one) => one.id === draft.picked.connection) ?? shelves.connections[0])?.id;
  const reach = reachOf(draft.picked, all, part === undefined ? own : known?.connection ?? own);
  const filled = part !== undefined && known !== undefined ? fillingOf(known.template, part) : {};
  const done = () => requestAnimationFrame(() => box.current?.querySelector("button")?.focus());
  const pick = (start?: Picking["start"]) => { if (own !== undefined) onPick({ connection: start === undefined ? own : known?.connection ?? own, start, done }); };

  return (
    <fieldset ref={box} className="template-choice"><legend className="unseen">{t("inbox.broadcast.says.template")}</legend>
      {shelves.connections.length === 0 && <p className="notice fault" role="alert">{t("inbox.broadcast.template.noConnection")}</p>}
      {shelves.connections.length > 1 && <label className="field"><span className="label">{t("inbox.broadcast.template.of")}</span>
        <select className="input" value={own} onChange={(event) => setPicked(Number(event.target.value))}>
          {shelves.connections.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select></label>}
      {known !== undefined && <>
        <p className="templates-name"><strong>{known.template.name}</strong><span className="chip">{languageName(known.template.language, locale)}</span></p>
        <TemplatePreview template={known.template} filling={filled} />
      </>}
      {part !== undefined && known === undefined && <>
        <TemplateNote template={part} worded={false} />
        {shelves.told && <p className="notice fault" role="alert">{t("inbox.broadcast.template.gone", { name: part.name })}</p>}
      </>}
      <div className="buttons-row">
        {known !== undefined && slotsOf(known.template).length > 0 && <button type="button" className="button" onClick={() => pick({ template: known.template, filled })}>
          <Icon name="edit" size={16} />{t("inbox.broadcast.template.fill")}</button>}
        <button type="button" className="button" disabled={own === undefined} onClick={() => pick()}>
          <Icon name="template" size={16} />{t(part === undefined ? "inbox.broadcast.template.choose" : "inbox.broadcast.template.another")}</button>
      </div>
      {draft.kept.length > 0 && <ul className="uploads"><KeptParts parts={draft.kept} onChange={(kept) => onChange({ kept })} /></ul>}
      {(reach.kind === "nobody" || reach.kind === "another") && <p className="notice lantern" role="status">{t(`inbox.broadcast.template.reach.${reach.kind}`, { name: reach.name })}</p>}
      {reach.kind === "some" && <p className="hint">{t("inbox.broadcast.template.reach.some")}</p>}
    </fieldset>
  );
}
