import { useCallback, useEffect, useRef, useState } from "react";
import { DELIVERY_STATES, type WebhookDeliveryState } from "@besedka/api-client";
import { IconButton } from "@besedka/ui";
import { ShowMore } from "../../../shared/ShowMore";
import { usePages } from "../../../shared/usePages";
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
  const { rows, hasMore, busy, fault, more, reload } = usePages(useCallback(
    (before: number | undefined) => calls.deliveries(webhook, { state, before }).then((page) => ({ rows: page.deliveries, next: page.next })), [calls, webhook, state]));
  const looked = useRef(looks);
  useEffect(() => {
    if (looked.current !== looks) reload();
    looked.current = looks;
  }, [looks, reload]);
  return (
    <div className="delivery-log">
      <div className="log-head">
        <h4>{t("inbox.webhooks.log")}</h4>
        <IconButton icon="reopen" label={t("inbox.webhooks.refresh")} onClick={() => { reload(); onChanged(); }} />
        <fieldset className="segments" aria-label={t("inbox.webhooks.log")}>
          <button type="button" aria-pressed={state === undefined} onClick={() => setState(undefined)}>{t("inbox.webhooks.logAll")}</button>
          {DELIVERY_STATES.map((one) => (
            <button key={one} type="button" aria-pressed={state === one} onClick={() => setState(one)}>{t(`inbox.webhooks.delivery.${one}`)}</button>
          ))}
        </fieldset>
      </div>
      <DeedNote deed={{ fault, done: false }} />
      {rows === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
      {rows?.length === 0 && <p className="nothing-here">{t("inbox.webhooks.logNone")}</p>}
      <ul className="plain-list">
        {rows?.map((row) => <DeliveryRow key={row.id} webhook={webhook} row={row} canRedeliver={canRedeliver} onChanged={() => { reload(); onChanged(); }} />)}
      </ul>
      <ShowMore label={t("inbox.webhooks.more")} hasMore={hasMore} busy={busy} onMore={more} />
    </div>
  );
}
