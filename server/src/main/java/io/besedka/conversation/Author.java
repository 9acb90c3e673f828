package io.besedka.conversation;

/**
 * Who wrote a message.
 *
 * @param id the user for OPERATOR, the API key for API and CALLBACK, the block's number for BOT, for SYSTEM the user whose doing the line
 *     tells of; otherwise 0
 */
public record Author(Kind kind, long id) {
    /** In the database by its ordinal: only append. */
    public enum Kind {
        CLIENT,
        BOT,
        OPERATOR,
        API,
        SYSTEM,
        /** Somebody who wrote to the client not through us: in the provider's own app, or another program. */
        OUTSIDE,
        /** A program that spoke to the bot; the client does not see it. */
        CALLBACK
    }

    private static final Kind[] KINDS = Kind.values();

    public static final Author CLIENT = new Author(Kind.CLIENT, 0);
    public static final Author BOT = new Author(Kind.BOT, 0);
    public static final Author SYSTEM = new Author(Kind.SYSTEM, 0);

    public static final Author OUTSIDE = new Author(Kind.OUTSIDE, 0);

    /** A line of the history. Keys and users are numbered apart: a key's id must not be taken for a user's. */
    public static Author system(Author by) {
        return by.kind == Kind.OPERATOR ? new Author(Kind.SYSTEM, by.id) : SYSTEM;
    }

    /** As it is stored. @param kind an ordinal */
    public static Author at(int kind, long id) {
        return new Author(KINDS[kind], id);
    }

    public static Author operator(long userId) {
        return new Author(Kind.OPERATOR, userId);
    }

    /** @param block 0 = not known */
    public static Author bot(long block) {
        return block == 0 ? BOT : new Author(Kind.BOT, block);
    }

    public static Author api(long keyId) {
        return new Author(Kind.API, keyId);
    }
}
