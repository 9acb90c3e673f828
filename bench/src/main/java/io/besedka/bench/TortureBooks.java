package io.besedka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What stands in the database, read past the server. */
final class TortureBooks {
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

    long number(String sql, Long... parameters) throws SQLException, IOException {
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

    /** The events of a project's log, in order. */
    List<TortureEvent> events(long project) throws SQLException, IOException {
        var events = new ArrayList<TortureEvent>();
        read(
                """
                select l.seq, l.kind, l.conversation_id, l.ref, coalesce(m.seq, 0), coalesce(m.author_kind, -1), m.text
                from log l
                left join messages m on m.project_id = l.project_id and m.conversation_id = l.conversation_id and l.kind in (0, 1, 2)
                    and m.seq between l.ref and greatest(l.ref, l.upto)
                where l.project_id = ?
                order by l.seq, m.seq""",
                List.of(project),
                row -> events.add(TortureEvent.of(new TortureEvent.Row(
                        project,
                        row.getLong(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getInt(6),
                        row.getString(7)))));
        return events;
    }

    /** What stopped of itself: an endpoint's repeats must never be so many. */
    void checkWebhooks(TortureVerdict verdict) throws SQLException, IOException {
        read(
                "select project_id, id, coalesce(pause_reason, '') from webhooks where paused_at is not null",
                List.of(),
                row -> verdict.lost(
                        1,
                        "webhook " + row.getLong(2) + " of project " + row.getLong(1) + " was paused as "
                                + row.getString(3)));
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
