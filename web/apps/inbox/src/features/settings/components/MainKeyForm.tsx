import { useState, type FormEvent } from "react";
import type { ApiKey } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDeed } from "../hooks/useDeed";
import { DeedNote } from "./DeedNote";

type Props = { made: ApiKey; /** Where it still stands on the screen. */ value: string; onDone: () => void; onCancel: () => void };

/** Makes a key the main one. The server keeps no values of keys, so it is asked for. */
export function MainKeyForm({ made, value, onDone, onCancel }: Props) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const [secret, setSecret] = useState(value);
  const deed = useDeed();
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (await deed.run(() => calls.makeMainKey(made.id, secret.trim()))) onDone();
  }
  return (
    <form className="settings-form in-row" onSubmit={(event) => void submit(event)}>
      <p>{t("inbox.keys.makeMainLead")}</p>
      <Field label={t("inbox.keys.value")} hint={made.hint === undefined ? undefined : t("inbox.keys.valueHint", { hint: made.hint })}
        value={secret} onChange={setSecret} required autoFocus autoComplete="off" />
      <DeedNote deed={deed} />
      <p className="row-buttons">
        <button type="submit" className="button primary" disabled={deed.busy || secret.trim() === ""}>{t("inbox.keys.makeMain")}</button>
        <button type="button" className="button quiet" onClick={onCancel}>{t("inbox.app.cancel")}</button>
      </p>
    </form>
  );
}
