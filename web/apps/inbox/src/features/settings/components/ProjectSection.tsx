import { useState, type FormEvent } from "react";
import { Problem, type Locale, type Project } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import { askAgain } from "../../../app/session";
import { faultText } from "../../../shared/faultText";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDeed } from "../hooks/useDeed";
import { DeedNote } from "./DeedNote";
import { ZonePicker } from "./ZonePicker";

/** What the project is called, by which clocks it lives, and the language it greets new members in. */
export function ProjectSection({ project }: { project: Project }) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const [name, setName] = useState(project.name);
  const [timeZone, setTimeZone] = useState(project.timeZone);
  const [locale, setLocale] = useState<Locale>(project.locale);
  const deed = useDeed();
  const faultOf = (field: string) => (deed.fault instanceof Problem && deed.fault.field === field ? faultText(deed.fault, t) : undefined);
  const ofField = faultOf("name") ?? faultOf("timeZone");
  const same = name.trim() === project.name && timeZone === project.timeZone && locale === project.locale;

  async function save(event: FormEvent) {
    event.preventDefault();
    if (await deed.run(() => calls.changeProject({ name: name.trim(), timeZone, locale }))) await askAgain();
  }

  return (
    <section className="settings-part">
      <h3>{t("inbox.settings.project")}</h3>
      <form className="settings-form" onSubmit={(event) => void save(event)}>
        <Field label={t("inbox.project.name")} value={name} onChange={setName} required maxLength={100} fault={faultOf("name")} />
        <ZonePicker label={t("inbox.project.zone")} zone={timeZone} onChange={setTimeZone} fault={faultOf("timeZone")} />
        <p className="hint">{t("inbox.project.zoneHint")}</p>
        <fieldset className="segments"><legend>{t("inbox.project.language")}</legend>
          <button type="button" aria-pressed={locale === "ru"} lang="ru" onClick={() => setLocale("ru")}>Русский</button>
          <button type="button" aria-pressed={locale === "en"} lang="en" onClick={() => setLocale("en")}>English</button>
        </fieldset>
        <DeedNote deed={{ fault: ofField === undefined ? deed.fault : undefined, done: deed.done && same }} />
        <button type="submit" className="button primary" disabled={deed.busy || same || name.trim() === ""}>{t("inbox.settings.save")}</button>
      </form>
    </section>
  );
}
