package io.besedka.conversation;

/** What a log entry tells. In the database by its ordinal: only append. */
public enum LogKind {
    /** Messages {@code ref} to {@code upto} were added; the conversation may have changed with them. */
    MESSAGES,
    /** Message {@code ref} was changed: edited, deleted, reacted to. */
    CHANGED,
    /** The delivery of message {@code ref} moved. */
    DELIVERY,
    /** The conversation changed: owner, status, tags, what was read; with a {@code ref}, the client's picture is that file now. */
    CONVERSATION,
    /** The deal {@code ref} was opened, moved, changed or deleted. */
    DEAL,
    /** Who stands behind the client changed: another contact, or other words about the same. */
    CONTACT,
    /** The client was erased with all that was said: there is no such conversation any more. */
    ERASED;

    private static final LogKind[] ALL = values();

    /** Whether an entry's {@code ref} is a message. */
    public boolean isOfMessages() {
        return this == MESSAGES || this == CHANGED || this == DELIVERY;
    }

    public static LogKind at(int ordinal) {
        return ALL[ordinal];
    }
}
