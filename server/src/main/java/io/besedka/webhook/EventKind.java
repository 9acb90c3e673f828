package io.besedka.webhook;

import java.util.Optional;
import java.util.stream.Stream;

/** What an event tells. On the wire and in the database by its word. */
public enum EventKind {
    MESSAGE_RECEIVED("message.received"),
    /** Any message to the client, whoever wrote it. */
    MESSAGE_SENT("message.sent"),
    NOTE_ADDED("note.added"),
    MESSAGE_CHANGED("message.changed"),
    DELIVERY_CHANGED("delivery.changed"),
    CONVERSATION_CHANGED("conversation.changed"),
    DEAL_CHANGED("deal.changed"),
    /** Who stands behind the client. */
    CLIENT_CHANGED("client.changed"),
    /** With all that was said. */
    CLIENT_ERASED("client.erased"),
    /** From the test button only; cannot be subscribed to. */
    PING("ping");

    private final String word;

    EventKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<EventKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
