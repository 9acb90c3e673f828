// What the loader on the site's page and the chat in the frame say to each other, over a port only the two of them hold.

/** The word that carries the port into the frame. */
export const HELLO = "besedka:hello";

export type Person = { [name: string]: string };

export type ToFrame =
  /** `focus`: the visitor asked for it just now, the caret may move into the chat. */
  | { type: "open"; focus: boolean }
  | { type: "close" }
  | { type: "page"; url: string; title: string }
  | { type: "identify"; person: Person };

export type ToPage =
  | { type: "close" }
  /** `known`: this visitor has a conversation, so the frame is worth loading on the next page; `label`: the unread ones in words. */
  | { type: "state"; unread: number; label: string; known: boolean };
