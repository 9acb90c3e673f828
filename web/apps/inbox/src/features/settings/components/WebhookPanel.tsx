import { useState } from "react";
import type { Webhook } from "@besedka/api-client";
import { Sure } from "@besedka/ui";
import { fullTime } from "../../../shared/times";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDeed } from "../hooks/useDeed";
import { DeedNote } from "./DeedNote";
import { DeliveryLog } from "./DeliveryLog";
import { ReplayForm } from "./ReplayForm";
import { WebhookForm } from "./WebhookForm";

type Props = { webhook: Webhook; onChanged: () => void; onSecret: (secret: string) => void; onRemoved: () => void };
type Asked = "skip" | "rotate" | "remove";

/** One webhook, open: its settings, what can be done with it, its log. */
export function WebhookPanel({ webhook, onChanged, onSecret, onRemoved }: Props) {
  const { t, locale, timeZone } = useTexts();
  const { calls } = useWorkspace();
  const { id } = webhook;
  const paused = webhook.state === "paused";
  const [sure, setSure] = useState<Asked>();
  const [looks, setLooks] = useState(0);
  const deed = useDeed();
  const changed = () => { onChanged(); setLooks((count) => count + 1); };
  const act = (work: () => Promise<unknown>) => void deed.run(work).then(() => { setSure(undefined); changed(); });
  const sureDeeds: Record<Asked, () => void> = {
    skip: () => act(() => calls.skipWebhook(id)),
    rotate: () => act(async () => onSecret((await calls.rotateWebhook(id)).secret)),
    remove: () => void deed.run(() => calls.removeWebhook(id)).then((done) => done && onRemoved()),
  };
  return (
    <div className="connection-panel">
      <WebhookForm webhook={webhook} label={t("inbox.settings.save")} onSave={async (wish) => { await calls.changeWebhook(id, wish); changed(); }} />
      {webhook.formerSecretUntil !== undefined && <p className="hint">{t("inbox.webhooks.former", { when: fullTime(webhook.formerSecretUntil, locale, timeZone) })}</p>}
      <DeedNote deed={{ fault: deed.fault, done: false }} />
      <p className="row-buttons">
        {!paused && <button type="button" className="button" disabled={deed.busy} onClick={() => act(() => calls.pingWebhook(id))}>{t("inbox.webhooks.ping")}</button>}
        <button type="button" className={paused ? "button primary" : "button"} disabled={deed.busy} onClick={() => act(() => calls.changeWebhook(id, { paused: !paused }))}>
          {t(paused ? "inbox.webhooks.goOn" : "inbox.webhooks.pause")}</button>
        {(webhook.waiting > 0 || webhook.behind > 0) && <button type="button" className="button quiet" onClick={() => setSure("skip")}>{t("inbox.webhooks.skip")}</button>}
        <button type="button" className="button quiet" onClick={() => setSure("rotate")}>{t("inbox.webhooks.rotate")}</button>
        <button type="button" className="button quiet" onClick={() => setSure("remove")}>{t("inbox.webhooks.remove")}</button>
      </p>
      {sure !== undefined && (
        <Sure key={sure} question={t(`inbox.webhooks.${sure}Sure`)} yes={t(`inbox.webhooks.${sure}`)} no={t("inbox.app.cancel")} busy={deed.busy}
          onYes={sureDeeds[sure]} onNo={() => setSure(undefined)} />
      )}
      <ReplayForm onReplay={async (from, to) => { await calls.replayWebhook(id, from, to); changed(); }} />
      <DeliveryLog webhook={id} looks={looks} canRedeliver onChanged={onChanged} />
    </div>
  );
}
