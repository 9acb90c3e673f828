import type { Message } from "@besedka/api-client";
import { previewText } from "../../list/state/previewText";
import { useTexts } from "../../../shared/useTexts";
import { authorName } from "../state/authorName";
import { tagOf } from "../state/tagOf";

type Props = { message: Message | "unknown"; seq: number; clientName: string; onShow?: (seq: number) => void };

/** The message answered to, in two lines; a press scrolls to it. */
export function Quote({ message, seq, clientName, onShow }: Props) {
  const { t } = useTexts();
  if (message === "unknown") return <p className="quote">{t("inbox.talk.quoteEarlier")}</p>;
  const { content } = message;
  const name = authorName(message, clientName, t);
  const text = message.deletedAt === undefined ? previewText(content.text || tagOf(content.parts), t) : t("inbox.talk.deleted");
  return (
    <button type="button" className="quote" onClick={() => onShow?.(seq)} aria-label={t("inbox.talk.quote", { name })}>
      <strong>{name}</strong><span>{text}</span>
    </button>
  );
}
