import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { flushSync } from "react-dom";
import type { ApprovedTemplate } from "@besedka/api-client";
import { Icon, type IconName } from "@besedka/ui";
import type { Translate } from "../../../shared/translate";
import { useTexts } from "../../../shared/useTexts";
import { languageName, LONGEST_VALUE, slotFault, slotsOf, type Filling, type Slot } from "../state/templates";
import { TemplatePreview } from "./TemplatePreview";

/** A menu that writes a variable where the cursor stands; where there is one, values may hold variables. */
export type VariableWriter = (onInsert: (written: string) => void) => ReactNode;

type Props = {
  template: ApprovedTemplate;
  /** What the fields hold at first. */
  filled: Filling;
  variables?: VariableWriter | undefined;
  /** What is done with the filled template. */
  act: { icon: IconName; label: string };
  onBack: () => void;
  onDone: (filling: Filling) => void;
};

function labelOf(slot: Slot, t: Translate): string {
  switch (slot.kind) {
    case "header": return t("inbox.template.header");
    case "file": return t(slot.label === "PHOTO" ? "inbox.template.photo" : slot.label === "VIDEO" ? "inbox.template.video" : "inbox.template.file");
    case "text": return t("inbox.template.place", { number: slot.number });
    case "button": return t("inbox.template.button", { label: slot.label });
  }
}

/** A field for each place, and how the message will look. */
export function TemplateForm({ template, filled, variables, act, onBack, onDone }: Props) {
  const { t, locale } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [filling, setFilling] = useState<Filling>(filled);
  const [judged, setJudged] = useState(false);
  const slots = slotsOf(template);
  const faultOf = (slot: Slot) => slotFault(slot, filling, variables !== undefined);

  useEffect(() => form.current?.querySelector<HTMLElement>("input, .primary")?.focus(), []);

  function submit(event: FormEvent) {
    event.preventDefault();
    const wrong = slots.findIndex((slot) => faultOf(slot) !== undefined);
    setJudged(true);
    if (wrong >= 0) fieldOf(slots[wrong])?.focus();
    else onDone(filling);
  }

  const idOf = (slot: Slot) => `template-${slot.key}`;
  const fieldOf = (slot: Slot | undefined) => form.current?.querySelector<HTMLInputElement>(`[id="${slot === undefined ? "" : idOf(slot)}"]`);

  function insert(slot: Slot, written: string) {
    const field = fieldOf(slot);
    const value = filling[slot.key] ?? "";
    const [from, to] = [field?.selectionStart ?? value.length, field?.selectionEnd ?? value.length];
    flushSync(() => setFilling({ ...filling, [slot.key]: value.slice(0, from) + written + value.slice(to) }));
    field?.focus();
    field?.setSelectionRange(from + written.length, from + written.length);
  }

  return (
    <form ref={form} className="template-form" onSubmit={submit} noValidate>
      <p className="templates-name"><span className="chip">{languageName(template.language, locale)}</span>
        {template.category !== "" && <span className="chip">{template.category}</span>}</p>
      {slots.map((slot) => {
        const fault = judged ? faultOf(slot) : undefined;
        const id = idOf(slot);
        return (
          <div key={slot.key} className="field">
            <label className="label" htmlFor={id}>{labelOf(slot, t)}</label>
            <span className="template-value"><input id={id} className="input" value={filling[slot.key] ?? ""} maxLength={LONGEST_VALUE} placeholder={slot.kind === "file" ? "https://" : slot.example}
              inputMode={slot.kind === "file" ? "url" : "text"} autoComplete="off" aria-invalid={fault !== undefined} aria-describedby={fault === undefined ? undefined : `${id}-fault`}
              onChange={(event) => setFilling({ ...filling, [slot.key]: event.target.value })} />
              {variables?.((written) => insert(slot, written))}</span>
            {fault !== undefined && <span id={`${id}-fault`} className="fault" role="alert">{t(`inbox.template.${fault}`)}</span>}
          </div>
        );
      })}
      <TemplatePreview template={template} filling={filling} />
      <p className="template-acts">
        <button type="button" className="button quiet" onClick={onBack}><Icon name="back" size={16} />{t("inbox.template.back")}</button>
        <button type="submit" className="button primary"><Icon name={act.icon} size={16} />{act.label}</button>
      </p>
    </form>
  );
}
