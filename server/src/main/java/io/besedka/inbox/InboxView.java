package io.besedka.inbox;

import io.besedka.conversation.Content;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.Part;
import io.besedka.conversation.StoredFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the inbox shows, as it stands in JSON; absent members are left out. Kinds and states are words in lower case. */
final class InboxView {
    private InboxView() {}

    /**
     * @param name empty until the client gives one
     * @param channel empty, as is the connection's name, when the connection is gone
     * @param avatarUrl where the client's picture is, from the root of this server; null = there is none here
     * @param reactions whether we can react to the client's messages
     * @param templates whether the channel has messages that were approved beforehand, which may go when the window is shut
     */
    record Client(
            String name,
            String channel,
            long connectionId,
            String connectionName,
            String phone,
            String email,
            String username,
            String language,
            String avatarUrl,
            boolean blocked,
            boolean reactions,
            boolean templates) {}

    record Owner(String kind, Long id, String name) {}

    record Preview(String text, Author author) {}

    /**
     * @param clientSeq how far the client has received, where the channel is pulled; {@code clientReadSeq} how far it has read
     * @param answerableUntil when the channel's window shuts; null = there is none
     */
    record Summary(
            long id,
            Client client,
            Owner owner,
            String status,
            long lastSeq,
            int unread,
            long readSeq,
            long clientSeq,
            long clientReadSeq,
            Preview preview,
            Instant lastMessageAt,
            List<String> tags,
            Instant createdAt,
            Instant answerableUntil) {}

    record Author(String kind, Long id, String name) {}

    record Text(String text, boolean markup, List<Part> parts) {
        static Text of(Content content) {
            return new Text(content.text(), content.markup(), content.parts());
        }
    }

    record Delivery(String status, String error) {}

    /** @param broadcast whose message it is; null = of none */
    record Message(
            long seq,
            Instant at,
            Author author,
            boolean note,
            Text content,
            Long replyTo,
            Instant editedAt,
            Instant deletedAt,
            String reaction,
            String ourReaction,
            String reactionError,
            Delivery delivery,
            String key,
            Long broadcast) {}

    record Counts(int mine, int unassigned, int all, int closed) {
        static Counts of(ConversationStore.Counts counts) {
            return new Counts(counts.mine(), counts.unassigned(), counts.all(), 0);
        }
    }

    /** @param contactNames of a search: what people named the persons behind these clients, where the messenger names them otherwise */
    record Listing(
            List<Summary> conversations, String next, Counts counts, long cursor, Map<Long, String> contactNames) {}

    /** @param dealId the current deal, null when there is none; @param dealVariables its own, or what awaits the first one */
    record Whole(
            Summary conversation,
            Map<String, String> variables,
            Map<String, String> dealVariables,
            Long dealId,
            boolean optedOut,
            long cursor) {}

    record OneConversation(Summary conversation) {}

    record Messages(List<Message> messages, boolean more) {}

    record OneMessage(Message message) {}

    record Scheduled(long id, Instant at, Text content) {
        static Scheduled of(ConversationStore.Scheduled waiting) {
            return new Scheduled(waiting.id(), waiting.at(), Text.of(waiting.content()));
        }
    }

    record ScheduledList(List<Scheduled> scheduled) {}

    record OneScheduled(Scheduled scheduled) {}

    record File(long fileId, String name, String mime, long size, int width, int height) {
        static File of(StoredFile file) {
            return new File(file.id(), file.name(), file.mime(), file.size(), file.width(), file.height());
        }
    }

    record Connections(List<ConnectionList.Shown> connections) {}

    record Event(String type, long cursor, Summary conversation, List<Message> messages) {}

    record DealEvent(String type, long cursor, long dealId, long conversationId) {}

    /** About a client as a whole. */
    record ClientEvent(String type, long cursor, long conversationId) {}
}
