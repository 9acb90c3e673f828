/**
 * A pretend Viber: the REST Bot API under {@code /pa/} and its callbacks. Owns the dialect only; people, chats, the
 * phone page and posting are the messenger base's. Must not know the server.
 */
package io.besedka.simulator.viber;
