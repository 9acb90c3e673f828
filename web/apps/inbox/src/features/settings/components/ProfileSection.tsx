import { useState, type FormEvent } from "react";
import type { Locale, User } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import { speak } from "../../../app/language";
import { api, askWhoWeAre } from "../../../app/session";
import { useTexts } from "../../../shared/useTexts";
import { useDeed } from "../hooks/useDeed";
import { DeedNote } from "./DeedNote";
import { PasswordForm } from "./PasswordForm";
import { TotpForm } from "./TotpForm";

export function ProfileSection({ user }: { user: User }) {
  const { t } = useTexts();
  const [name, setName] = useState(user.name);
  const [locale, setLocale] = useState<Locale>(user.locale);
  const deed = useDeed();

  async function save(event: FormEvent) {
    event.preventDefault();
    if (!(await deed.run(() => api.tell("PATCH", "/v1/me", { name: name.trim(), locale })))) return;
    speak(locale);
    await askWhoWeAre();
  }

  return (
    <>
      <section className="settings-part">
        <h3>{t("inbox.settings.profile")}</h3>
        <form className="settings-form" onSubmit={(event) => void save(event)}>
          <Field label={t("inbox.signIn.email")} value={user.email} onChange={() => undefined} readOnly />
          <Field label={t("inbox.link.name")} hint={t("inbox.profile.nameHint")} value={name} onChange={setName} required maxLength={100} />
          <fieldset className="segments"><legend>{t("inbox.comfort.language")}</legend>
            <button type="button" aria-pressed={locale === "ru"} lang="ru" onClick={() => setLocale("ru")}>Русский</button>
            <button type="button" aria-pressed={locale === "en"} lang="en" onClick={() => setLocale("en")}>English</button>
          </fieldset>
          <DeedNote deed={deed} />
          <button type="submit" className="button primary" disabled={deed.busy || (name.trim() === user.name && locale === user.locale)}>{t("inbox.settings.save")}</button>
        </form>
      </section>
      <PasswordForm />
      <TotpForm on={user.totp} />
    </>
  );
}
