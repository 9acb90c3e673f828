import type { Message } from "@besedka/api-client";

/** Whether its text can be written anew; a template's is the provider's. */
export const canEdit = ({ content, note }: Message): boolean =>
  !note && content.text !== "" && !content.parts.some((part) => part.type === "template");
