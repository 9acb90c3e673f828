import { Problem } from "@besedka/api-client";
import type { TextKey, Translate } from "./translate";

const KNOWN: Record<string, TextKey> = {
  wrong_credentials: "inbox.fault.wrong_credentials",
  wrong_totp: "inbox.fault.wrong_code",
  wrong_password: "inbox.fault.wrong_password",
  not_found: "inbox.fault.not_found",
  forbidden: "inbox.fault.forbidden",
  too_large: "inbox.fault.too_large",
  gone: "inbox.fault.gone",
  administrator_stays: "inbox.fault.administrator_stays",
  one_administrator: "inbox.fault.one_administrator",
  not_accepted_yet: "inbox.fault.not_accepted_yet",
  wrong_key: "inbox.fault.wrong_key",
  main_key: "inbox.fault.main_key",
  too_long: "inbox.fault.too_long",
  channel_cannot: "inbox.fault.channel_cannot",
  provider_unavailable: "inbox.fault.provider_unavailable",
  client_unreachable: "inbox.fault.client_unreachable",
  window_closed: "inbox.fault.window_closed",
  not_yours: "inbox.fault.not_yours",
  member_elsewhere: "inbox.fault.member_elsewhere",
  webhook_limit: "inbox.fault.webhook_limit",
  webhook_paused: "inbox.fault.webhook_paused",
  replaying: "inbox.fault.webhook_replaying",
  too_many: "inbox.fault.limit",
  has_deals: "inbox.fault.has_deals",
  last_open_stage: "inbox.fault.last_open_stage",
  last_pipeline: "inbox.fault.last_pipeline",
  no_such_stage: "inbox.fault.no_such_stage",
  no_such_deal: "inbox.fault.no_such_deal",
  too_many_clients: "inbox.fault.too_many_clients",
  only_client: "inbox.fault.only_client",
  already_member: "inbox.fault.already_member",
  empty: "inbox.fault.empty",
  too_many_members: "inbox.fault.limit",
  too_many_keys: "inbox.fault.limit",
  over_limit: "inbox.fault.over_limit",
  wrong_state: "inbox.fault.wrong_state",
  erased: "inbox.webhooks.erased",
};

/** What is wrong with a field that may be wrong in one way only, by the name the server gives it. */
const FIELDS: Record<string, TextKey> = {
  url: "inbox.fault.field.url",
  email: "inbox.fault.field.email",
  roles: "inbox.fault.field.roles",
  at: "inbox.fault.field.at",
  "filter.variables": "inbox.fault.field.conditions",
};

/** What to tell a person about a fault: known codes in our words, then by status, then the server's own sentence. */
export function faultText(fault: unknown, t: Translate): string {
  if (!(fault instanceof Problem)) return t("inbox.fault.unexpected");
  const known = KNOWN[fault.code];
  if (fault.status === 429) return t("inbox.fault.too_many", { count: fault.retryAfter ?? 60 });
  if (known !== undefined) return t(known);
  if (fault.code === "invalid") return t(FIELDS[fault.field ?? ""] ?? "inbox.fault.invalid");
  if (fault.status === 0) return t("inbox.fault.offline");
  if (fault.status === 413) return t("inbox.fault.too_large");
  if (fault.status === 403) return t("inbox.fault.forbidden");
  if (fault.status === 404) return t("inbox.fault.not_found");
  if (fault.status >= 500) return t("inbox.fault.server");
  return fault.message || t("inbox.fault.unexpected");
}
