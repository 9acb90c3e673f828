package io.besedka.bench;

import io.besedka.platform.database.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The yardstick of the intake: PostgreSQL's own bench doing one small transaction of four statements a message, on the same server. */
final class Pgbench {
    private static final String INTAKE = """
            \\set client random(1, 20000)
            \\set number random(1, 9000000000000)
            begin;
            insert into yard_dedupe (client, external_id) values (:client, :number) on conflict do nothing;
            insert into yard_message (client, body) values (:client, 'Сколько стоит букет номер ' || :client || '?');
            update yard_conversation set last_at = now(), unread = unread + 1 where id = :client;
            insert into yard_outbox (client, payload) values (:client, 'answer');
            commit;
            """;
    /** A message and what is to be sent, together. */
    static final String MESSAGE_AND_OUTBOX = """
            \\set client random(1, 20000)
            begin;
            insert into yard_message (client, body) values (:client, 'Ваш заказ номер ' || :client || ' готов');
            insert into yard_outbox (client, payload) values (:client, 'Ваш заказ готов');
            commit;
            """;

    /** One row changed, another each time. */
    static final String ANY_ROW = """
            \\set client random(1, 20000)
            update yard_conversation set last_at = now(), unread = unread + 1 where id = :client;
            """;

    /** One row changed, always the same. */
    static final String ONE_ROW = """
            update yard_conversation set last_at = now(), unread = unread + 1 where id = 1;
            """;

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private final DatabaseAddress address;
    private final Path program;

    private Pgbench(DatabaseAddress address, Path program) {
        this.address = address;
        this.program = program;
    }

    static Pgbench on(DatabaseAddress address) throws IOException, SQLException {
        var pgbench = new Pgbench(address, find());
        try (var connection = DriverManager.getConnection(
                        address.jdbcUrl(), address.user(), address.password().reveal());
                var statement = connection.createStatement()) {
            statement.execute("""
                    create table if not exists yard_dedupe (client bigint, external_id bigint, primary key (client, external_id));
                    create table if not exists yard_message (id bigint generated always as identity primary key, client bigint, body text, at timestamptz default now());
                    create index if not exists yard_message_client on yard_message (client, id);
                    create table if not exists yard_conversation (id bigint primary key, last_at timestamptz, unread int default 0) with (fillfactor = 70);
                    insert into yard_conversation select g from generate_series(1, 20000) g on conflict do nothing;
                    create table if not exists yard_outbox (id bigint generated always as identity primary key, client bigint, payload text);
                    """);
        }
        return pgbench;
    }

    private static Path find() throws IOException {
        var places = new ArrayList<Path>(
                Stream.of(System.getenv("PATH").split(":")).map(Path::of).toList());
        var debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (var versions = Files.list(debian)) {
                versions.map(version -> version.resolve("bin")).forEach(places::add);
            }
        }
        return places.stream()
                .map(place -> place.resolve("pgbench"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "the yardstick needs pgbench: install PostgreSQL's client programs (Debian: postgresql-contrib)"));
    }

    /** Transactions a second of the intake's yardstick. */
    double run(int clients, int seconds) throws IOException, InterruptedException {
        return run(INTAKE, clients, seconds);
    }

    /** Transactions a second. */
    double run(String statements, int clients, int seconds) throws IOException, InterruptedException {
        var script = Files.createTempFile("yard", ".sql");
        Files.writeString(script, statements);
        var url = java.net.URI.create(address.jdbcUrl().substring("jdbc:".length()));
        var process = new ProcessBuilder(List.of(
                        program.toString(),
                        "-n",
                        "-M",
                        "prepared",
                        "-h",
                        url.getHost(),
                        "-p",
                        Integer.toString(url.getPort()),
                        "-U",
                        address.user(),
                        "-c",
                        Integer.toString(clients),
                        "-j",
                        "2",
                        "-T",
                        Integer.toString(seconds),
                        "-f",
                        script.toString(),
                        url.getPath().substring(1)))
                .redirectErrorStream(true);
        process.environment().put("PGPASSWORD", address.password().reveal());
        var started = process.start();
        var output = new String(started.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        started.waitFor();
        Files.delete(script);
        var rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IllegalStateException("pgbench failed: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
