package io.besedka.deal;

import java.time.Instant;

/**
 * A deal with what is shown of its client beside it.
 *
 * @param clientName null until the client gives one
 * @param lastMessageAt null before the first message
 * @param current whether it is its client's current deal
 */
public record DealCard(Deal deal, String clientName, long connectionId, Instant lastMessageAt, boolean current) {}
