import { useState, type FormEvent } from "react";
import { Field } from "@besedka/ui";
import { api } from "../../../app/session";
import { useTexts } from "../../../shared/useTexts";
import { useDeed } from "../hooks/useDeed";
import { DeedNote } from "./DeedNote";

export function PasswordForm() {
  const { t } = useTexts();
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const deed = useDeed();
  async function save(event: FormEvent) {
    event.preventDefault();
    if (!(await deed.run(() => api.tell("POST", "/v1/me/password", { old, new: fresh })))) return;
    setOld("");
    setFresh("");
  }
  return (
    <section className="settings-part">
      <h3>{t("inbox.profile.password")}</h3>
      <form className="settings-form" onSubmit={(event) => void save(event)}>
        <Field label={t("inbox.profile.oldPassword")} type="password" value={old} onChange={setOld} autoComplete="current-password" required />
        <Field label={t("inbox.profile.newPassword")} hint={t("inbox.link.passwordHint")} type="password" value={fresh} onChange={setFresh} autoComplete="new-password" required minLength={10} />
        <DeedNote deed={deed} />
        <button type="submit" className="button" disabled={deed.busy}>{t("inbox.profile.changePassword")}</button>
      </form>
    </section>
  );
}
