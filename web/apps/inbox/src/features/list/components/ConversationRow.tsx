import { memo } from "react";
import type { Summary } from "@besedka/api-client";
import { Avatar, Icon } from "@besedka/ui";
import { channelIcon } from "../../../shared/channelIcon";
import { channelName } from "../../../shared/channelName";
import { relativeTime } from "../../../shared/relativeTime";
import { fullTime } from "../../../shared/times";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { authorName } from "../../conversation/state/authorName";
import { previewText } from "../state/previewText";
import { systemText } from "../state/systemText";
import { OwnerMark } from "./OwnerMark";

type Props = { summary: Summary; contact: string | undefined; chosen: boolean; onOpen: (id: number) => void };

export const ConversationRow = memo(function ConversationRow({ summary, contact, chosen, onOpen }: Props) {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const { me } = useWorkspace();
  const typing = useProject((s) => s.typing.get(summary.id)?.author.kind === "client");
  const { client, preview, owner, unread } = summary;
  const { kind } = preview.author;
  const from = kind === "client" || kind === "system" ? "" : authorName(preview, "", t, me.id);
  const text = kind === "system" ? systemText(preview.text, undefined, t) : previewText(preview.text, t);
  return (
    <button type="button" className={`row ${unread > 0 ? "unread" : ""}`} aria-current={chosen} onClick={() => onOpen(summary.id)}>
      <span className="row-face">
        <Avatar name={client.name} picture={client.avatarUrl} seed={summary.id} />
        <span className="row-channel" title={`${channelName(client.channel, t)} · ${client.connectionName}`}>
          <Icon name={channelIcon(client.channel)} size={13} />
          <span className="unseen">{channelName(client.channel, t)}</span>
        </span>
      </span>
      <span className="row-name">{client.name || t("inbox.client.nameless")}{contact !== undefined && <span className="row-contact"> · {contact}</span>}</span>
      <time className="row-time" dateTime={summary.lastMessageAt} title={fullTime(summary.lastMessageAt, locale, timeZone)}>
        {relativeTime(summary.lastMessageAt, now, t, locale, timeZone)}
      </time>
      <span className="row-text">
        {typing ? <em className="row-typing">{t("inbox.typing.short")}</em>
          : <>{from !== "" && <span className="row-from">{from}: </span>}{text}</>}
      </span>
      <span className="row-end">
        <OwnerMark owner={owner} />
        {unread > 0 && <span className="badge">{unread > 99 ? "99+" : unread}<span className="unseen"> {t("inbox.list.unread")}</span></span>}
      </span>
    </button>
  );
});
