import type { Summary } from "@besedka/api-client";
import { Avatar, Icon, IconButton } from "@besedka/ui";
import { channelIcon } from "../../../shared/channelIcon";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import type { Acts } from "../hooks/useActs";
import { AssignMenu } from "./AssignMenu";

type Props = { summary: Summary; acts: Acts; onBack: () => void; card: boolean; onCard: () => void };

export function ConversationHead({ summary, acts, onBack, card, onCard }: Props) {
  const { t } = useTexts();
  const { me, canWrite } = useWorkspace();
  const members = useProject((s) => s.members);
  const viewing = useProject((s) => s.presence.viewing[String(summary.id)]);
  const others = (viewing ?? []).filter((user) => user !== me.id).flatMap((user) => members.find((m) => m.userId === user)?.name ?? []);
  const { client } = summary;
  return (
    <header className="talk-head">
      <IconButton icon="back" label={t("inbox.talk.back")} onClick={onBack} className="back" />
      <Avatar name={client.name} picture={client.avatarUrl} seed={summary.id} />
      <div className="talk-who">
        <h2>{client.name || t("inbox.client.nameless")}</h2>
        <p className="talk-where">
          <Icon name={channelIcon(client.channel)} size={14} /><span>{client.connectionName}</span>
          {summary.status === "closed" && <span className="chip">{t("inbox.talk.closed")}</span>}
          {client.blocked && <span className="chip danger">{t("inbox.client.blocked")}</span>}
          {others.length > 0 && <span className="also"><Icon name="eye" size={14} />{t("inbox.talk.alsoViewing", { names: others.join(", ") })}</span>}
        </p>
      </div>
      <div className="talk-acts">
        {canWrite && summary.status === "open" && <AssignMenu owner={summary.owner} onAssign={acts.assign} />}
        {acts.take && <button type="button" className="button primary" title="T" onClick={acts.take}><Icon name="take" size={18} /><span>{t("inbox.talk.take")}</span></button>}
        {acts.handBack && <button type="button" className="button" title={`${t("inbox.talk.handBack")} (H)`} onClick={acts.handBack}><Icon name="handBack" size={18} /><span className="roomy">{t("inbox.talk.handBack")}</span></button>}
        {acts.close && <button type="button" className="button" title={`${t("inbox.talk.close")} (E)`} onClick={acts.close}><Icon name="close" size={18} /><span className="roomy">{t("inbox.talk.close")}</span></button>}
        {acts.reopen && <button type="button" className="button primary" title="E" onClick={acts.reopen}><Icon name="reopen" size={18} /><span>{t("inbox.talk.reopen")}</span></button>}
        <IconButton icon="person" label={t("inbox.talk.card")} pressed={card} onClick={onCard} />
      </div>
    </header>
  );
}
