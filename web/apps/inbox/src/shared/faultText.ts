import { Problem } from "@besedka/api-client";
import type { TextKey, Translate } from "./translate";

const KNOWN: Record<string, TextKey> = {
  wrong_credentials: "inbox.fault.wrong_credentials",
  wrong_code: "inbox.fault.wrong_code",
  wrong_totp: "inbox.fault.wrong_code",
  wrong_password: "inbox.fault.wrong_password",
  weak_password: "inbox.fault.weak_password",
  not_found: "inbox.fault.not_found",
  forbidden: "inbox.fault.forbidden",
  too_large: "inbox.fault.too_large",
  gone: "inbox.fault.gone",
  last_administrator: "inbox.fault.last_administrator",
  already_member: "inbox.fault.already_member",
  edit_window_closed: "inbox.fault.edit_window_closed",
  not_editable: "inbox.fault.edit_window_closed",
};

/** What to tell a person about a fault: known codes in our words, then by status, then the server's own sentence. */
export function faultText(fault: unknown, t: Translate): string {
  if (!(fault instanceof Problem)) return t("inbox.fault.unexpected");
  const known = KNOWN[fault.code];
  if (fault.status === 429) return t("inbox.fault.too_many", { count: fault.retryAfter ?? 60 });
  if (known !== undefined) return t(known);
  if (fault.status === 0) return t("inbox.fault.offline");
  if (fault.status === 413) return t("inbox.fault.too_large");
  if (fault.status === 403) return t("inbox.fault.forbidden");
  if (fault.status === 404) return t("inbox.fault.not_found");
  if (fault.status >= 500) return t("inbox.fault.server");
  return fault.message || t("inbox.fault.unexpected");
}
