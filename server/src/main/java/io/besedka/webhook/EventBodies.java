package io.besedka.webhook;

import io.besedka.channel.Connections;
import io.besedka.channel.FileAddresses;
import io.besedka.conversation.Author;
import io.besedka.conversation.Conversation;
import io.besedka.conversation.Message;
import io.besedka.conversation.MessageNumber;
import io.besedka.conversation.Part;
import io.besedka.webhook.Event.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What happened, in our own words. Pure but for the connections' names and the files' addresses. */
final class EventBodies {
    private final Connections connections;
    private final FileAddresses files;

    EventBodies(Connections connections, FileAddresses files) {
        this.connections = connections;
        this.files = files;
    }

    /** An event for each message that an entry added, else one for the entry. */
    List<Event> of(Happened happened) {
        return switch (happened.entry().kind()) {
            case MESSAGES -> added(happened);
            case CHANGED -> aboutMessage(EventKind.MESSAGE_CHANGED, happened);
            case DELIVERY -> aboutMessage(EventKind.DELIVERY_CHANGED, happened);
            case CONVERSATION ->
                List.of(event(EventKind.CONVERSATION_CHANGED, happened, 0, Data.of(conversation(happened))));
            case DEAL ->
                List.of(event(EventKind.DEAL_CHANGED, happened, 0, Data.of(conversation(happened), deal(happened))));
            case CONTACT ->
                List.of(event(
                        EventKind.CLIENT_CHANGED,
                        happened,
                        0,
                        Data.of(conversation(happened), Event.Contact.of(happened.contact()))));
            case ERASED ->
                List.of(event(
                        EventKind.CLIENT_ERASED,
                        happened,
                        0,
                        Data.erased(happened.entry().conversationId())));
        };
    }

    private List<Event> added(Happened happened) {
        var events = new ArrayList<Event>();
        for (var message : happened.messages()) {
            events.add(event(
                    kind(message), happened, message.seq() - happened.entry().ref(), message));
        }
        return events;
    }

    /** A line of the history says that the conversation became another: whose it is, or whether it is open. */
    private static EventKind kind(Message message) {
        return switch (message.author().kind()) {
            case CLIENT -> EventKind.MESSAGE_RECEIVED;
            case SYSTEM -> EventKind.CONVERSATION_CHANGED;
            default -> message.note() ? EventKind.NOTE_ADDED : EventKind.MESSAGE_SENT;
        };
    }

    private List<Event> aboutMessage(EventKind kind, Happened happened) {
        return happened.messages().stream()
                .map(message -> event(kind, happened, 0, message))
                .toList();
    }

    private static Event.Deal deal(Happened happened) {
        var deal = happened.deal();
        return deal == null
                ? Event.Deal.gone(happened.entry().ref())
                : new Event.Deal(
                        deal.id(),
                        deal.pipelineId(),
                        deal.stageId(),
                        deal.status(),
                        deal.name(),
                        deal.description(),
                        deal.budget(),
                        deal.responsibleId(),
                        deal.createdAt(),
                        deal.closedAt());
    }

    /** A line of the history stands for what it says of the conversation, without its words. */
    private Event event(EventKind kind, Happened happened, long number, Message message) {
        var told = kind == EventKind.CONVERSATION_CHANGED ? null : message(happened.conversation(), message);
        return event(kind, happened, number, Data.of(conversation(happened), told));
    }

    private static Event event(EventKind kind, Happened happened, long number, Data data) {
        return new Event(
                "evt_" + happened.projectId() + "_" + happened.entry().cursor() + "_" + number,
                kind.word(),
                happened.at(),
                happened.projectId(),
                happened.entry().cursor(),
                data);
    }

    private Event.Conversation conversation(Happened happened) {
        var conversation = happened.conversation();
        var owner = conversation.owner();
        return new Event.Conversation(
                conversation.key().id(),
                conversation.closed() ? "closed" : "open",
                new Event.Owner(word(owner.kind()), owner.id() == 0 ? null : owner.id()),
                conversation.tags(),
                conversation.connectionId(),
                connections
                        .of(conversation.key().projectId(), conversation.connectionId())
                        .map(connected -> connected.connection().channel())
                        .orElse(""),
                client(happened));
    }

    private static Event.Client client(Happened happened) {
        var conversation = happened.conversation();
        var facts = happened.client();
        var profile = facts.profile();
        return new Event.Client(
                conversation.key().id(),
                facts.externalId(),
                Objects.requireNonNullElse(conversation.clientName(), ""),
                profile.phone(),
                profile.email(),
                profile.username(),
                profile.language(),
                facts.tag(),
                conversation.blocked());
    }

    private Event.Message message(Conversation conversation, Message message) {
        var content = message.content();
        var author = message.author();
        return new Event.Message(
                message.seq(),
                MessageNumber.of(conversation.key().id(), message.seq()),
                message.at(),
                new Event.Owner(word(author.kind()), author.id() == 0 ? null : author.id()),
                message.note(),
                new Event.Text(content.text(), content.markup(), content.parts()),
                files(conversation, content.attachments()),
                message.replyTo() == 0 ? null : message.replyTo(),
                message.editedAt(),
                message.deletedAt(),
                message.reaction(),
                message.ourReaction(),
                delivery(conversation, message));
    }

    private List<Event.File> files(Conversation conversation, List<Part.Attachment> attachments) {
        var found = new ArrayList<Event.File>();
        for (var file : attachments) {
            files.of(conversation.key().projectId(), file.fileId(), file.name())
                    .ifPresent(url -> found.add(new Event.File(file.fileId(), url.toString())));
        }
        return found.isEmpty() ? null : found;
    }

    /** Where clients fetch their messages themselves, the conversation says how far they got. */
    private static Event.Delivery delivery(Conversation conversation, Message message) {
        if (message.author().kind() == Author.Kind.CLIENT
                || message.author().kind() == Author.Kind.SYSTEM
                || message.note()) {
            return null;
        }
        if (message.delivery() != null) {
            return new Event.Delivery(
                    word(message.delivery().status()), message.delivery().error());
        }
        long seq = message.seq();
        return new Event.Delivery(
                seq <= conversation.clientReadSeq() ? "read" : seq <= conversation.clientSeq() ? "delivered" : "sent",
                null);
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
