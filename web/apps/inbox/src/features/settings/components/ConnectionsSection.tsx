import { useCallback, useState } from "react";
import type { Channel, Connection } from "@besedka/api-client";
import { Icon, IconButton } from "@besedka/ui";
import { channelIcon } from "../../../shared/channelIcon";
import { channelName } from "../../../shared/channelName";
import { relativeTime } from "../../../shared/relativeTime";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useLoaded } from "../hooks/useLoaded";
import { AddConnection } from "./AddConnection";
import { ConnectionPanel } from "./ConnectionPanel";
import { DeedNote } from "./DeedNote";

const NONE: Channel[] = [];

/** What went wrong since the server's start; nothing when all went well. */
function Troubles({ health, when }: { health: Connection["health"]; when: (at: string | undefined) => string }) {
  const { t } = useTexts();
  const { errors = 0, skipped = 0, rejected = 0, lastError, lastErrorAt } = health;
  const counts = [
    errors > 0 && t("inbox.connections.errors", { count: errors }),
    skipped > 0 && t("inbox.connections.skipped", { count: skipped }),
    rejected > 0 && t("inbox.connections.rejected", { count: rejected }),
  ].filter((text) => text !== false);
  if (counts.length === 0) return null;
  return (
    <>
      <small>{counts.join(" · ")}</small>
      {lastError !== undefined && <small className="health-text">{t("inbox.connections.lastError", { when: when(lastErrorAt), error: lastError })}</small>}
    </>
  );
}

/** All connections with their health; who may change settings opens, adds and removes them here. */
export function ConnectionsSection() {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const workspace = useWorkspace();
  const { calls, canSet } = workspace;
  const { value: connections, fault, reload: reloadShown } = useLoaded(calls.connections);
  const reload = () => { reloadShown(); void workspace.loadPeople(); };
  const { value: channels = NONE, fault: channelFault } = useLoaded(useCallback(() => (canSet ? calls.channels() : Promise.resolve(NONE)), [calls, canSet]));
  const [opened, setOpened] = useState<{ id: number; fresh: boolean }>();
  const when = (at: string | undefined) => (at === undefined ? t("inbox.connections.never") : relativeTime(at, now, t, locale, timeZone));
  return (
    <>
      <section className="settings-part">
        <h3>{t("inbox.settings.connections")}</h3>
        <DeedNote deed={{ fault: fault ?? channelFault, done: false }} />
        {connections === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
        {connections?.length === 0 && <p className="nothing-here">{t("inbox.connections.none")}</p>}
        <ul className="plain-list">
          {connections?.map(({ id, channel, name, paused, health }) => (
            <li key={id}>
              <Icon name={channelIcon(channel)} />
              <span className="plain-name"><strong>{name}</strong><small>{channelName(channel, t)}</small></span>
              <span className="plain-facts">
                <span className={`health ${paused ? "paused" : health.state}`}>{paused ? t("inbox.connections.paused") : t(`inbox.health.${health.state}`)}</span>
                {/* Nothing is fetched for the chat on the site nor posted by it: it keeps no such times. */}
                {channel !== "widget" && <small>{t("inbox.connections.received", { when: when(health.lastUpdateAt) })} · {t("inbox.connections.sent", { when: when(health.lastSendAt) })}</small>}
                <Troubles health={health} when={when} />
                {health.text !== undefined && <small className="health-text">{t("inbox.connections.why", { why: health.text })}</small>}
              </span>
              {canSet && <IconButton icon="gear" label={t("inbox.connections.open", { name })} expanded={opened?.id === id}
                onClick={() => setOpened(opened?.id === id ? undefined : { id, fresh: false })} />}
              {opened?.id === id && <ConnectionPanel id={id} channels={channels} fresh={opened.fresh} onChanged={reload}
                onRemoved={() => { setOpened(undefined); reload(); }} />}
            </li>
          ))}
        </ul>
      </section>
      {canSet && <AddConnection channels={channels} onAdded={({ id }) => { setOpened({ id, fresh: true }); reload(); }} />}
    </>
  );
}
