import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

/** Our reaction did not get there: the messenger's reason, and the way out. */
export function ReactionTrouble({ error, onDrop }: { error: string; onDrop: (() => void) | undefined }) {
  const { t } = useTexts();
  return (
    <div className="trouble failed">
      <p><Icon name="warning" size={15} /><span>{t("inbox.talk.reactionFailed")} {error}</span></p>
      {onDrop !== undefined && <p><button type="button" className="button" onClick={onDrop}>{t("inbox.talk.reactionDrop")}</button></p>}
    </div>
  );
}
