package io.besedka.webhook;

import io.besedka.conversation.Part;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * One thing that happened, as it stands in JSON; absent members are left out. The schema is {@code Event} in docs/api/openapi.yaml.
 *
 * @param id the same whenever this event is told: {@code evt_<project>_<cursor>_<number>}
 * @param timestamp when it happened; the data is as things are when the event is written
 */
public record Event(String id, String type, Instant timestamp, long project, long cursor, Data data) {
    public record Data(Conversation conversation, Message message, Deal deal) {}

    /** @param status open, success or failed; the others are absent where the deal is gone */
    public record Deal(
            long id,
            Long pipelineId,
            Long stageId,
            String status,
            String name,
            String description,
            BigDecimal budget,
            Long responsibleId,
            Instant createdAt,
            Instant closedAt) {
        static Deal gone(long id) {
            return new Deal(id, null, null, null, null, null, null, null, null, null);
        }
    }

    public record Conversation(
            long id, String status, Owner owner, List<String> tags, long connectionId, String channel, Client client) {}

    public record Owner(String kind, Long id) {}

    public record Client(
            long id,
            String externalId,
            String name,
            String phone,
            String email,
            String username,
            String language,
            String tag,
            boolean blocked) {}

    public record Message(
            long seq,
            long number,
            Instant at,
            Owner author,
            boolean note,
            Text content,
            List<File> files,
            Long replyTo,
            Instant editedAt,
            Instant deletedAt,
            String reaction,
            String ourReaction,
            Delivery delivery) {}

    public record Text(String text, boolean markup, List<Part> parts) {}

    /** Where anybody who has the address fetches the file, for some days. */
    public record File(long fileId, String url) {}

    public record Delivery(String status, String error) {}
}
