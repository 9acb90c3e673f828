import type { Channel } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import { setupTexts } from "../../../shared/setupText";
import { useTexts } from "../../../shared/useTexts";

type Props = {
  channel: Channel;
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
  /** Secrets that are kept when their field is left empty. */
  kept?: readonly string[];
};

/** What a connection of the channel needs, as the server asks for it. */
export function ConnectionFields({ channel, values, onChange, kept = [] }: Props) {
  const { t, locale } = useTexts();
  const texts = setupTexts(channel.channel, locale);
  return channel.fields.map(({ name, secret, required }) => {
    const known = secret && kept.includes(name);
    const hint = known ? t("inbox.connections.keptSecret") : texts.hint(name);
    return (
      <Field key={name} label={required ? texts.label(name) : t("inbox.connections.optional", { label: texts.label(name) })} hint={hint}
        type={secret ? "password" : "text"} autoComplete={secret ? "new-password" : "off"} required={required && !known} maxLength={4_000}
        value={values[name] ?? ""} onChange={(value) => onChange({ ...values, [name]: value })} />
    );
  });
}

/** What was filled in, divided as the server keeps it; empty fields say nothing. */
export function filled(channel: Channel, values: Record<string, string>): { settings: Record<string, string>; secrets: Record<string, string> } {
  const of = (secret: boolean) => Object.fromEntries(
    channel.fields.filter((field) => field.secret === secret && (values[field.name] ?? "").trim() !== "").map(({ name }) => [name, (values[name] ?? "").trim()]),
  );
  return { settings: of(false), secrets: of(true) };
}
