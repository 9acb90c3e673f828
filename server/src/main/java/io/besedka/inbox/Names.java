package io.besedka.inbox;

/** Users' names, as the account room knows them; {@code app} plugs it in. Answers are remembered for a minute. */
@FunctionalInterface
public interface Names {
    /** Null when there is no such user. */
    String userName(long userId);
}
