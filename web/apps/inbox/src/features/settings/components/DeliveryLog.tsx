import { useCallback, useEffect, useState } from "react";
import { DELIVERY_STATES, type WebhookDelivery, type WebhookDeliveryState } from "@besedka/api-client";
import { IconButton } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "./DeedNote";
import { DeliveryRow } from "./DeliveryRow";

type Props = { webhook: number; looks: number; canRedeliver: boolean; onChanged: () => void };

/** What was posted and how that went, newest first, page by page. `looks` rises when it should look again. */
export function DeliveryLog({ webhook, looks, canRedeliver, onChanged }: Props) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const [state, setState] = useState<WebhookDeliveryState>();
  const [seen, setSeen] = useState<{ rows: WebhookDelivery[]; next: number | undefined }>();
  const [fault, setFault] = useState<unknown>();
  const look = useCallback((before?: number) => {
    calls.deliveries(webhook, { state, before }).then(
      (page) => {
        setFault(undefined);
        setSeen((former) => ({ rows: before === undefined ? page.deliveries : [...(former?.rows ?? []), ...page.deliveries], next: page.next }));
      },
      setFault,
    );
  }, [calls, webhook, state]);
  useEffect(() => look(), [look, looks]);
  return (
    <div className="delivery-log">
      <div className="log-head">
        <h4>{t("inbox.webhooks.log")}</h4>
        <IconButton icon="reopen" label={t("inbox.webhooks.refresh")} onClick={() => { look(); onChanged(); }} />
        <fieldset className="segments" aria-label={t("inbox.webhooks.log")}>
          <button type="button" aria-pressed={state === undefined} onClick={() => setState(undefined)}>{t("inbox.webhooks.logAll")}</button>
          {DELIVERY_STATES.map((one) => (
            <button key={one} type="button" aria-pressed={state === one} onClick={() => setState(one)}>{t(`inbox.webhooks.delivery.${one}`)}</button>
          ))}
        </fieldset>
      </div>
      <DeedNote deed={{ fault, done: false }} />
      {seen === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
      {seen?.rows.length === 0 && <p className="nothing-here">{t("inbox.webhooks.logNone")}</p>}
      <ul className="plain-list">
        {seen?.rows.map((row) => <DeliveryRow key={row.id} webhook={webhook} row={row} canRedeliver={canRedeliver} onChanged={() => { look(); onChanged(); }} />)}
      </ul>
      {seen?.next !== undefined && <button type="button" className="button quiet" onClick={() => look(seen.next)}>{t("inbox.webhooks.more")}</button>}
    </div>
  );
}
