import { useCallback, useState } from "react";
import type { Channel, ConnectionCheck, ConnectionSetup } from "@besedka/api-client";
import { Field, Sure } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDeed } from "../hooks/useDeed";
import { useLoaded } from "../hooks/useLoaded";
import { ConnectionCheckNote } from "./ConnectionCheckNote";
import { ConnectionFields, filled, isOfField } from "./ConnectionFields";
import { ConnectionSteps } from "./ConnectionSteps";
import { Copied } from "./Copied";
import { DeedNote } from "./DeedNote";

type Props = { id: number; channels: readonly Channel[]; fresh: boolean; onChanged: () => void; onRemoved: () => void };

/** One connection, open: its addresses, what it needs, and what can be done with it. */
export function ConnectionPanel({ id, channels, fresh, onChanged, onRemoved }: Props) {
  const { calls } = useWorkspace();
  const load = useCallback(() => calls.connection(id), [calls, id]);
  const { value: connection, fault, reload } = useLoaded(load);
  const { t } = useTexts();
  if (connection === undefined) {
    return fault === undefined ? <span className="spinner" role="status" aria-label={t("inbox.app.loading")} /> : <DeedNote deed={{ fault, done: false }} />;
  }
  const channel = channels.find((one) => one.channel === connection.channel);
  const changed = () => { reload(); onChanged(); };
  return <Opened key={connection.webhook ?? ""} {...{ connection, channel, fresh, onRemoved }} onChanged={changed} />;
}

type OpenedProps = { connection: ConnectionSetup; channel: Channel | undefined; fresh: boolean; onChanged: () => void; onRemoved: () => void };

function Opened({ connection, channel, fresh, onChanged, onRemoved }: OpenedProps) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const { id, paused } = connection;
  const isWidget = connection.channel === "widget";
  const [name, setName] = useState(connection.name);
  const [values, setValues] = useState<Record<string, string>>(connection.settings);
  const [signed, setSigned] = useState(connection.settings["show_operator_name"] ?? (isWidget ? "true" : "false"));
  const [unknown, setUnknown] = useState(connection.settings["unknown"] ?? "ask");
  const [check, setCheck] = useState<ConnectionCheck>();
  const [sure, setSure] = useState<"rotate" | "remove">();
  const [saved, setSaved] = useState(false);
  const deed = useDeed();

  const act = (work: () => Promise<unknown>) => { setSaved(false); return deed.run(work); };
  const test = () => { setCheck(undefined); void act(async () => setCheck(await calls.checkConnection(id))).then(onChanged); };
  const save = () => void act(async () => {
    setCheck(undefined);
    const { settings, secrets } = channel === undefined ? { settings: {}, secrets: {} } : filled(channel, values);
    await calls.changeConnection(id, { name: name.trim(), settings: { ...settings, show_operator_name: signed, unknown }, secrets });
    // What was kept is not to be sent, nor shown, again.
    setValues((now) => Object.fromEntries(Object.entries(now).filter(([field]) => !(field in secrets))));
    setSaved(true);
    onChanged();
  });
  const pause = () => void act(async () => { await calls.changeConnection(id, { paused: !paused }); onChanged(); });
  const consent = () => void act(async () => location.assign(await calls.askConsent(id)));
  const rotate = () => void act(async () => { await calls.rotateConnection(id); setSure(undefined); onChanged(); });
  const remove = () => void act(async () => { await calls.removeConnection(id); onRemoved(); });

  return (
    <div className="connection-panel">
      {fresh && check === undefined && !saved && <p className="notice" role="status">{t(isWidget ? "inbox.connections.addedSite" : "inbox.connections.added")}</p>}
      {fresh && channel?.pastesWebhook === true && <ConnectionSteps channel={connection.channel} webhook={connection.webhook} />}
      {isWidget && connection.key !== undefined && <Copied label={t("inbox.connections.siteCode")} value={`<script async src="${location.origin}/widget.js" data-key="${connection.key}"></script>`} />}
      {!isWidget && connection.webhook !== null && connection.webhook !== undefined && <Copied label={t("inbox.connections.webhook")} value={connection.webhook} />}
      {!isWidget && connection.webhook === null && <p className="hint">{t("inbox.connections.noWebhook")}</p>}
      {channel?.pastesWebhook === true && connection.webhookSecret !== undefined && <Copied label={t("inbox.connections.webhookSecret")} value={connection.webhookSecret} />}
      {connection.channel === "avito" && <Copied label={t("inbox.connections.consentAddress")} value={`${connection.webhook == null ? location.origin : new URL(connection.webhook).origin}/v1/consents`} />}
      {check !== undefined && <ConnectionCheckNote check={check} />}
      <form className="settings-form" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <Field label={t("inbox.connections.name")} value={name} onChange={setName} required maxLength={100} />
        {channel !== undefined && <ConnectionFields channel={channel} values={values} onChange={setValues} kept={connection.secrets} fault={deed.fault} />}
        <label className="check"><input type="checkbox" checked={signed === "true"} onChange={() => setSigned(signed === "true" ? "false" : "true")} /><span>{t("inbox.connections.showName")}</span></label>
        {!isWidget && <label className="check"><input type="checkbox" checked={unknown === "again"} onChange={() => setUnknown(unknown === "again" ? "ask" : "again")} />
          <span>{t("inbox.connections.sendAgain")}</span></label>}
        <DeedNote deed={{ fault: isOfField(deed.fault, channel) ? undefined : deed.fault, done: saved && deed.done }} />
        <p className="row-buttons">
          <button type="submit" className="button primary" disabled={deed.busy}>{t("inbox.settings.save")}</button>
          {!isWidget && <button type="button" className="button" disabled={deed.busy} onClick={test}>{t("inbox.connections.check")}</button>}
          {connection.channel === "avito" && <button type="button" className="button" disabled={deed.busy} onClick={consent}>{t("inbox.connections.consent")}</button>}
          <button type="button" className="button" disabled={deed.busy} onClick={pause}>{t(paused ? "inbox.connections.goOn" : "inbox.connections.pause")}</button>
          {!isWidget && <button type="button" className="button quiet" disabled={deed.busy} onClick={() => setSure("rotate")}>{t("inbox.connections.rotate")}</button>}
          <button type="button" className="button quiet" disabled={deed.busy} onClick={() => setSure("remove")}>{t("inbox.connections.remove")}</button>
        </p>
      </form>
      {sure !== undefined && (
        <Sure key={sure} question={t(`inbox.connections.${sure}Sure`)} yes={t(`inbox.connections.${sure}`)} no={t("inbox.app.cancel")} busy={deed.busy}
          onYes={sure === "rotate" ? rotate : remove} onNo={() => setSure(undefined)} />
      )}
    </div>
  );
}
