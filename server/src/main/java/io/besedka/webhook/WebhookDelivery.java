package io.besedka.webhook;

import java.time.Instant;

/**
 * An event on its way to an endpoint, and afterwards how that went.
 *
 * @param run 0 = as it happened, else the number of the replay
 * @param dueAt when the next attempt is due; while one runs, until when it may
 * @param tries since it was queued or redelivered; {@code attempts} in all
 * @param erased whether body and answer went with their client
 * @param body what is posted; null in lists and where it was erased, as is the answer
 */
public record WebhookDelivery(
        long projectId,
        long id,
        long webhookId,
        String eventId,
        int run,
        String kind,
        long conversationId,
        State state,
        int attempts,
        int tries,
        Instant dueAt,
        Instant triedFrom,
        Instant lastAt,
        Integer status,
        String error,
        Integer tookMs,
        Instant createdAt,
        boolean erased,
        String body,
        String answer) {
    /** In the database by its ordinal: only append. */
    public enum State {
        WAITING,
        /** A call runs; found after its time, its process was stopped. */
        POSTING,
        DONE,
        /** Given up. */
        DEAD,
        SKIPPED
    }
}
