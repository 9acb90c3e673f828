package io.besedka.inbox;

import io.besedka.conversation.Author;
import io.besedka.conversation.Committed;
import io.besedka.conversation.Conversation;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.ConversationStore.Client;
import io.besedka.conversation.LogKind;
import io.besedka.conversation.Message;
import io.besedka.conversation.Owner;
import io.besedka.face.FileTransfer;
import io.besedka.face.Remembered;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.Json;
import io.besedka.realtime.EventEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Turns what the rooms know into what the inbox shows, with names from memory: never a query for a row. */
public final class Views implements EventEncoder {
    private static final Duration NAME_LIFE = Duration.ofMinutes(1);
    private static final Duration CLIENT_LIFE = Duration.ofSeconds(30);

    private final ConversationStore conversations;
    private final Names names;
    private final ConnectionNames connections;
    private final Remembered<Long, String> userNames;
    private final Remembered<ConversationKey, Client> clients;

    public Views(ConversationStore conversations, Names names, ConnectionNames connections, Clock clock) {
        this.conversations = conversations;
        this.names = names;
        this.connections = connections;
        this.userNames = new Remembered<>(5_000, NAME_LIFE, clock);
        this.clients = new Remembered<>(20_000, CLIENT_LIFE, clock);
    }

    @Override
    public List<byte[]> encode(long projectId, List<Committed> entries) {
        entries.stream()
                .filter(Views::tellsOfPicture)
                .forEach(entry -> clients.forget(entry.conversation().key()));
        var clients = clients(projectId, entries);
        return entries.stream().map(entry -> Json.write(frame(entry, clients))).toList();
    }

    private static boolean tellsOfPicture(Committed entry) {
        return entry.kind() == LogKind.CONVERSATION && entry.ref() != 0;
    }

    private Object frame(Committed entry, Map<ConversationKey, Client> clients) {
        return switch (entry.kind()) {
            case DEAL -> ofDeal(entry);
            case CONTACT ->
                new InboxView.ClientEvent(
                        "contact", entry.cursor(), entry.conversation().key().id());
            case ERASED ->
                new InboxView.ClientEvent(
                        "erased", entry.cursor(), entry.conversation().key().id());
            case MESSAGES, CHANGED, DELIVERY, CONVERSATION -> ofConversation(entry, clients);
        };
    }

    private InboxView.Event ofConversation(Committed entry, Map<ConversationKey, Client> clients) {
        return new InboxView.Event(
                "conversation",
                entry.cursor(),
                summary(entry.conversation(), clients.get(entry.conversation().key())),
                messages(entry.conversation(), entry.messages()));
    }

    private static InboxView.DealEvent ofDeal(Committed entry) {
        return new InboxView.DealEvent(
                "deal", entry.cursor(), entry.ref(), entry.conversation().key().id());
    }

    private Map<ConversationKey, Client> clients(long projectId, List<Committed> entries) {
        var keys = entries.stream()
                .map(entry -> entry.conversation().key())
                .distinct()
                .toList();
        return clients.get(keys, missing -> {
            var found = new HashMap<ConversationKey, Client>();
            conversations
                    .clients(
                            projectId, missing.stream().map(ConversationKey::id).toList())
                    .forEach((id, client) -> found.put(new ConversationKey(projectId, id), client));
            return found;
        });
    }

    InboxView.Summary summary(ConversationStore.Listed listed) {
        return summary(listed.conversation(), listed.client());
    }

    private InboxView.Summary summary(Conversation conversation, Client client) {
        var preview = new InboxView.Preview(conversation.preview(), author(conversation.lastAuthor()));
        return new InboxView.Summary(
                conversation.key().id(),
                client(conversation, client == null ? Client.UNKNOWN : client),
                owner(conversation.owner()),
                conversation.closed() ? "closed" : "open",
                conversation.lastSeq(),
                conversation.unread(),
                conversation.readSeq(),
                conversation.clientSeq(),
                conversation.clientReadSeq(),
                preview,
                Objects.requireNonNullElse(conversation.lastMessageAt(), conversation.createdAt()),
                conversation.tags(),
                conversation.createdAt(),
                answerableUntil(conversation));
    }

    private Instant answerableUntil(Conversation conversation) {
        var connection = connections.connection(conversation.key().projectId(), conversation.connectionId());
        boolean known = connection != null && connection.window() != null && conversation.heardAt() != null;
        return known ? conversation.heardAt().plus(connection.window()) : null;
    }

    private InboxView.Client client(Conversation conversation, Client client) {
        var profile = client.profile();
        var connection = connections.connection(conversation.key().projectId(), conversation.connectionId());
        return new InboxView.Client(
                Objects.requireNonNullElse(conversation.clientName(), ""),
                connection == null ? "" : connection.channel(),
                conversation.connectionId(),
                connection == null ? "" : connection.name(),
                profile.phone(),
                profile.email(),
                profile.username(),
                profile.language(),
                FileTransfer.pictureAddress(conversation.key().projectId(), client.pictureId()),
                conversation.blocked(),
                connection != null && connection.reactions(),
                connection != null && connection.templates());
    }

    private InboxView.Owner owner(Owner owner) {
        var name = owner.kind() == Owner.Kind.OPERATOR ? userName(owner.id()) : null;
        return new InboxView.Owner(word(owner.kind()), owner.id() == 0 ? null : owner.id(), name);
    }

    List<InboxView.Message> messages(Conversation conversation, List<Message> messages) {
        return messages.stream().map(message -> message(conversation, message)).toList();
    }

    InboxView.Message message(Conversation conversation, Message message) {
        return new InboxView.Message(
                message.seq(),
                message.at(),
                author(message.author()),
                message.note(),
                InboxView.Text.of(message.content()),
                message.replyTo() == 0 ? null : message.replyTo(),
                message.editedAt(),
                message.deletedAt(),
                message.reaction(),
                message.ourReaction(),
                reactionError(message),
                delivery(conversation, message),
                ProgramKeys.shown(message.author(), message.key()),
                ProgramKeys.broadcast(message.author(), message.key()));
    }

    private InboxView.Author author(Author author) {
        boolean person = author.kind() == Author.Kind.OPERATOR || author.kind() == Author.Kind.SYSTEM;
        var name = person && author.id() != 0 ? userName(author.id()) : null;
        return new InboxView.Author(word(author.kind()), author.id() == 0 ? null : author.id(), name);
    }

    /** What came has no delivery; the row it may have tells how our reaction fared. */
    private static String reactionError(Message message) {
        return message.author().kind() == Author.Kind.CLIENT && message.delivery() != null
                ? message.delivery().error()
                : null;
    }

    private static InboxView.Delivery delivery(Conversation conversation, Message message) {
        if (message.author().kind() == Author.Kind.CLIENT) {
            return null;
        }
        if (message.delivery() != null) {
            return new InboxView.Delivery(
                    word(message.delivery().status()), message.delivery().error());
        }
        boolean ours = message.author().kind() != Author.Kind.SYSTEM;
        return ours && !message.note() ? new InboxView.Delivery(pulled(conversation, message.seq()), null) : null;
    }

    /** Where clients fetch their messages themselves, the conversation says how far they got. */
    private static String pulled(Conversation conversation, long seq) {
        return seq <= conversation.clientReadSeq() ? "read" : seq <= conversation.clientSeq() ? "delivered" : "sent";
    }

    private String userName(long userId) {
        return userNames.get(userId, names::userName);
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
