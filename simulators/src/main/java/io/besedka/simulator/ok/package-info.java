/**
 * A pretend Odnoklassniki: the Graph API of groups under {@code /graph/} and its events. Owns the dialect only; people, chats, the phone
 * page and posting are the messenger base's. Must not know the server.
 */
package io.besedka.simulator.ok;
