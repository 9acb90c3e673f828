package io.besedka.conversation;

/** What a log entry tells. In the database by its ordinal: only append. */
public enum LogKind {
    /** Messages {@code ref} to {@code upto} were added; the conversation may have changed with them. */
    MESSAGES,
    /** Message {@code ref} was changed: edited, deleted, reacted to. */
    CHANGED,
    /** The delivery of message {@code ref} moved. */
    DELIVERY,
    /** The conversation changed: owner, status, tags, what was read. */
    CONVERSATION;

    private static final LogKind[] ALL = values();

    public static LogKind at(int ordinal) {
        return ALL[ordinal];
    }
}
