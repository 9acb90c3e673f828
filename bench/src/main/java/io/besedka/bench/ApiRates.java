package io.besedka.bench;

import io.besedka.platform.database.Database;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * Calls of the API in Salebot's dialect over HTTP at 64 connections, each stored whole before its answer, beside pgbench's least work of
 * the same kind with 64 clients on the same database; and searches among a million clients beside the same among ten thousand.
 */
final class ApiRates {
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 3;
    private static final int CLIENTS = 20_000;
    private final Target target;
    private final Path data;
    private final Figures figures;
    private final int seconds;
    private String key;
    private long small;
    private long large;
    private String smallKey;
    private String largeKey;
    private long firstClient;

    ApiRates(Target target, Path data, Figures figures, int seconds) {
        this.target = target;
        this.data = data;
        this.figures = figures;
        this.seconds = seconds;
    }

    void run() throws Exception {
        prepare();
        target.start("http://127.0.0.1:9");
        var pgbench = Pgbench.on(target.database());
        LongFunction<String> message =
                number -> "{\"client_id\":" + client(number) + ",\"message\":\"Ваш заказ номер " + number + " готов\"}";
        LongFunction<String> variable = number -> ofClient(client(number), number);
        floor();
        beside("api.message", "message", message, 1.5, pgbench, Pgbench.MESSAGE_AND_OUTBOX);
        LongFunction<String> same = number -> ofClient(firstClient, number);
        beside("api.save_variables", "save_variables", same, 1.5, pgbench, Pgbench.ONE_ROW);
        beside("api.save_variables.spread", "save_variables", variable, 0, pgbench, Pgbench.ANY_ROW);
        searches("api.find.one", "{\"q\":{\"email\":\"p%d@example.org\"}}", 10_000);
        searches("api.find.three", "{\"q\":{\"email\":\"p%d@example.org\",\"city\":\"7\",\"plan\":\"2\"}}", 10_000);
        target.stop();
    }

    /** What a call costs that is read, judged and refused, with no work behind it: no call can be faster. */
    private void floor() throws Exception {
        LongFunction<String> nothing = number -> "{\"client_id\":%d}".formatted(client(number));
        drive("message", key, nothing, CONNECTIONS, seconds);
        var report = drive("message", key, nothing, CONNECTIONS, seconds);
        figures.put("api.refused", report.perSecond(), "calls/s");
    }

    private static String ofClient(long client, long size) {
        return "{\"client_id\":" + client + ",\"variables\":{\"client.size\":\"" + size + "\"}}";
    }

    private long client(long number) {
        return firstClient + number % CLIENTS;
    }

    private void prepare() throws Exception {
        try (var database = target.open()) {
            long project = Fixture.project(database, 1);
            long connection =
                    Fixture.bots(database, data, project, 1, true).getFirst().connection();
            key = Fixture.key(database, project);
            firstClient = 1_000_000_000;
            clients(database, project, connection, firstClient, CLIENTS);
            small = Fixture.project(database, 2);
            large = Fixture.project(database, 3);
            smallKey = Fixture.key(database, small);
            largeKey = Fixture.key(database, large);
            figures.say("filling 10,000 and 1,000,000 clients' variables");
            variables(database, small, 10_000);
            variables(database, large, 1_000_000);
            database.jdbi().useHandle(handle -> handle.execute("analyze"));
        }
    }

    private static void clients(Database database, long project, long connection, long first, int count) {
        database.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into clients (project_id, id, connection_id, external_id, contact_id, name, created_at)
                    select ?, ? + g, ?, (777000000 + g)::text, ? + g, 'Client ' || g, now() from generate_series(0, ? - 1) g""", project, first, connection, first, count);
            handle.execute("""
                    insert into conversations (project_id, id, connection_id, client_name, heard_at, created_at)
                    select project_id, id, connection_id, name, now(), now() from clients where project_id = ?""", project);
        });
    }

    private static void variables(Database database, long project, int count) {
        database.jdbi().useHandle(handle -> handle.execute("""
                insert into variable_values (project_id, scope, name, key, conversation_id)
                select ?, 0, v.name, variable_key(v.value), g
                from generate_series(1, ?) g, lateral (values ('email', 'p' || g || '@example.org'), ('city', (g % 100)::text),
                                                        ('plan', (g % 5)::text)) v(name, value)""", project, count));
    }

    private void beside(
            String name, String action, LongFunction<String> body, double wanted, Pgbench pgbench, String yardstick)
            throws Exception {
        Warmth.reach(target, figures, name, forSeconds -> drive(action, key, body, CONNECTIONS, forSeconds));
        double ours = 0;
        double yard = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            yard += pgbench.run(yardstick, CONNECTIONS, seconds) / ROUNDS;
            double server = Cpu.of(target.process().pid());
            double postgres = Cpu.ofFamily(target.postgresPid());
            double load = Cpu.ofThis();
            var report = drive(action, key, body, CONNECTIONS, seconds);
            ours += report.perSecond() / ROUNDS;
            if (round == ROUNDS) {
                figures.put(
                        name + ".cpu.server",
                        (Cpu.of(target.process().pid()) - server) * 1e6 / report.answers(),
                        "us/call");
                figures.put(
                        name + ".cpu.postgres",
                        (Cpu.ofFamily(target.postgresPid()) - postgres) * 1e6 / report.answers(),
                        "us/call");
                figures.put(name + ".cpu.load", (Cpu.ofThis() - load) * 1e6 / report.answers(), "us/call");
                figures.put(name + ".p50", report.latencies().at(0.5), "ms");
                figures.put(name + ".p99", report.latencies().at(0.99), "ms");
                figures.put(name + ".failures", report.failures(), "answers");
                figures.check(report.failures() == 0, name + " refuses nothing");
            }
        }
        figures.put(name + ".pgbench", yard, "transactions/s");
        figures.put(name, ours, "calls/s");
        figures.ratio(name + ".ratio", ours / yard, wanted, true);
    }

    /** Both populations in turn, twice; people are searched who are there. */
    private void searches(String name, String query, int people) throws Exception {
        var random = new Random(7);
        double few = 0;
        double many = 0;
        for (int round = 0; round < 3; round++) {
            few = search(smallKey, query, random, people);
            many = search(largeKey, query, random, 1_000_000);
        }
        figures.put(name + ".10000.p95", few, "ms");
        figures.put(name + ".1000000.p95", many, "ms");
        figures.ratio(name + ".ratio", many / few, 2.0, false);
    }

    private double search(String searchKey, String query, Random random, int people) throws Exception {
        // p is 7 modulo 100 and 2 modulo 5, so that all three variables hold.
        LongFunction<String> body = number -> query.formatted(random.nextInt(people / 100) * 100L + 7);
        return drive("find_clients", searchKey, body, 2, Math.max(3, seconds / 3))
                .latencies()
                .at(0.95);
    }

    private Load.Report drive(String action, String with, LongFunction<String> body, int connections, int forSeconds)
            throws Exception {
        var source = new Calls("/api/" + with + "/" + action, target.host(), body);
        try (var load = new Load(target.address(), connections, source)) {
            return load.closed(forSeconds);
        }
    }

    /** One kind of call with a body of its own each time. */
    private static final class Calls implements Load.Source {
        private final String head;
        private final LongFunction<String> body;
        private final Random random = new Random(11);

        Calls(String path, String host, LongFunction<String> body) {
            this.head = "POST " + path + " HTTP/1.1\r\nHost: " + host
                    + "\r\nContent-Type: application/json\r\nContent-Length: ";
            this.body = body;
        }

        @Override
        public long next(ByteBuffer request, long intended) {
            long number = random.nextInt(1_000_000);
            var bytes = body.apply(number).getBytes(StandardCharsets.UTF_8);
            request.put((head + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8))
                    .put(bytes);
            return number;
        }
    }
}
