import type { ReactNode } from "react";
import type { Summary } from "@besedka/api-client";
import { Avatar, Icon, IconButton, type IconName } from "@besedka/ui";
import { channelIcon } from "../../../shared/channelIcon";
import { channelName } from "../../../shared/channelName";
import { calendarDay } from "../../../shared/times";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { DealPanel } from "../../deals/components/DealPanel";
import { useProject } from "../../project/hooks/useProject";
import { Lists } from "./Lists";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { Person } from "./Person";
import { Tags } from "./Tags";
import { Variables } from "./Variables";

type Props = { summary: Summary; variables: Readonly<Record<string, string>>; onClose: () => void; onFault: (fault: unknown) => void };

export function ClientCard({ summary, variables, onClose, onFault }: Props) {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const { client } = summary;
  const { canSeeDeals } = useWorkspace();
  const health = useProject((s) => s.connections.find((one) => one.id === client.connectionId)?.health.state);
  return (
    <aside className="pane card" aria-label={t("inbox.card.label")}>
      <IconButton icon="cross" label={t("inbox.app.close")} onClick={onClose} className="card-close" />
      <div className="card-face">
        <Avatar name={client.name} size="large" picture={client.avatarUrl} seed={summary.id} />
        <h3>{client.name || t("inbox.client.nameless")}</h3>
        {client.username !== undefined && <p className="card-username">@{client.username}</p>}
      </div>
      <dl className="facts">
        <Fact icon={channelIcon(client.channel)} name={t("inbox.card.connection")}>
          {channelName(client.channel, t)} · {client.connectionName}
          {health !== undefined && health !== "ok" && <span className={`health ${health}`}>{t(`inbox.health.${health}`)}</span>}
        </Fact>
        {client.phone !== undefined && <Fact icon="phone" name={t("inbox.card.phone")}><a href={`tel:${client.phone}`}>{client.phone}</a></Fact>}
        {client.email !== undefined && <Fact icon="mail" name={t("inbox.card.email")}><a href={`mailto:${client.email}`}>{client.email}</a></Fact>}
        {client.language !== undefined && <Fact icon="site" name={t("inbox.card.language")}>{languageName(client.language, locale)}</Fact>}
        <Fact icon="clock" name={t("inbox.card.since")}>{calendarDay(summary.createdAt, now, locale, timeZone)}</Fact>
      </dl>
      <Person id={summary.id} />
      <Tags summary={summary} onFault={onFault} />
      <Lists id={summary.id} onFault={onFault} />
      {canSeeDeals && <DealPanel conversation={summary.id} />}
      <Variables id={summary.id} variables={variables} onFault={onFault} />
    </aside>
  );
}

function Fact({ icon, name, children }: { icon: IconName; name: string; children: ReactNode }) {
  return <div><dt title={name}><Icon name={icon} size={16} /><span className="unseen">{name}</span></dt><dd>{children}</dd></div>;
}

function languageName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
