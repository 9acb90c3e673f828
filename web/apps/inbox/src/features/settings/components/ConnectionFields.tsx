import { useId } from "react";
import { Problem, type Channel } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import type { SetupTexts } from "../../../shared/setupText";
import { setupTexts } from "../../../shared/setupText";
import { useTexts } from "../../../shared/useTexts";

type Props = {
  channel: Channel;
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
  /** Secrets that are kept when their field is left empty. */
  kept?: readonly string[];
  /** What the server said of them; shown at the field it names. */
  fault?: unknown;
};

const place = (field: Channel["fields"][number]): string => `${field.secret ? "secrets" : "settings"}.${field.name}`;

/** Whether a fault is about one of the channel's fields, and is told there. */
export const isOfField = (fault: unknown, channel: Channel | undefined): boolean =>
  fault instanceof Problem && channel?.fields.some((field) => place(field) === fault.field) === true;

/** What a connection of the channel needs, as the server asks for it. */
export function ConnectionFields({ channel, values, onChange, kept = [], fault }: Props) {
  const { t, locale } = useTexts();
  const texts = setupTexts(channel.channel, locale);
  return channel.fields.map((field) => {
    const { name, secret, required } = field;
    const known = secret && kept.includes(name);
    const hint = known ? t("inbox.connections.keptSecret") : texts.hint(name);
    if (field.values !== undefined) {
      return <ValueField key={name} field={field} texts={texts} value={values[name] ?? ""} onChange={(value) => onChange({ ...values, [name]: value })} />;
    }
    const wrong = fault instanceof Problem && fault.field === place(field);
    return (
      <Field key={name} fault={wrong ? [t("inbox.connections.wrongValue"), texts.hint(name)].filter(Boolean).join(" ") : undefined} label={required ? texts.label(name) : t("inbox.connections.optional", { label: texts.label(name) })} hint={hint}
        type={secret ? "password" : "text"} autoComplete={secret ? "new-password" : "off"} required={required && !known} maxLength={4_000}
        value={values[name] ?? ""} onChange={(value) => onChange({ ...values, [name]: value })} />
    );
  });
}

const SWITCHES = ["off,on", "no,yes"];

/** One of a few values: a switch where they say yes and no, else a choice. One that is kept and no longer known is shown as it is. */
function ValueField({ field, texts, value, onChange }: { field: Channel["fields"][number]; texts: SetupTexts; value: string; onChange: (value: string) => void }) {
  const id = useId();
  const { name, values = [], usual = "" } = field;
  const hint = texts.hint(name);
  const held = value === "" ? usual : value;
  const more = hint === undefined ? undefined : `${id}-more`;
  if (SWITCHES.includes(values.join()) && values.includes(held)) {
    const [off = "", on = ""] = values;
    return (
      <div className="field">
        <label className="check"><input type="checkbox" role="switch" checked={held === on} aria-describedby={more} onChange={() => onChange(held === on ? off : on)} /><span>{texts.label(name)}</span></label>
        {hint !== undefined && <span id={more} className="hint">{hint}</span>}
      </div>
    );
  }
  const offered = [...(usual === "" ? [""] : []), ...values];
  return (
    <div className="field">
      <label className="label" htmlFor={id}>{texts.label(name)}</label>
      <select id={id} className="input" value={held} aria-describedby={more} onChange={(event) => onChange(event.target.value)}>
        {(offered.includes(held) ? offered : [...offered, held]).map((one) => <option key={one} value={one}>{texts.value(name, one)}</option>)}
      </select>
      {hint !== undefined && <span id={more} className="hint">{hint}</span>}
    </div>
  );
}

/** What was filled in, divided as the server keeps it; an empty secret stays what it was, an empty setting is none. */
export function filled(channel: Channel, values: Record<string, string>): { settings: Record<string, string>; secrets: Record<string, string> } {
  const of = (secret: boolean) => channel.fields.filter((field) => field.secret === secret).map(({ name }) => [name, (values[name] ?? "").trim()] as const);
  return { settings: Object.fromEntries(of(false)), secrets: Object.fromEntries(of(true).filter(([, value]) => value !== "")) };
}
