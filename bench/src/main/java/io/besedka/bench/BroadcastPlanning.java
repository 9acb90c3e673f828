package io.besedka.bench;

import io.besedka.account.Sealing;
import io.besedka.broadcast.Audience;
import io.besedka.broadcast.BroadcastFaces;
import io.besedka.broadcast.Broadcasts;
import io.besedka.broadcast.ClientLists;
import io.besedka.broadcast.Lists;
import io.besedka.broadcast.NewBroadcast;
import io.besedka.broadcast.Saying;
import io.besedka.channel.Connections;
import io.besedka.channel.widget.WidgetAdapter;
import io.besedka.conversation.Author;
import io.besedka.conversation.Content;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Result;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.Database;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** From the start of a broadcast to 100,000 people to its recipients' rows, beside the bare {@code insert ... select} of the same rows. */
final class BroadcastPlanning {
    private static final int CLIENTS = 100_000;
    private static final int ROUNDS = 5;

    private final Target target;
    private final Figures figures;

    BroadcastPlanning(Target target, Figures figures) {
        this.target = target;
        this.figures = figures;
    }

    void run() throws Exception {
        try (var database = target.open()) {
            long project = Fixture.project(database, 1);
            var clock = Clock.system();
            var connections = new Connections(database.jdbi(), new Open(), clock, List.of(new WidgetAdapter()));
            long connection = connections
                    .add(project, "widget", "Site", Map.of(), Map.of())
                    .connection()
                    .id();
            var lists = new Lists(database.jdbi(), clock);
            long list = fill(database, lists, project, connection);
            var members = new ClientLists(database.jdbi(), lists, connections);
            try (var broadcasts = new Broadcasts(new BroadcastFaces(
                            database.jdbi(),
                            inputs -> inputs.stream()
                                    .map(input -> (Result) new Result.Declined(Refusal.NOT_YOURS, "a bench"))
                                    .toList(),
                            members,
                            connections,
                            any -> ZoneOffset.UTC,
                            any -> name -> null,
                            same -> (situation, zone) -> same,
                            (any, place, content) -> content,
                            clock))
                    .start()) {
                measure(database, broadcasts, project, list);
            }
        }
    }

    private void measure(Database database, Broadcasts broadcasts, long project, long list) {
        double planned = Double.MAX_VALUE;
        double bare = Double.MAX_VALUE;
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("create table bare_recipients (like broadcast_recipients including all)"));
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            long broadcast = broadcasts.start(wanted(project, list));
            while (broadcasts.get(project, broadcast).plannedAt() == null) {
                LockSupport.parkNanos(1_000_000);
            }
            planned = Math.min(planned, (System.nanoTime() - begun) / 1e6);
            broadcasts.cancel(project, broadcast);
            bare = Math.min(bare, bare(database, project, broadcast));
            figures.check(
                    broadcasts.get(project, broadcast).counts().total() == CLIENTS, "all " + CLIENTS + " are planned");
        }
        figures.put("api.planning.bare", bare, "ms");
        figures.put("api.planning", planned, "ms");
        figures.ratio("api.planning.ratio", planned / bare, 2.0, false);
    }

    private static NewBroadcast wanted(long project, long list) {
        return new NewBroadcast(
                        project,
                        "Bench",
                        Author.api(1),
                        new Audience.OfList(list),
                        new Saying.Message(Content.text("Hello")))
                .with(Duration.ofHours(1));
    }

    /** The same columns into the same indexes, with nothing to find out. */
    private static double bare(Database database, long project, long broadcast) {
        return database.jdbi().withHandle(handle -> {
            handle.execute("truncate bare_recipients");
            long begun = System.nanoTime();
            handle.execute("""
                    insert into bare_recipients (project_id, broadcast_id, conversation_id, connection_id, status, due_at, zone, address)
                    select project_id, broadcast_id, conversation_id, connection_id, 0, due_at, zone, address
                    from broadcast_recipients where project_id = ? and broadcast_id = ?""", project, broadcast);
            return (System.nanoTime() - begun) / 1e6;
        });
    }

    private static long fill(Database database, Lists lists, long project, long connection) {
        long list = lists.create(project, "Everybody", null).id();
        database.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into conversations (project_id, id, connection_id, client_name, heard_at, last_seq, created_at)
                    select ?, g, ?, 'Client ' || g, now(), 1, now() from generate_series(1, ?) g""", project, connection, CLIENTS);
            handle.execute(
                    "insert into list_members (project_id, list_id, conversation_id, added_at) select ?, ?, g, now() from generate_series(1, ?) g",
                    project,
                    list,
                    CLIENTS);
            handle.execute("analyze");
        });
        return list;
    }

    private record Open() implements Sealing {
        @Override
        public byte[] seal(byte[] open) {
            return open;
        }

        @Override
        public byte[] open(byte[] sealed) {
            return sealed;
        }
    }
}
