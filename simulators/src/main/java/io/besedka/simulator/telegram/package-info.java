/**
 * A pretend Telegram: the Bot API as a bot calls it, webhook delivery as Telegram does it, and people with phones.
 * Owns the chats, files and updates of its bots, in memory. Must not know the server's adapter.
 */
package io.besedka.simulator.telegram;
