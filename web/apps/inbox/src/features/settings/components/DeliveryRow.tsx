import { useState } from "react";
import { EVENT_KINDS, type WebhookDelivery } from "@besedka/api-client";
import { IconButton } from "@besedka/ui";
import { aheadTime, fullTime } from "../../../shared/times";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDeed } from "../hooks/useDeed";
import { DeedNote } from "./DeedNote";

const KINDS = [...EVENT_KINDS, "ping", "message"] as const;

/** JSON with its members one below another; what is none, as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

type Props = { webhook: number; row: WebhookDelivery; canRedeliver: boolean; onChanged: () => void };

export function DeliveryRow({ webhook, row, canRedeliver, onChanged }: Props) {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const { calls } = useWorkspace();
  const [opened, setOpened] = useState<WebhookDelivery>();
  const deed = useDeed();
  const kind = KINDS.find((one) => one === row.event);
  const facts = [
    row.status ?? row.error,
    t("inbox.webhooks.attempts", { count: row.attempts }),
    row.nextAt !== undefined && row.attempts > 0 && t("inbox.webhooks.next", { when: aheadTime(row.nextAt, now, t("inbox.time.tomorrow"), locale, timeZone) }),
    row.replay !== undefined && t("inbox.webhooks.ofReplay"),
  ].filter((fact) => fact !== undefined && fact !== false);
  const toggle = () => (opened === undefined ? void deed.run(async () => setOpened(await calls.delivery(webhook, row.id))) : setOpened(undefined));
  return (
    <li>
      <span className="plain-name"><strong>{kind === undefined ? row.event : t(`inbox.webhooks.kind.${kind}`)}</strong><small>{fullTime(row.createdAt, locale, timeZone)}</small></span>
      <span className="plain-facts"><span className={`delivery-state of-${row.state}`}>{t(`inbox.webhooks.delivery.${row.state}`)}</span><small>{facts.join(" · ")}</small></span>
      <IconButton icon="eye" label={t("inbox.webhooks.look", { id: row.eventId })} expanded={opened !== undefined} onClick={toggle} />
      <DeedNote deed={{ fault: deed.fault, done: false }} />
      {opened !== undefined && (
        <div className="delivery-body">
          <p><code>{row.eventId}</code></p>
          {opened.erased === true && <p className="hint">{t("inbox.webhooks.erased")}</p>}
          {opened.erased !== true && (
            <>
              <h5>{t("inbox.webhooks.body")}</h5>
              <pre tabIndex={0}>{readable(opened.body ?? "")}</pre>
              <h5>{t("inbox.webhooks.answer")}</h5>
              <pre tabIndex={0}>{opened.answer ?? opened.error ?? t("inbox.webhooks.noAnswer")}</pre>
            </>
          )}
          {canRedeliver && opened.erased !== true && (row.state === "done" || row.state === "dead" || row.state === "skipped") && (
            <button type="button" className="button" disabled={deed.busy}
              onClick={() => void deed.run(() => calls.redeliver(webhook, row.id)).then(() => { setOpened(undefined); onChanged(); })}>{t("inbox.webhooks.redeliver")}</button>
          )}
        </div>
      )}
    </li>
  );
}
