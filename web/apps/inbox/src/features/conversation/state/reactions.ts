import type { Message } from "@besedka/api-client";

/** As Telegram spells them: its heart has no variation selector. */
export const REACTIONS: readonly string[] = ["👍", "❤", "🔥", "🎉", "😁", "🙏", "👏", "😢"];

/** Bare signs such as ❤ are drawn as text without this. */
export const shownEmoji = (emoji: string): string => (/^\p{Emoji_Presentation}/u.test(emoji) || emoji.length > 1 ? emoji : `${emoji}\uFE0F`);

/** Only what a client wrote; a press of a button is no message for the messenger. */
export const canReactTo = (message: Message): boolean =>
  message.author.kind === "client" && message.deletedAt === undefined && !message.content.parts.some((part) => part.type === "press");
