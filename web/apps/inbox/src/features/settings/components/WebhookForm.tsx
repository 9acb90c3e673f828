import { useState, type FormEvent } from "react";
import { EVENT_KINDS, type EventKind, type Webhook } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useDeed } from "../hooks/useDeed";
import { DeedNote } from "./DeedNote";

type Wish = { name: string; url: string; events: EventKind[]; ordered: boolean };
type Props = { webhook?: Webhook; label: string; onSave: (wish: Wish) => Promise<void> };

const USUAL: EventKind[] = ["message.received", "message.sent"];

/** A new webhook's settings, or those of one there is. */
export function WebhookForm({ webhook, label, onSave }: Props) {
  const { t } = useTexts();
  const [name, setName] = useState(webhook?.name ?? "");
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [events, setEvents] = useState<EventKind[]>(webhook?.events ?? USUAL);
  const [ordered, setOrdered] = useState(webhook?.ordered ?? false);
  const deed = useDeed();

  async function save(event: FormEvent) {
    event.preventDefault();
    const saved = await deed.run(() => onSave({ name: name.trim(), url: url.trim(), events, ordered }));
    if (saved && webhook === undefined) {
      setName("");
      setUrl("");
    }
  }

  return (
    <form className="settings-form webhook-form" onSubmit={(event) => void save(event)}>
      <Field label={t("inbox.webhooks.name")} value={name} onChange={setName} required maxLength={100} />
      <Field label={t("inbox.webhooks.url")} value={url} onChange={setUrl} type="url" required maxLength={2000} hint={t("inbox.webhooks.urlHint")} />
      <fieldset className="rights"><legend>{t("inbox.webhooks.events")}</legend>
        {EVENT_KINDS.map((kind) => (
          <label key={kind} className="check"><input type="checkbox" checked={events.includes(kind)}
            onChange={() => setEvents(EVENT_KINDS.filter((one) => events.includes(one) !== (one === kind)))} /><span>{t(`inbox.webhooks.kind.${kind}`)}</span></label>
        ))}
      </fieldset>
      <label className="check"><input type="checkbox" checked={ordered} onChange={() => setOrdered(!ordered)} /><span>{t("inbox.webhooks.ordered")}</span></label>
      <DeedNote deed={{ fault: deed.fault, done: webhook !== undefined && deed.done }} />
      <button type="submit" className="button primary" disabled={deed.busy || events.length === 0}>{label}</button>
    </form>
  );
}
