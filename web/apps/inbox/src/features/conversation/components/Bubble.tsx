import { memo, useState } from "react";
import type { Message } from "@besedka/api-client";
import { Avatar, Icon, IconButton, Sure } from "@besedka/ui";
import { clockTime, fullTime } from "../../../shared/times";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { authorName } from "../state/authorName";
import { canEdit } from "../state/canEdit";
import { canReactTo, shownEmoji } from "../state/reactions";
import { BubbleParts } from "./BubbleParts";
import { DeliveryMark } from "./DeliveryMark";
import { DeliveryTrouble } from "./DeliveryTrouble";
import { MarkedText } from "./MarkedText";
import { Quote } from "./Quote";
import { ReactionPicker } from "./ReactionPicker";
import { ReactionTrouble } from "./ReactionTrouble";

type Props = {
  message: Message;
  first: boolean;
  last: boolean;
  conversation: number;
  clientName: string;
  clientPicture: string | undefined;
  /** The channel has reactions. */
  reactions: boolean;
  quoted: Message | "unknown" | undefined;
  onShow: (seq: number) => void;
  onReply: (message: Message) => void;
  onEdit: (message: Message) => void;
  onFault: (fault: unknown) => void;
};

export const Bubble = memo(function Bubble({ message, first, last, conversation, clientName, clientPicture, reactions, quoted, onShow, onReply, onEdit, onFault }: Props) {
  const { t, locale, timeZone } = useTexts();
  const workspace = useWorkspace();
  const [sure, setSure] = useState(false);
  const { author, content, note } = message;
  const ours = author.kind !== "client";
  const gone = message.deletedAt !== undefined;
  const pressed = content.parts.some((part) => part.type === "press");
  const mine = author.kind === "operator" && author.id === workspace.me.id;
  const name = authorName(message, clientName, t, workspace.me.id);

  const canReact = reactions && workspace.canWrite && canReactTo(message);
  const react = (emoji: string | null) => void workspace.react(conversation, message.seq, emoji).catch(onFault);

  async function remove() {
    setSure(false);
    await workspace.calls.remove(conversation, message.seq).catch(onFault);
  }

  return (
    <article className={`bubble-line ${ours ? "ours" : "theirs"} ${first ? "first" : ""} ${last ? "last" : ""}`} data-key={message.seq}
      aria-label={`${note ? `${t("inbox.talk.note")}, ` : ""}${name}, ${clockTime(message.at, locale, timeZone)}`}>
      {!ours && <span className="bubble-face">{last && <Avatar name={clientName} size="small" picture={clientPicture} seed={conversation} />}</span>}
      <div className="bubble-column">
        {first && ours && !mine && <p className="bubble-author">{author.kind === "bot" && <Icon name="bot" size={14} />}{message.broadcast !== undefined && <Icon name="send" size={14} />}{name}</p>}
        <div className={`bubble ${note ? "note" : author.kind} ${pressed ? "pressed" : ""}`} tabIndex={-1}>
          {note && <p className="note-head"><Icon name="note" size={14} />{t(author.kind === "callback" ? "inbox.talk.callbackHead" : "inbox.talk.noteHead")}</p>}
          {quoted !== undefined && <Quote message={quoted} seq={message.replyTo ?? 0} clientName={clientName} onShow={onShow} />}
          {gone ? <p className="gone"><Icon name="bin" size={14} />{t("inbox.talk.deleted")}</p> : (
            <>
              {content.parts.length > 0 && <BubbleParts parts={content.parts} text={content.text} />}
              {content.text !== "" && <MarkedText content={content} />}
            </>
          )}
          <p className="bubble-foot">
            {message.editedAt !== undefined && !gone && <span title={fullTime(message.editedAt, locale, timeZone)}>{t("inbox.talk.edited")}</span>}
            <time dateTime={message.at} title={fullTime(message.at, locale, timeZone)}>{clockTime(message.at, locale, timeZone)}</time>
            {message.delivery !== undefined && <DeliveryMark status={message.delivery.status} />}
          </p>
          {message.reaction !== undefined && <span className="reaction" title={t("inbox.talk.reaction")}>{shownEmoji(message.reaction)}</span>}
          {message.ourReaction !== undefined && !gone && (
            <span className={`reaction our ${message.reactionError === undefined ? "" : "failed"}`} title={t("inbox.talk.ourReaction")}>{shownEmoji(message.ourReaction)}</span>
          )}
          {!gone && (
            <div className="bubble-tools">
              {workspace.canWrite && !note && <IconButton icon="reply" label={t("inbox.talk.reply")} onClick={() => onReply(message)} />}
              {content.text !== "" && <IconButton icon="copy" label={t("inbox.talk.copy")} onClick={() => void navigator.clipboard?.writeText(content.text).catch(onFault)} />}
              {workspace.canWrite && mine && canEdit(message) && <IconButton icon="edit" label={t("inbox.talk.edit")} onClick={() => onEdit(message)} />}
              {workspace.canWrite && mine && <IconButton icon="bin" label={t("inbox.talk.delete")} onClick={() => setSure(true)} />}
              {canReact && <ReactionPicker current={message.ourReaction} onChoose={react} />}
            </div>
          )}
        </div>
        {sure && (
          <Sure question={t("inbox.talk.deleteSure")} yes={t("inbox.talk.delete")} no={t("inbox.app.cancel")} onYes={() => void remove()} onNo={() => setSure(false)} />
        )}
        {message.reactionError !== undefined && !gone && (
          <ReactionTrouble error={message.reactionError} onDrop={canReact && message.ourReaction !== undefined ? () => react(null) : undefined} />
        )}
        {message.delivery !== undefined && !gone && <DeliveryTrouble conversation={conversation} seq={message.seq} delivery={message.delivery} onFault={onFault} />}
      </div>
    </article>
  );
});
