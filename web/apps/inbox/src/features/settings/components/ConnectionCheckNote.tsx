import type { ConnectionCheck } from "@besedka/api-client";
import { useTexts } from "../../../shared/useTexts";

export function ConnectionCheckNote({ check }: { check: ConnectionCheck }) {
  const { t } = useTexts();
  if (!check.ok) return <p className="notice fault" role="alert">{t("inbox.connections.checkFailed", { why: check.why ?? "" })}</p>;
  const account = check.account ?? "";
  return <p className="notice" role="status">{account === "" ? t("inbox.connections.checkOk") : t("inbox.connections.checkOkAs", { account })}</p>;
}
