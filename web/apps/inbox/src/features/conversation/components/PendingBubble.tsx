import { Problem } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { faultText } from "../../../shared/faultText";
import { useTexts } from "../../../shared/useTexts";
import { clockTime } from "../../../shared/times";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import type { Pending } from "../state/outbox";
import { BubbleParts } from "./BubbleParts";
import { MarkedText } from "./MarkedText";

/** A message on its way to the server; refused, it says why and waits for a decision. */
export function PendingBubble({ pending }: { pending: Pending }) {
  const { t, locale, timeZone } = useTexts();
  const { sender } = useWorkspace();
  const live = useProject((s) => s.line === "live");
  const { content, note, refusal } = pending;
  return (
    <article className="bubble-line ours first last pending" data-key={pending.key}>
      <div className="bubble-column">
        <div className={`bubble ${note ? "note" : "operator"}`}>
          {content.parts !== undefined && content.parts.length > 0 && <BubbleParts parts={content.parts} text={content.text} />}
          {content.text !== "" && <MarkedText content={{ text: content.text, markup: false }} />}
          <p className="bubble-foot">
            <span>{refusal === undefined ? t(live ? "inbox.pending.sending" : "inbox.pending.waiting") : t("inbox.pending.refused")}</span>
            <time dateTime={pending.at}>{clockTime(pending.at, locale, timeZone)}</time>
            <Icon name={refusal === undefined ? "clock" : "warning"} size={15} />
          </p>
        </div>
        {refusal !== undefined && (
          <div className="trouble failed" role="alert">
            <p><Icon name="warning" size={15} /><span>{faultText(new Problem(422, refusal.code, refusal.message), t)}</span></p>
            <p>
              <button type="button" className="button" onClick={() => sender.retry(pending.key)}>{t("inbox.app.retry")}</button>
              <button type="button" className="button quiet danger" onClick={() => sender.drop(pending.key)}>{t("inbox.pending.drop")}</button>
            </p>
          </div>
        )}
      </div>
    </article>
  );
}
