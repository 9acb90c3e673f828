import { useTexts } from "../shared/useTexts";

export function Waiting({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
  const { t } = useTexts();
  return (
    <div className="waiting" role="status">
      {failed
        ? <><p>{t("inbox.app.unreachable")}</p><button type="button" className="button" onClick={onRetry}>{t("inbox.app.retry")}</button></>
        : <><span className="spinner" /><span className="unseen">{t("inbox.app.loading")}</span></>}
    </div>
  );
}
