import type { Message } from "@besedka/api-client";
import type { Translate } from "../../../shared/translate";

/** What stands above a message. @param me who reads it: their own are by "you" */
export function authorName({ author, broadcast }: Message, clientName: string, t: Translate, me?: number): string {
  if (author.kind === "client") return clientName || t("inbox.client.nameless");
  if (author.kind === "operator" && me !== undefined && author.id === me) return t("inbox.author.you");
  if (author.name !== undefined) return author.name;
  switch (author.kind) {
    case "bot":
      return t("inbox.author.bot");
    case "api":
      return t(broadcast === undefined ? "inbox.author.api" : "inbox.author.broadcast");
    case "outside":
      return t("inbox.author.outside");
    case "callback":
      return t("inbox.author.callback");
    default:
      return t("inbox.author.us");
  }
}
