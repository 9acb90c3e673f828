package io.besedka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What stands in the database, read past the server. */
final class TortureBooks {
    private static final int QUEUED = 0;
    private static final int SENDING = 1;
    static final int UNKNOWN = 2;
    static final int FAILED = 3;
    static final int SENT = 4;

    /** A message as it stands. @param kind Author.Kind by its ordinal @param status of its delivery, -1 = it has none */
    record Row(long project, long conversation, long seq, int kind, String text, int status, String error) {}

    interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private final TortureServer server;

    TortureBooks(TortureServer server) {
        this.server = server;
    }

    private Connection connect() throws SQLException, IOException {
        var port = Files.readString(server.data().resolve("postgres.port")).strip();
        var password =
                Files.readString(server.data().resolve("postgres.password")).strip();
        var connection =
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "besedka", password);
        connection.setAutoCommit(false);
        return connection;
    }

    void read(String sql, List<Long> parameters, Reader reader) throws SQLException, IOException {
        try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(5_000);
            for (int i = 0; i < parameters.size(); i++) {
                statement.setLong(i + 1, parameters.get(i));
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private long number(String sql, Long... parameters) throws SQLException, IOException {
        var found = new long[1];
        read(sql, List.of(parameters), row -> found[0] = row.getLong(1));
        return found[0];
    }

    long conversation(TortureApi.Connected bot, long person) throws SQLException, IOException {
        return number(
                "select id from clients where project_id = ? and connection_id = ? and external_id = ?::bigint::text",
                bot.project(),
                bot.id(),
                person);
    }

    long end(long project) throws SQLException, IOException {
        return number("select seq from project_logs where project_id = ?", project);
    }

    /** Waits until every message has met its fate. */
    void settle(Duration patience, TortureVerdict verdict) throws Exception {
        long began = System.nanoTime();
        var open = "select count(*) from deliveries where status in (%d, %d)".formatted(QUEUED, SENDING);
        long left = number(open);
        while (left > 0 && System.nanoTime() - began < patience.toNanos()) {
            Thread.sleep(250);
            left = number(open);
        }
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        verdict.fact(
                left == 0 ? "settled in " + seconds + " s" : left + " deliveries unsettled after " + seconds + " s");
    }

    /** All messages, by conversation and in its order. */
    void messages(java.util.function.Consumer<Row> reader) throws SQLException, IOException {
        read(
                """
                select m.project_id, m.conversation_id, m.seq, m.author_kind, m.text, coalesce(d.status, -1), d.error
                from messages m
                left join deliveries d on d.project_id = m.project_id and d.conversation_id = m.conversation_id and d.seq = m.seq
                order by m.project_id, m.conversation_id, m.seq
                """,
                List.of(),
                row -> reader.accept(new Row(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getString(7))));
    }

    /** The logs, each from 1 to its end without a gap, each message in one entry. */
    void checkLogs(TortureVerdict verdict) throws SQLException, IOException {
        read("""
                select p.project_id, p.seq, count(l.seq), coalesce(max(l.seq), 0), count(distinct l.seq),
                    coalesce(sum(l.upto - l.ref + 1) filter (where l.kind = 0), 0),
                    (select count(*) from messages m where m.project_id = p.project_id)
                from project_logs p left join log l on l.project_id = p.project_id
                group by p.project_id, p.seq
                """, List.of(), row -> checkLog(row, verdict));
    }

    private static void checkLog(ResultSet row, TortureVerdict verdict) throws SQLException {
        var name = "the log of project " + row.getLong(1);
        long end = row.getLong(2);
        long count = row.getLong(3);
        if (row.getLong(4) != end || row.getLong(5) != end) {
            verdict.lost(
                    Math.max(1, end - row.getLong(5)),
                    name + " ends at " + row.getLong(4) + " with " + count + " entries, its row says " + end);
        }
        if (count != row.getLong(5)) {
            verdict.doubled(name + " has cursors twice");
        }
        if (row.getLong(6) != row.getLong(7)) {
            verdict.lost(
                    Math.abs(row.getLong(7) - row.getLong(6)),
                    name + " tells of " + row.getLong(6) + " messages, there are " + row.getLong(7));
        }
    }
}
