package io.besedka.conversation;

import io.besedka.deal.Pipelines;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;

/** Turns on a real database, with a bot and a follower that a test brings. */
public final class House implements AutoCloseable {
    static final long SHOP = 7;
    private static final AtomicInteger PROJECTS = new AtomicInteger(100);

    public final MovableClock clock = MovableClock.at("2026-05-04T09:00:00Z");
    public final List<Committed> followed = java.util.Collections.synchronizedList(new ArrayList<>());
    public final long project = PROJECTS.incrementAndGet();
    public final Turns turns;
    public final MessageStore messages;
    private final Database database;
    private final Set<Integer> backends = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean losing = new AtomicBoolean();
    private volatile boolean deaf;

    /** A channel with buttons and lanes, unless told otherwise. */
    final Pipelines pipelines;

    final ProjectVariables projectVariables;

    public record Channel(boolean isPulled, boolean hasButtons) implements Outlets {
        static final Channel USUAL = new Channel(false, true);

        @Override
        public boolean isPulled(long connectionId) {
            return isPulled;
        }

        @Override
        public boolean hasButtons(long connectionId) {
            return hasButtons;
        }

        /** A plain channel has neither. */
        @Override
        public boolean hasReactions(long connectionId) {
            return hasButtons;
        }

        @Override
        public void check(long connectionId, Content content) {}
    }

    public House(Database database, Bot bot, Outlets outlets) {
        this.database = database;
        this.messages = new MessageStore(database.jdbi());
        this.pipelines = new Pipelines(database.jdbi(), clock);
        this.projectVariables = new ProjectVariables(database.jdbi(), clock);
        this.turns = new Turns(
                        2,
                        10_000,
                        new Turns.Faces(
                                clock,
                                this::open,
                                bot,
                                outlets,
                                pipelines,
                                projectVariables,
                                this::hear,
                                Turns.Meter.NONE))
                .start();
    }

    public House(Database database, Bot bot) {
        this(database, bot, Channel.USUAL);
    }

    private void hear(List<Committed> entries) {
        if (deaf) {
            throw new IllegalStateException("deaf");
        }
        followed.addAll(entries);
    }

    /** From now on whoever follows fails at everything it is told. */
    void deafen() {
        deaf = true;
    }

    private Connection open() throws SQLException {
        var connection = database.raw(Turns.CONNECTION_PROPERTIES);
        backends.add(connection.unwrap(PGConnection.class).getBackendPID());
        return losing.getAndSet(false) ? LostAnswers.once(connection) : connection;
    }

    /** The next commit is made, but its answer never arrives. The turns connect anew for it. */
    void loseTheNextAnswer() {
        losing.set(true);
        cutOffTheDatabase();
    }

    /** Ends the turns' connections from the database's side, as a restart of it does. */
    void cutOffTheDatabase() {
        for (var pid : List.copyOf(backends)) {
            execute("select pg_terminate_backend(" + pid + ")");
            backends.remove(pid);
        }
    }

    /** With a row of its own among the projects, as pipelines and variables of the project need one. */
    House registered() {
        execute("insert into projects (id, name, time_zone, locale, created_at) overriding system value values ("
                + project + ", 'p', 'UTC', 'en', now()) on conflict do nothing");
        return this;
    }

    Person person(String externalId) {
        return new Person(externalId);
    }

    /** A client, by the provider's id. */
    final class Person {
        private final Address address;
        private int said;

        Person(String externalId) {
            address = new Address.OfClient(project, SHOP, externalId, Profile.named("Client " + externalId));
        }

        Result writes(String text) {
            return does(new Act.Wrote("m" + ++said, Content.text(text), null, null, clock.now()));
        }

        Result does(Act act) {
            return turns.take(address, act);
        }

        Input input(Act act) {
            return new Input(address, act);
        }
    }

    Result does(ConversationKey key, Act act) {
        return turns.take(new Address.OfConversation(key), act);
    }

    static ConversationKey keyOf(Result result) {
        return switch (result) {
            case Result.Taken taken -> taken.conversation();
            case Result.Repeated repeated -> repeated.conversation();
            case Result.Declined declined -> throw new AssertionError("declined: " + declined);
        };
    }

    List<Message> history(ConversationKey key) {
        return messages.before(key, Long.MAX_VALUE, 1000).messages();
    }

    List<String> texts(ConversationKey key) {
        return history(key).stream().map(message -> message.content().text()).toList();
    }

    Conversation conversation(ConversationKey key) {
        return followed.stream()
                .filter(entry -> entry.conversation().key().equals(key))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .conversation();
    }

    /** Numbers the database counts; {@code sql} takes the project. */
    long count(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql)
                        .bind("project", project)
                        .mapTo(Long.class)
                        .one());
    }

    void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    Map<String, String> variables(ConversationKey key, Variables.Scope scope) {
        return new ConversationStore(database.jdbi()).variables(key, scope);
    }

    static Instant at(String time) {
        return Instant.parse("2026-05-04T" + time + "Z");
    }

    @Override
    public void close() {
        turns.close();
    }
}
