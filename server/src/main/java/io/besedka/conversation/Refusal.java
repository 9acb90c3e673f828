package io.besedka.conversation;

/** Why an input was not taken. The faces turn it into their own dialect's error. */
public enum Refusal {
    /** Nothing to say: no text and no part. */
    EMPTY,
    /** Over a stated limit. */
    TOO_LONG,
    NO_SUCH_CONVERSATION,
    NO_SUCH_MESSAGE,
    NO_SUCH_FILE,
    NO_SUCH_DELIVERY,
    NO_SUCH_TIMER,
    NO_SUCH_DEAL,
    /** Sizes are compared, and not all values are numbers. */
    NOT_NUMBERS,
    NO_SUCH_STAGE,
    /** The connection's published flow has no such block. */
    NO_SUCH_BLOCK,
    /** The channel cannot carry this: the reason says what. */
    CHANNEL_CANNOT,
    /** The client blocked us, or may not be written to first. */
    CLIENT_UNREACHABLE,
    /** The provider's messaging window is closed. */
    WINDOW_CLOSED,
    /** The input broke the database's rules; it was taken out of its batch and refused alone. */
    POISONOUS,
    /** The same idempotency key came with another content. */
    KEY_REUSED,
    /** The owner is somebody else, or the step is stale. */
    NOT_YOURS,
    /** The database cannot be reached just now; nothing was stored as far as we know. Try again. */
    UNAVAILABLE
}
