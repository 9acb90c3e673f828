package io.besedka.conversation;

import java.time.Instant;
import java.util.List;

/**
 * A client as lists show them.
 *
 * @param id also the conversation's
 * @param pictureId see {@link Pictures}, 0 = none
 * @param mark of the link by which the client came, or null
 * @param tags the conversation's
 * @param lastMessageAt null = nothing was said yet
 */
public record ClientCard(
        long projectId,
        long id,
        long connectionId,
        String externalId,
        long contactId,
        Profile profile,
        long pictureId,
        String mark,
        List<String> tags,
        boolean blocked,
        Instant createdAt,
        Instant lastMessageAt) {
    public ClientCard {
        tags = List.copyOf(tags);
    }
}
