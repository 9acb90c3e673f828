import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";

/** Says that the line is down; quiet during the first connection and short gaps are not told at all. */
export function LineBanner() {
  const { t } = useTexts();
  const workspace = useWorkspace();
  const line = useProject((s) => s.line);
  const wasLive = useProject((s) => s.wasLive);
  const unsent = useProject((s) => s.outbox.filter((one) => one.refusal === undefined).length);
  const down = wasLive && (line === "waiting" || line === "opening");
  return (
    <div role="status" aria-live="polite">
      {down && (
        <div className="line-banner">
          <span>{t("inbox.line.down")}{unsent > 0 && ` ${t("inbox.line.unsent", { count: unsent })}`}</span>
          <button type="button" className="button" onClick={() => workspace.retryNow()}>{t("inbox.line.retry")}</button>
        </div>
      )}
    </div>
  );
}
