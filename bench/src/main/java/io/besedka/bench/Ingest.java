package io.besedka.bench;

import io.besedka.platform.database.Database;
import java.nio.file.Path;
import java.util.List;

/**
 * Telegram updates over HTTP, each verified, taken in its turn (stored, bot stepped, reply, delivery and log entry stored) and committed
 * before the 200, beside pgbench's four statements a transaction with 64 clients on the same database, taking turns.
 */
final class Ingest {
    private static final int PROJECTS = 100;
    private static final int ROUNDS = 3;
    private final Target target;
    private final Path data;
    private final Figures figures;
    private final int seconds;

    Ingest(Target target, Path data, Figures figures, int seconds) {
        this.target = target;
        this.data = data;
        this.figures = figures;
        this.seconds = seconds;
    }

    void run() throws Exception {
        List<Updates.Hook> hooks;
        try (var database = target.open()) {
            hooks = Fixture.bots(database, data, PROJECTS);
        }
        target.start("http://127.0.0.1:9");
        var pgbench = Pgbench.on(target.database());
        measure(hooks, pgbench, "empty");
        try (var database = target.open()) {
            fill(database);
        }
        measure(hooks, pgbench, "filled");
        target.stop();
    }

    private void measure(List<Updates.Hook> hooks, Pgbench pgbench, String state) throws Exception {
        figures.say("ingest, database " + state + ": warming up");
        drive(64, 20, updates(hooks, 64, 1 + state.hashCode() % 50).meetingAll());
        Warmth.reach(target, figures, "ingest." + state, forSeconds -> drive(64, forSeconds, updates(hooks, 64, 0)));
        for (int connections : new int[] {64, 256, 16}) {
            beside(hooks, connections, pgbench, state);
        }
        check(state);
    }

    /** Taking turns, so that a machine that changes its pace changes both. */
    private void beside(List<Updates.Hook> hooks, int connections, Pgbench pgbench, String state) throws Exception {
        double ours = 0;
        double yard = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            yard += pgbench.run(64, seconds) / ROUNDS;
            ours += report(hooks, connections, state, round) / ROUNDS;
        }
        var name = "ingest." + state + "." + connections;
        figures.put(name + ".pgbench64", yard, "transactions/s");
        figures.put(name, ours, "updates/s");
        double wanted = connections == 64 ? 1.4 : connections == 256 ? 2.0 : 0;
        figures.ratio(name + ".ratio", ours / yard, wanted, true);
    }

    private Updates updates(List<Updates.Hook> hooks, int connections, long seed) {
        return new Updates(
                hooks, target.host(), Math.abs(seed) % 1000 + connections + System.nanoTime() % 100_000, true);
    }

    private Load.Report drive(int connections, int forSeconds, Updates updates) throws Exception {
        try (var load = new Load(target.address(), connections, updates)) {
            return load.closed(forSeconds);
        }
    }

    private double report(List<Updates.Hook> hooks, int connections, String state, int round) throws Exception {
        double server = Cpu.of(target.process().pid());
        double postgres = Cpu.ofFamily(target.postgresPid());
        var disk = disk();
        double load = Cpu.ofThis();
        var report = drive(connections, seconds, updates(hooks, connections, round));
        var name = "ingest." + state + "." + connections;
        if (round == ROUNDS) {
            figures.put(name + ".p50", report.latencies().at(0.5), "ms");
            figures.put(name + ".p99", report.latencies().at(0.99), "ms");
            figures.put(name + ".failures", report.failures(), "answers");
            figures.put(name + ".cpu.load", (Cpu.ofThis() - load) * 1e6 / report.answers(), "us/update");
            figures.put(
                    name + ".cpu.server",
                    (Cpu.of(target.process().pid()) - server) * 1e6 / report.answers(),
                    "us/update");
            figures.put(
                    name + ".cpu.postgres",
                    (Cpu.ofFamily(target.postgresPid()) - postgres) * 1e6 / report.answers(),
                    "us/update");
            var now = disk();
            figures.put(name + ".wal", (now.wal() - disk.wal()) / 1024.0 / report.answers(), "KB/update");
            figures.put(
                    name + ".fsyncs",
                    (double) (now.walFsyncs() - disk.walFsyncs()) / report.answers(),
                    "WAL fsyncs/update");
            figures.put(
                    name + ".fsyncs.other",
                    (double) (now.otherFsyncs() - disk.otherFsyncs()) / report.answers(),
                    "fsyncs/update");
        }
        return report.perSecond();
    }

    /** @param wal bytes written so far; @param walFsyncs to make commits last; @param otherFsyncs of tables, by checkpoints mostly */
    private record Disk(long wal, long walFsyncs, long otherFsyncs) {}

    /** PostgreSQL's processes tell their counts about once a second, so a few seconds' difference is right to a tenth or so. */
    private Disk disk() {
        try (var database = target.open()) {
            return database.jdbi()
                    .withHandle(handle -> handle.createQuery("""
                            select (pg_current_wal_lsn() - '0/0')::bigint as wal,
                                   coalesce(sum(fsyncs) filter (where object = 'wal'), 0)::bigint as wal_fsyncs,
                                   coalesce(sum(fsyncs) filter (where object <> 'wal'), 0)::bigint as other_fsyncs
                            from pg_stat_io""")
                            .map((row, context) -> new Disk(
                                    row.getLong("wal"), row.getLong("wal_fsyncs"), row.getLong("other_fsyncs")))
                            .one());
        }
    }

    /** What was stored is what was acknowledged: two messages, one delivery and one log entry an update, and no gap in any log. */
    private void check(String state) {
        try (var database = target.open()) {
            var counts = database.jdbi()
                    .withHandle(handle -> handle.createQuery("""
                            select (select count(*) from message_ids) ids, (select count(*) from deliveries) deliveries,
                                   (select count(*) from project_logs p where seq <> (select count(*) from log l where l.project_id = p.project_id)) gaps""").mapToMap().one());
            figures.say("  stored: " + counts);
            figures.check(
                    counts.get("ids").equals(counts.get("deliveries")),
                    "there are as many answers as updates, database " + state);
            figures.check("0".equals(counts.get("gaps").toString()), "no log has a gap, database " + state);
        }
    }

    /** A database with a past: a million messages more. */
    private static void fill(Database database) {
        database.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into messages (project_id, conversation_id, seq, at, author_kind, author_id, note, text, markup, reply_to)
                    select v.project_id, v.id, 1000000 + g, now() - interval '1 hour', g %% 2, 0, false, 'Сообщение из прошлого номер ' || g, false, 0
                    from (select project_id, id from conversations order by id limit 20000) v, generate_series(1, 50) g""".formatted());
            handle.execute("analyze messages");
        });
    }
}
