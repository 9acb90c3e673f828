package io.besedka.conversation;

/**
 * Who wrote a message.
 *
 * @param id the user for OPERATOR, the API key for API; otherwise 0
 */
public record Author(Kind kind, long id) {
    /** In the database by its ordinal: only append. */
    public enum Kind {
        CLIENT,
        BOT,
        OPERATOR,
        API,
        SYSTEM
    }

    public static final Author CLIENT = new Author(Kind.CLIENT, 0);
    public static final Author BOT = new Author(Kind.BOT, 0);
    public static final Author SYSTEM = new Author(Kind.SYSTEM, 0);

    public static Author operator(long userId) {
        return new Author(Kind.OPERATOR, userId);
    }

    public static Author api(long keyId) {
        return new Author(Kind.API, keyId);
    }
}
