/**
 * Salebot's constructor API under its own paths, names and quirks, so that integrations written for it work by changing the host. A
 * dialect: it reads and answers, and everything it does is an act of the turn or a question to the room that knows. What lists and
 * broadcasts are, it asks by {@link io.besedka.api.salebot.Audiences}. Must not know our own API.
 */
package io.besedka.api.salebot;
