package io.besedka.conversation;

import java.time.Instant;

/**
 * One message as it stands in its conversation.
 *
 * @param seq its place, 1 and up without gaps
 * @param note for operators only
 * @param replyTo the place of the message it answers, 0 = none
 * @param key the sender's idempotency key, or null
 * @param reaction what the client reacted with, or null
 * @param delivery how far it got, or null where nothing is sent
 */
public record Message(
        long seq,
        Instant at,
        Author author,
        boolean note,
        Content content,
        long replyTo,
        String key,
        Instant editedAt,
        Instant deletedAt,
        String reaction,
        Progress delivery) {

    /** @param error in the provider's words, or null */
    public record Progress(DeliveryStatus status, String error) {}
}
