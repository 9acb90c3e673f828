package io.besedka.conversation;

import java.time.Instant;
import java.util.List;

/**
 * A client as lists show them.
 *
 * @param id also the conversation's
 * @param mark of the link by which the client came, or null
 * @param tags the conversation's
 * @param lastMessageAt null = nothing was said yet
 */
public record ClientCard(
        long id,
        long connectionId,
        String externalId,
        long contactId,
        Profile profile,
        String mark,
        List<String> tags,
        boolean blocked,
        Instant createdAt,
        Instant lastMessageAt) {
    public ClientCard {
        tags = List.copyOf(tags);
    }
}
