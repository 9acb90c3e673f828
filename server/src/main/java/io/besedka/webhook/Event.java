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
    /** @param clientId of an erased client, of whom nothing else is left to tell */
    public record Data(Conversation conversation, Message message, Deal deal, Contact contact, Long clientId) {
        static final Data NOTHING = new Data(null, null, null, null, null);

        static Data of(Conversation conversation) {
            return new Data(conversation, null, null, null, null);
        }

        static Data of(Conversation conversation, Message message) {
            return new Data(conversation, message, null, null, null);
        }

        static Data of(Conversation conversation, Deal deal) {
            return new Data(conversation, null, deal, null, null);
        }

        static Data of(Conversation conversation, Contact contact) {
            return new Data(conversation, null, null, contact, null);
        }

        static Data erased(long clientId) {
            return new Data(null, null, null, null, clientId);
        }
    }

    /** Whom people and programs say to be behind the client; what they did not say is absent. */
    public record Contact(long id, String name, String phone, String email, String comment, Instant createdAt) {
        static Contact of(io.besedka.conversation.Contact contact) {
            return new Contact(
                    contact.id(),
                    contact.name(),
                    contact.phone(),
                    contact.email(),
                    contact.comment(),
                    contact.createdAt());
        }
    }

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
