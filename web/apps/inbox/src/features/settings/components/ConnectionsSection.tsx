import { Icon } from "@besedka/ui";
import { channelIcon } from "../../../shared/channelIcon";
import { channelName } from "../../../shared/channelName";
import { relativeTime } from "../../../shared/relativeTime";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useLoaded } from "../hooks/useLoaded";
import { DeedNote } from "./DeedNote";

export function ConnectionsSection() {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const { calls } = useWorkspace();
  const { value: connections, fault } = useLoaded(calls.connections);
  const when = (at: string | undefined) => (at === undefined ? t("inbox.connections.never") : relativeTime(at, now, t, locale, timeZone));
  return (
    <section className="settings-part">
      <h3>{t("inbox.settings.connections")}</h3>
      <DeedNote deed={{ fault, done: false }} />
      {connections?.length === 0 && <p className="nothing-here">{t("inbox.connections.none")}</p>}
      <ul className="plain-list">
        {connections?.map(({ id, channel, name, paused, health }) => (
          <li key={id}>
            <Icon name={channelIcon(channel)} />
            <span className="plain-name"><strong>{name}</strong><small>{channelName(channel, t)}</small></span>
            <span className="plain-facts">
              <span className={`health ${paused ? "paused" : health.state}`}>{paused ? t("inbox.connections.paused") : t(`inbox.health.${health.state}`)}</span>
              <small>{t("inbox.connections.received", { when: when(health.lastUpdateAt) })} · {t("inbox.connections.sent", { when: when(health.lastSendAt) })}</small>
              {health.text !== undefined && <small className="health-text">{health.text}</small>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
