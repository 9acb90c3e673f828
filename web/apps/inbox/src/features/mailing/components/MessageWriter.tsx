import { useRef } from "react";
import { IconButton } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { ButtonMaker } from "../../conversation/components/ButtonMaker";
import { UploadRow } from "../../conversation/components/UploadRow";
import type { Uploads } from "../../conversation/hooks/useUploads";
import type { Draft } from "../state/draft";
import { KeptParts } from "./KeptParts";
import { VariableMenu } from "./VariableMenu";
import "../../conversation/composer.css";

type Props = { draft: Draft; uploads: Uploads; onChange: (change: Partial<Draft>) => void };

/** The message of a broadcast: a text with variables, files, buttons. */
export function MessageWriter({ draft, uploads, onChange }: Props) {
  const { t } = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);

  function insert(written: string) {
    const { selectionStart: from, selectionEnd: to } = text.current ?? { selectionStart: draft.text.length, selectionEnd: draft.text.length };
    onChange({ text: draft.text.slice(0, from) + written + draft.text.slice(to) });
    requestAnimationFrame(() => {
      text.current?.focus();
      text.current?.setSelectionRange(from + written.length, from + written.length);
    });
  }

  return (
    <>
      <label className="field"><span className="label">{t("inbox.broadcast.text")}</span>
        <textarea ref={text} className="input" rows={5} maxLength={16000} value={draft.text} onChange={(event) => onChange({ text: event.target.value })} />
        <span className="hint">{t("inbox.broadcast.textHint")}</span></label>
      {(draft.kept.length > 0 || uploads.files.length > 0) && <ul className="uploads">
        <KeptParts parts={draft.kept} onChange={(kept) => onChange({ kept })} />
        {uploads.files.map((one) => <UploadRow key={one.id} upload={one} onRemove={uploads.removeFile} onAgain={uploads.again} />)}
      </ul>}
      {draft.labels !== undefined && <ButtonMaker labels={draft.labels} onChange={(labels) => onChange({ labels })} onLeave={() => undefined} />}
      <div className="buttons-row">
        <input ref={picker} type="file" multiple hidden onChange={(event) => { uploads.addFiles([...(event.target.files ?? [])]); event.target.value = ""; }} />
        <IconButton icon="clip" label={t("inbox.composer.attach")} onClick={() => picker.current?.click()} />
        <IconButton icon="buttons" label={t("inbox.composer.buttons")} onClick={() => onChange({ labels: draft.labels ?? [""] })} />
        <VariableMenu onInsert={insert} />
      </div>
    </>
  );
}
