package io.besedka.conversation;

import java.sql.Connection;
import java.sql.SQLException;

/** Hands out numbers from blocks of a database sequence, so that no insert must return one. One flusher's own. */
final class Ids {
    /** As many as one turn may take of the others; a batch that wants more is halved. */
    static final int BLOCK = 1000;

    private final String sequence;
    private final int block;
    private long next;
    private long end;

    Ids(String sequence, int block) {
        this.sequence = sequence;
        this.block = block;
    }

    static Ids clients() {
        return new Ids("client_ids", 100);
    }

    static Ids others() {
        return new Ids("other_ids", BLOCK);
    }

    /** Makes sure that {@code count} more numbers are at hand; what is left of a smaller block is skipped. */
    void reserve(Connection connection, int count) throws SQLException {
        while (end - next < count) {
            try (var statement = connection.prepareStatement("select nextval('" + sequence + "')");
                    var row = statement.executeQuery()) {
                row.next();
                long first = row.getLong(1);
                boolean adjoins = first == end;
                next = adjoins ? next : first;
                end = first + block;
            }
        }
    }

    long next() {
        if (next == end) {
            throw new IllegalStateException(sequence + ": reserve before you take");
        }
        return next++;
    }
}
