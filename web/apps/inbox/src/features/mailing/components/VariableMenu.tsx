import { useCallback, useState } from "react";
import { Popover } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useLoaded } from "../../settings/hooks/useLoaded";

const BUILT_IN = ["name", "full_name", "client_id", "current_date"] as const;

/** Variables that a text may ask for; what is chosen is written where the cursor stands. */
export function VariableMenu({ onInsert }: { onInsert: (written: string) => void }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const insert = (name: string) => { onInsert(`#{${name}}`); close(); };
  return (
    <span className="variable-menu">
      <button type="button" className="button quiet" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>{t("inbox.variable.insert")}</button>
      {open && <Popover label={t("inbox.variable.insert")} onClose={close}><Choices onInsert={insert} /></Popover>}
    </span>
  );
}

function Choices({ onInsert }: { onInsert: (name: string) => void }) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const { value, fault } = useLoaded(calls.projectVariables);
  const [own, setOwn] = useState("");
  const name = own.trim();
  return (
    <>
      {BUILT_IN.map((one) => <button key={one} type="button" className="menu-item" onClick={() => onInsert(one)}>{t(`inbox.variable.${one}`)}<code>{one}</code></button>)}
      {value?.map((one) => <button key={one} type="button" className="menu-item" onClick={() => onInsert(`project.${one}`)}>{t("inbox.variable.ofProject")}<code>project.{one}</code></button>)}
      <DeedNote deed={{ fault, done: false }} />
      <label className="field"><span className="label">{t("inbox.variable.ofClient")}</span>
        <span className="variable-own">
          <input className="input" value={own} maxLength={200} placeholder="city" onChange={(event) => { event.stopPropagation(); setOwn(event.target.value); }}
            onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); if (name !== "") onInsert(`client.${name}`); } }} />
          <button type="button" className="button" disabled={name === ""} onClick={() => onInsert(`client.${name}`)}>{t("inbox.variable.add")}</button>
        </span></label>
    </>
  );
}
