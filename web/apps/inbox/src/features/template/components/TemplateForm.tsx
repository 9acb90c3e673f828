import { useEffect, useRef, useState, type FormEvent } from "react";
import type { ApprovedTemplate, NewContent } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import type { Translate } from "../../../shared/translate";
import { useTexts } from "../../../shared/useTexts";
import { filledText, languageName, LONGEST_VALUE, slotFault, slotsOf, templatePart, type Filling, type Slot } from "../state/templates";
import { TemplatePreview } from "./TemplatePreview";

type Props = { template: ApprovedTemplate; onBack: () => void; onSend: (content: NewContent) => void };

function labelOf(slot: Slot, t: Translate): string {
  switch (slot.kind) {
    case "header": return t("inbox.template.header");
    case "file": return t(slot.label === "PHOTO" ? "inbox.template.photo" : slot.label === "VIDEO" ? "inbox.template.video" : "inbox.template.file");
    case "text": return t("inbox.template.place", { number: slot.number });
    case "button": return t("inbox.template.button", { label: slot.label });
  }
}

/** A field for each place, and how the message will look. */
export function TemplateForm({ template, onBack, onSend }: Props) {
  const { t, locale } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [filling, setFilling] = useState<Filling>({});
  const [judged, setJudged] = useState(false);
  const slots = slotsOf(template);

  useEffect(() => form.current?.querySelector<HTMLElement>("input, .primary")?.focus(), []);

  function submit(event: FormEvent) {
    event.preventDefault();
    const wrong = slots.findIndex((slot) => slotFault(slot, filling) !== undefined);
    setJudged(true);
    if (wrong >= 0) form.current?.querySelectorAll("input")[wrong]?.focus();
    else onSend({ text: filledText(template, filling), markup: false, parts: [templatePart(template, filling)] });
  }

  return (
    <form ref={form} className="template-form" onSubmit={submit} noValidate>
      <p className="templates-name"><span className="chip">{languageName(template.language, locale)}</span>
        {template.category !== "" && <span className="chip">{template.category}</span>}</p>
      {slots.map((slot) => {
        const fault = judged ? slotFault(slot, filling) : undefined;
        const id = `template-${slot.key}`;
        return (
          <div key={slot.key} className="field">
            <label className="label" htmlFor={id}>{labelOf(slot, t)}</label>
            <input id={id} className="input" value={filling[slot.key] ?? ""} maxLength={LONGEST_VALUE} placeholder={slot.kind === "file" ? "https://" : slot.example}
              inputMode={slot.kind === "file" ? "url" : "text"} autoComplete="off" aria-invalid={fault !== undefined} aria-describedby={fault === undefined ? undefined : `${id}-fault`}
              onChange={(event) => setFilling({ ...filling, [slot.key]: event.target.value })} />
            {fault !== undefined && <span id={`${id}-fault`} className="fault" role="alert">{t(`inbox.template.${fault}`)}</span>}
          </div>
        );
      })}
      <TemplatePreview template={template} filling={filling} />
      <p className="template-acts">
        <button type="button" className="button quiet" onClick={onBack}><Icon name="back" size={16} />{t("inbox.template.back")}</button>
        <button type="submit" className="button primary"><Icon name="send" size={16} />{t("inbox.template.send")}</button>
      </p>
    </form>
  );
}
