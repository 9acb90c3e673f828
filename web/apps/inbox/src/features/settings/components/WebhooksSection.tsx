import { useCallback, useState } from "react";
import type { Webhook } from "@besedka/api-client";
import { Icon, IconButton } from "@besedka/ui";
import { relativeTime } from "../../../shared/relativeTime";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useLoaded } from "../hooks/useLoaded";
import { DeedNote } from "./DeedNote";
import { OnceShown } from "./OnceShown";
import { SalebotUrlPart } from "./SalebotUrlPart";
import { WebhookForm } from "./WebhookForm";
import { WebhookPanel } from "./WebhookPanel";

const NONE: Webhook[] = [];
const HEALTH = { active: "ok", failing: "broken", paused: "paused" } as const;

/** Webhooks with how they do; each opens to its settings and its log. Below them the address that speaks as Salebot does. */
export function WebhooksSection() {
  const { t } = useTexts();
  const { calls, canSet } = useWorkspace();
  const { value: webhooks, fault, reload } = useLoaded(useCallback(() => (canSet ? calls.webhooks() : Promise.resolve(NONE)), [calls, canSet]));
  const [opened, setOpened] = useState<number>();
  const [secret, setSecret] = useState<{ of: number; value: string }>();
  if (!canSet) return <section className="settings-part"><h3>{t("inbox.settings.webhooks")}</h3><p>{t("inbox.webhooks.only")}</p></section>;
  return (
    <>
      <section className="settings-part">
        <h3>{t("inbox.settings.webhooks")}</h3>
        <p>{t("inbox.webhooks.lead")}</p>
        <DeedNote deed={{ fault, done: false }} />
        {webhooks === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
        {webhooks?.length === 0 && <p className="nothing-here">{t("inbox.webhooks.none")}</p>}
        <ul className="plain-list">
          {webhooks?.map((webhook) => (
            <li key={webhook.id}>
              <Icon name="send" />
              <span className="plain-name"><strong>{webhook.name}</strong><small>{webhook.url}</small></span>
              <WebhookFacts webhook={webhook} />
              <IconButton icon="gear" label={t("inbox.webhooks.open", { name: webhook.name })} expanded={opened === webhook.id}
                onClick={() => setOpened(opened === webhook.id ? undefined : webhook.id)} />
              {secret?.of === webhook.id && <OnceShown label={t("inbox.webhooks.secret")} value={secret.value} onClose={() => setSecret(undefined)} />}
              {opened === webhook.id && <WebhookPanel webhook={webhook} onChanged={reload} onSecret={(value) => setSecret({ of: webhook.id, value })}
                onRemoved={() => { setOpened(undefined); reload(); }} />}
            </li>
          ))}
        </ul>
      </section>
      <section className="settings-part">
        <h3>{t("inbox.webhooks.add")}</h3>
        <WebhookForm label={t("inbox.webhooks.addButton")} onSave={async ({ name, url, events, ordered }) => {
          const made = await calls.addWebhook(name, url, events, ordered);
          setSecret({ of: made.webhook.id, value: made.secret });
          reload();
        }} />
      </section>
      <SalebotUrlPart />
    </>
  );
}

function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const when = (at: string) => relativeTime(at, now, t, locale, timeZone);
  const counts = [
    webhook.waiting > 0 && t("inbox.webhooks.waiting", { count: webhook.waiting }),
    webhook.behind > 0 && t("inbox.webhooks.behind", { count: webhook.behind }),
    webhook.replaying === true && t("inbox.webhooks.replaying"),
  ].filter((text) => text !== false);
  return (
    <span className="plain-facts">
      <span className={`health ${HEALTH[webhook.state]}`}>{t(`inbox.webhooks.state.${webhook.state}`)}</span>
      {webhook.pauseReason !== undefined && <small className="health-text">{t(`inbox.webhooks.reason.${webhook.pauseReason}`)}</small>}
      {counts.length > 0 && <small>{counts.join(" · ")}</small>}
      {webhook.lastOkAt !== undefined && <small>{t("inbox.webhooks.lastOk", { when: when(webhook.lastOkAt) })}</small>}
      {webhook.lastError !== undefined && webhook.lastErrorAt !== undefined && (
        <small className="health-text">{t("inbox.webhooks.lastError", { when: when(webhook.lastErrorAt), error: webhook.lastError })}</small>
      )}
    </span>
  );
}
