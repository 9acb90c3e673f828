/**
 * Clients, conversations, messages, deliveries, the project log and the turn that writes them all.
 *
 * <p>Owns the tables of {@code V0002__conversations.sql}; nobody else writes them. Knows no provider, no HTTP and no flow: what it
 * needs from above it asks through {@link io.besedka.conversation.Bot} and {@link io.besedka.conversation.Outlets}.
 */
package io.besedka.conversation;
