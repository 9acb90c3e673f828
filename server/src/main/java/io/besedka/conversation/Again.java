package io.besedka.conversation;

import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementException;
import org.postgresql.util.PSQLState;

/** A turn may hold what a transaction beside the turns wants, and want what that holds; whom PostgreSQL turns out comes again. */
final class Again {
    private static final int ATTEMPTS = 5;

    private Again() {}

    static <T> T inTransaction(Jdbi jdbi, Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(work::apply);
            } catch (StatementException failure) {
                if (attempt == ATTEMPTS || !isDeadlock(failure.getCause())) {
                    throw failure;
                }
            }
        }
    }

    private static boolean isDeadlock(Throwable cause) {
        return cause instanceof SQLException fault
                && PSQLState.DEADLOCK_DETECTED.getState().equals(fault.getSQLState());
    }
}
