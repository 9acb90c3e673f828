package io.besedka.conversation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A flusher's row in {@code turn_marks}: each turn writes its number there, so that after a lost answer to a commit the database can say
 * whether the turn was committed. The row is its flusher's alone and found by its key. One thread's own.
 */
final class Mark {
    /** Of processes that ended without taking their rows with them. */
    private static final Duration FORGOTTEN = Duration.ofDays(30);

    private final UUID flusher = UUID.randomUUID();
    private long turn;

    /** One more turn begins. Its row is locked from the first round trip on, so whoever asks later waits for its end. */
    void write(Script script, Instant now) {
        turn++;
        script.run("""
                insert into turn_marks (flusher, turn, at) values (?::uuid, ?, to_timestamp(? / 1000::float8))
                on conflict (flusher) do update set turn = excluded.turn, at = excluded.at""", flusher.toString(), turn, now.toEpochMilli());
    }

    /** Whether the last turn was committed. Waits where the database is still at it. */
    boolean isCommitted(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select turn from turn_marks where flusher = ? for update")) {
            statement.setObject(1, flusher);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getLong(1) == turn;
            }
        }
    }

    /** Takes the row away, and with it what dead processes left long ago. */
    void remove(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(
                "delete from turn_marks where flusher = ? or at < to_timestamp(? / 1000::float8)")) {
            statement.setObject(1, flusher);
            statement.setLong(2, now.minus(FORGOTTEN).toEpochMilli());
            statement.execute();
        }
    }
}
