/**
 * Lists of clients, by hand or by filter, and broadcasts: one message or block for many, each at most once, at a pace.
 *
 * <p>Owns the tables of {@code V0015__lists_and_broadcasts.sql}. What it sends goes through {@link io.besedka.conversation.Turns} like
 * everything else; it reads clients, conversations and deliveries in named queries, and writes none of them. Knows no HTTP and no provider.
 */
package io.besedka.broadcast;
