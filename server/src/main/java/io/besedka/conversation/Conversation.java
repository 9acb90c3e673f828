package io.besedka.conversation;

import java.time.Instant;
import java.util.List;

/**
 * A conversation as lists and sockets show it.
 *
 * @param unread client's messages that wait for people
 * @param readSeq how far operators have read
 * @param clientSeq how far the client has received, where the channel is pulled; {@code clientReadSeq} how far it has read
 * @param heardAt when the client wrote last; null = never
 * @param preview the last message in one line, see {@link Content#preview()}; {@code lastAuthor} wrote it
 */
public record Conversation(
        ConversationKey key,
        long connectionId,
        String clientName,
        Owner owner,
        boolean closed,
        long lastSeq,
        int unread,
        long readSeq,
        long clientSeq,
        long clientReadSeq,
        String preview,
        Author lastAuthor,
        Instant lastMessageAt,
        List<String> tags,
        boolean blocked,
        Instant createdAt,
        Instant heardAt) {
    public Conversation {
        tags = List.copyOf(tags);
    }

    /** What is left of one that was erased: its key. */
    public static Conversation erased(ConversationKey key) {
        return new Conversation(
                key,
                0,
                "",
                Owner.NOBODY,
                true,
                0,
                0,
                0,
                0,
                0,
                "",
                Author.SYSTEM,
                null,
                List.of(),
                false,
                Instant.EPOCH,
                null);
    }
}
