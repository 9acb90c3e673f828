import type { ConnectionCheck } from "@besedka/api-client";
import { useTexts } from "../../../shared/useTexts";

export function ConnectionCheckNote({ check }: { check: ConnectionCheck }) {
  const { t } = useTexts();
  if (!check.ok)
    return (
      <div className="notice fault" role="alert">
        <p>{t(`inbox.connections.check.${check.reason ?? "unsure"}`)}</p>
        {check.why !== undefined && check.why !== "" && <p>{t("inbox.connections.why", { why: check.why })}</p>}
      </div>
    );
  const account = check.account ?? "";
  return <p className="notice" role="status">{account === "" ? t("inbox.connections.checkOk") : t("inbox.connections.checkOkAs", { account })}</p>;
}
