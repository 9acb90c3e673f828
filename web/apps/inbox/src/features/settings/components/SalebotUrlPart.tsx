import { useState, type FormEvent } from "react";
import type { SalebotUrl } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import { relativeTime } from "../../../shared/relativeTime";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDeed } from "../hooks/useDeed";
import { useLoaded } from "../hooks/useLoaded";
import { DeedNote } from "./DeedNote";
import { DeliveryLog } from "./DeliveryLog";

/** The project's one address that is told of messages as Salebot tells them. */
export function SalebotUrlPart() {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const { value, fault, reload } = useLoaded(calls.salebotUrl);
  return (
    <section className="settings-part">
      <h3>{t("inbox.webhooks.salebot")}</h3>
      <p>{t("inbox.webhooks.salebotLead")}</p>
      <DeedNote deed={{ fault, done: false }} />
      {value !== undefined && <Loaded key={value.url ?? ""} value={value} reload={reload} />}
    </section>
  );
}

function Loaded({ value, reload }: { value: SalebotUrl; reload: () => void }) {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const { calls } = useWorkspace();
  const [url, setUrl] = useState(value.url ?? "");
  const [log, setLog] = useState(false);
  const deed = useDeed();
  const when = (at: string) => relativeTime(at, now, t, locale, timeZone);

  function save(event: FormEvent) {
    event.preventDefault();
    void deed.run(() => calls.setSalebotUrl(url.trim())).then(reload);
  }

  return (
    <>
      <form className="settings-form webhook-form" onSubmit={save}>
        <Field label={t("inbox.webhooks.url")} value={url} onChange={setUrl} type="url" required maxLength={2000} hint={t("inbox.webhooks.urlHint")} />
        {value.lastOkAt !== undefined && <p className="hint">{t("inbox.webhooks.lastOk", { when: when(value.lastOkAt) })}</p>}
        {value.lastError !== undefined && value.lastErrorAt !== undefined && (
          <p className="hint">{t("inbox.webhooks.lastError", { when: when(value.lastErrorAt), error: value.lastError })}</p>
        )}
        <DeedNote deed={deed} />
        <p className="row-buttons">
          <button type="submit" className="button primary" disabled={deed.busy || url.trim() === (value.url ?? "")}>{t("inbox.settings.save")}</button>
          {value.url !== undefined && <button type="button" className="button quiet" onClick={() => setLog(!log)}>{t(log ? "inbox.webhooks.salebotLogHide" : "inbox.webhooks.salebotLog")}</button>}
          {value.url !== undefined && <button type="button" className="button quiet" disabled={deed.busy} onClick={() => void deed.run(() => calls.removeSalebotUrl()).then(reload)}>{t("inbox.webhooks.remove")}</button>}
        </p>
      </form>
      {log && value.webhookId !== undefined && <DeliveryLog webhook={value.webhookId} looks={0} canRedeliver={false} onChanged={reload} />}
    </>
  );
}
