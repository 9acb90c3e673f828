package io.besedka.conversation;

/**
 * Who answers in a conversation; there is always exactly one.
 *
 * @param id the user for OPERATOR, the team for TEAM, the desk for DESK; otherwise 0
 */
public record Owner(Kind kind, long id) {
    /** In the database by its ordinal: only append. */
    public enum Kind {
        NOBODY,
        BOT,
        OPERATOR,
        TEAM,
        DESK
    }

    public static final Owner NOBODY = new Owner(Kind.NOBODY, 0);
    public static final Owner BOT = new Owner(Kind.BOT, 0);

    public static Owner operator(long userId) {
        return new Owner(Kind.OPERATOR, userId);
    }

    public boolean isBot() {
        return kind == Kind.BOT;
    }
}
