package io.besedka.inbox;

import io.besedka.platform.http.Exchange;
import java.util.function.BooleanSupplier;

/** The access check as the inbox asks for it; the account room answers, {@code app} plugs it in. */
public interface Members {
    /** What a route needs of its caller. */
    enum Right {
        /** To see conversations: operators, analytics, the administrator; keys that read clients. */
        READ,
        /** To answer clients: operators; keys that change clients. */
        ANSWER,
        /** To be a member, with whatever role, or a key that reads clients. */
        BELONG,
        /** To see conversations as they go on: those who READ, but no keys. */
        LISTEN,
        /** To own a conversation, to have read it, to settle what is in doubt: operators alone. */
        IN_PERSON
    }

    /**
     * A member of the project or a program with one of its keys.
     *
     * @param userId 0 for a program
     * @param keyId 0 for a member
     */
    record Member(long userId, long keyId, String name) {
        public static Member person(long userId, String name) {
            return new Member(userId, 0, name);
        }

        public static Member program(long keyId) {
            return new Member(0, keyId, "");
        }
    }

    /** Throws {@link io.besedka.platform.http.Problem}: 401 nobody we know, 403 not allowed, 404 a project of others. */
    Member require(Exchange exchange, long projectId, Right right);

    /** For what stays open after its request: whether {@link #require} would let the same sign-in through now. */
    BooleanSupplier stillHas(Exchange exchange, long projectId, Right right);

    /** Whether conversations of the project can be given to this user. */
    boolean isOperator(long projectId, long userId);
}
