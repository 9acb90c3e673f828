/**
 * A pretend Avito: token, messenger and account calls at the address itself, and its webhook. Owns the dialect only;
 * people, chats, the phone page and posting are the messenger base's. Must not know the server.
 */
package io.besedka.simulator.avito;
