package io.besedka.delivery;

import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connection;
import io.besedka.channel.Connections.Connected;
import io.besedka.channel.Outbound;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Author;
import io.besedka.conversation.Bot;
import io.besedka.conversation.Content;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.DeliveryStore;
import io.besedka.conversation.DeliveryStore.Place;
import io.besedka.conversation.Message;
import io.besedka.conversation.Outlets;
import io.besedka.conversation.Profile;
import io.besedka.conversation.ProjectVariables;
import io.besedka.conversation.Result;
import io.besedka.conversation.Turns;
import io.besedka.deal.Pipelines;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.Database;
import io.besedka.platform.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Turns and lanes on a real database and a clock that a test moves, with one connection to a scripted provider. */
final class Scene implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);
    private static final Author OLGA = Author.operator(3);

    final MovableClock clock = MovableClock.at("2026-05-04T09:00:00Z");
    final long project = NUMBERS.incrementAndGet();
    final long connectionId = NUMBERS.incrementAndGet();
    final List<String> broken = Collections.synchronizedList(new ArrayList<>());
    final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    volatile boolean paused;
    volatile String unknown = "ask";
    Scripted adapter = new Scripted(clock);
    /** Takes the scripted one's place when it is set. */
    volatile ChannelAdapter real;

    volatile Map<String, Secret> secrets = Map.of();
    Turns turns;
    Lanes lanes;
    private final Database database;
    private final LaneSettings settings;
    private int said;

    Scene(Database database, int memory) {
        this(database, memory, Duration.ofSeconds(5));
    }

    /** @param closing how long a stop waits for what is under way; none, where stops are to be crashes */
    Scene(Database database, int memory, Duration closing) {
        this.database = database;
        this.settings = new LaneSettings(
                memory, Duration.ofSeconds(5), Duration.ofMinutes(5), true, Duration.ofHours(24), closing);
        start(settings);
    }

    private void start(LaneSettings with) {
        var handed = new Lanes[1];
        turns = new Turns(
                        2,
                        10_000,
                        new Turns.Faces(
                                clock,
                                () -> database.raw(Turns.CONNECTION_PROPERTIES),
                                Bot.NONE,
                                new Pushed(),
                                new Pipelines(database.jdbi(), clock),
                                new ProjectVariables(database.jdbi(), clock),
                                e -> handed[0].committed(e),
                                Turns.Meter.NONE))
                .start();
        var here = adapter;
        Destinations destinations = id -> id == connectionId ? Optional.of(connected(here)) : Optional.empty();
        var faces = new Lanes.Faces(
                clock,
                new DeliveryStore(database.jdbi()),
                destinations,
                Scene::plan,
                health(),
                Meter.NONE,
                new Random(7));
        handed[0] = lanes = new Lanes(with, faces);
        lanes.start(turns);
    }

    Connected connected(ChannelAdapter scripted) {
        var connection = new Connection(
                project, connectionId, "scripted", "Shop", paused, Map.of(Destinations.UNKNOWN, unknown), secrets);
        return new Connected(connection, real == null ? scripted : real, "hook");
    }

    private ConnectionHealth health() {
        return new ConnectionHealth() {
            @Override
            public void broken(long id, String why) {
                broken.add(why);
            }

            @Override
            public void sent(long id) {}

            @Override
            public void failed(long id, String why) {
                failures.add(why);
            }
        };
    }

    /** A bar in a text cuts it into parts. */
    private static List<Outbound> plan(Connected connected, Message message, String replyTo) {
        return Arrays.stream(message.content().text().split("\\|"))
                .map(text -> new Outbound(message.seq(), text, false, List.of(), null, null, null, null, null, replyTo))
                .toList();
    }

    /** Stops everything between two instructions, as a crash would: what is under way is never told to anyone. */
    void crash() {
        adapter.cutOff = true;
        turns.close();
        lanes.close();
        clock.advance(Duration.ofMillis(1));
    }

    void start() {
        var script = adapter.script;
        var rates = adapter.rates;
        adapter = new Scripted(clock);
        adapter.script = script;
        adapter.rates = rates;
        start(settings);
    }

    void restart() {
        lanes.close();
        turns.close();
        clock.advance(Duration.ofMillis(1));
        start();
    }

    ConversationKey client(String externalId) {
        var address = new Address.OfClient(project, connectionId, externalId, Profile.named(externalId));
        return key(turns.take(address, new Act.Wrote("first", Content.text("Hello"), null, null, clock.now())));
    }

    private static ConversationKey key(Result result) {
        return ((Result.Taken) result).conversation();
    }

    /** An operator writes; the place of the message. */
    long says(ConversationKey to, String text) {
        return says(to, text, 0);
    }

    long says(ConversationKey to, String text, long replyTo) {
        return ((Result.Taken) does(to, new Act.Replied(OLGA, "k" + ++said, Content.text(text), replyTo))).seq();
    }

    void edits(ConversationKey key, long seq, String text) {
        does(key, new Act.Changed(OLGA, seq, Content.text(text)));
    }

    void withdraws(ConversationKey key, long seq) {
        does(key, new Act.Withdrew(OLGA, seq));
    }

    Result reacts(ConversationKey key, String emoji) {
        return does(key, new Act.ReactedBack(OLGA, 1, emoji));
    }

    Result does(ConversationKey key, Act act) {
        return turns.take(Address.of(key.projectId(), key.id()), act);
    }

    DeliveryStore.Pending delivery(ConversationKey key, long seq) {
        return new DeliveryStore(database.jdbi()).at(new Place(key, seq)).orElseThrow();
    }

    DeliveryStatus status(ConversationKey key, long seq) {
        return delivery(key, seq).status();
    }

    /** Of the clients; null where none is known. */
    List<String> names() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select name from clients where project_id = :p")
                        .bind("p", project)
                        .mapTo(String.class)
                        .list());
    }

    List<Integer> statuses() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select status from deliveries where project_id = :p")
                        .bind("p", project)
                        .mapTo(Integer.class)
                        .list());
    }

    /** The messages whose attempts are under way as the database sees it. */
    List<Place> sending() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select conversation_id, seq from deliveries where project_id = :p and status = 1")
                        .bind("p", project)
                        .map((row, context) -> new Place(new ConversationKey(project, row.getLong(1)), row.getLong(2)))
                        .list());
    }

    void execute(String sql) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql).bind("p", project).execute());
    }

    /** Until nothing happens any more unless the clock moves. */
    void settle() {
        await(() -> lanes.isResting());
    }

    static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nothing came of it in 30 seconds");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /** Moves the clock by such steps for so long, and lets everything that is due happen at each. */
    void passes(Duration span, Duration step) {
        for (var left = span; left.isPositive(); left = left.minus(step)) {
            clock.advance(step);
            settle();
        }
    }

    @Override
    public void close() {
        lanes.close();
        turns.close();
    }

    private record Pushed() implements Outlets {
        @Override
        public boolean isPulled(long connectionId) {
            return false;
        }

        @Override
        public boolean hasButtons(long connectionId) {
            return true;
        }

        @Override
        public boolean hasReactions(long connectionId) {
            return true;
        }

        @Override
        public void check(long connectionId, Content content) {}
    }
}
