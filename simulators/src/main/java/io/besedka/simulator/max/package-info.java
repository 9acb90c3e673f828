/**
 * A pretend MAX: the Bot API, its uploads, webhooks and long polling. Owns the dialect only; people, chats, the phone page and
 * posting are the messenger base's. Must not know the server.
 */
package io.besedka.simulator.max;
