import { useState } from "react";
import type { Delivery } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";

type Props = { conversation: number; seq: number; delivery: Delivery; onFault: (fault: unknown) => void };

/** What went wrong with a delivery, and the two ways out of it. */
export function DeliveryTrouble({ conversation, seq, delivery, onFault }: Props) {
  const { t } = useTexts();
  const workspace = useWorkspace();
  const [busy, setBusy] = useState(false);
  if (delivery.status !== "failed" && delivery.status !== "unknown") return null;
  const resolve = (again: boolean) => {
    setBusy(true);
    void workspace.calls.resolve(conversation, seq, again).catch(onFault).finally(() => setBusy(false));
  };
  return (
    <div className={`trouble ${delivery.status}`} role="group" aria-label={t(`inbox.delivery.${delivery.status}`)}>
      <p><Icon name="warning" size={15} />
        <span>{t(delivery.status === "failed" ? "inbox.trouble.failed" : "inbox.trouble.unknown")}{delivery.error !== undefined && ` ${delivery.error}`}</span>
      </p>
      {workspace.canWrite && (
        <p>
          <button type="button" className="button" disabled={busy} onClick={() => resolve(true)}>{t("inbox.trouble.again")}</button>
          <button type="button" className="button quiet" disabled={busy} onClick={() => resolve(false)}>{t("inbox.trouble.arrived")}</button>
        </p>
      )}
    </div>
  );
}
