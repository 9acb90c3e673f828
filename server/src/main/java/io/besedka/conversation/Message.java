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
 * @param ourReaction what we reacted with to the client's message, or null
 * @param delivery how far it got, or null where nothing is sent; of a client's message, how our reaction fared
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
        String ourReaction,
        Progress delivery) {

    /** @param error in the provider's words, or null */
    public record Progress(DeliveryStatus status, String error) {}

    Message reactedTo(String emoji) {
        return new Message(seq, at, author, note, content, replyTo, key, editedAt, deletedAt, reaction, emoji, null);
    }
}
