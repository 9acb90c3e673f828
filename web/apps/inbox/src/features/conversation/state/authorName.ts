import type { Author } from "@besedka/api-client";
import type { Translate } from "../../../shared/translate";

type Said = { author: Author; broadcast?: number };

/** What stands above a message. @param me who reads it: their own are by "you" */
export function authorName({ author, broadcast }: Said, clientName: string, t: Translate, me?: number): string {
  if (author.kind === "client") return clientName || t("inbox.client.nameless");
  if (author.kind === "operator" && me !== undefined && author.id === me) return t("inbox.author.you");
  if (author.name !== undefined) return author.name;
  switch (author.kind) {
    case "bot":
      return t("inbox.author.bot");
    case "api":
      // Whose broadcast it is stands in the message; a preview only knows that no key wrote it.
      return t(broadcast === undefined && author.id !== undefined ? "inbox.author.api" : "inbox.author.broadcast");
    case "outside":
      return t("inbox.author.outside");
    case "callback":
      return t("inbox.author.callback");
    default:
      return t("inbox.author.us");
  }
}
