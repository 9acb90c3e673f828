package io.besedka.inbox;

import io.besedka.platform.http.Exchange;
import java.util.function.BooleanSupplier;

/** The access check as the inbox asks for it; the account room answers, {@code app} plugs it in. */
public interface Members {
    /** What a route needs of its caller. */
    enum Right {
        /** To see conversations: operators, analytics, the administrator. */
        READ,
        /** To answer clients: operators alone. */
        ANSWER,
        /** To be a member, with whatever role. */
        BELONG
    }

    record Member(long userId, String name) {}

    /** Throws {@link io.besedka.platform.http.Problem}: 401 nobody we know, 403 not allowed, 404 a project of others. */
    Member require(Exchange exchange, long projectId, Right right);

    /** For what stays open after its request: whether {@link #require} would let the same sign-in through now. */
    BooleanSupplier stillHas(Exchange exchange, long projectId, Right right);

    /** Whether conversations of the project can be given to this user. */
    boolean isOperator(long projectId, long userId);
}
