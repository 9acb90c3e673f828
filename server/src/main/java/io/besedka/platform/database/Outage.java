package io.besedka.platform.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;

/** Tells a database that is away for a while from a fault of ours. */
public final class Outage {
    /** No connection; PostgreSQL stops, starts or was killed; it has no room; its disk or system fails. */
    private static final List<String> STATES = List.of("08", "57P", "53", "58");

    private Outage() {}

    /** Whether the failure, or one of its causes, says that the database cannot be reached just now. */
    public static boolean isBehind(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLException sql && isAway(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(String state) {
        return state != null && STATES.stream().anyMatch(state::startsWith);
    }
}
