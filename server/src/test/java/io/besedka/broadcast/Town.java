package io.besedka.broadcast;

import io.besedka.account.Sealing;
import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.ChannelOutlets;
import io.besedka.channel.Connections;
import io.besedka.channel.email.EmailAdapter;
import io.besedka.channel.meta.MessengerAdapter;
import io.besedka.channel.whatsapp.WhatsAppAdapter;
import io.besedka.channel.widget.WidgetAdapter;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Author;
import io.besedka.conversation.Bot;
import io.besedka.conversation.Content;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.House;
import io.besedka.conversation.Input;
import io.besedka.conversation.Outlets;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Result;
import io.besedka.flow.FlowBot;
import io.besedka.flow.Flows;
import io.besedka.flow.Phrase;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.Database;
import java.net.URI;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A project with clients on a connection, and broadcasts that a test moves on by hand: no thread, so a test knows what was done. */
final class Town implements AutoCloseable {
    final House house;
    final Database database;
    final Connections connections;
    final Connections.Connected connection;
    final Lists lists;
    final ClientLists members;
    final BroadcastFaces faces;
    final Broadcasts broadcasts;
    final Results results;
    final Dispatcher dispatcher;
    /** The project's. */
    final Map<String, String> variables = new HashMap<>();

    private volatile Bot bot = Bot.NONE;
    /** What templates say. */
    volatile UnaryOperator<Content> approved = content -> content;
    /** Between the turn's answer and what the worker makes of it. */
    UnaryOperator<List<Result>> misfortune = results -> results;

    Town(Database database) {
        this.database = database;
        house = new House(database, (situation, stimulus) -> bot.step(situation, stimulus), new Checking());
        execute("insert into projects (id, name, time_zone, locale, created_at) overriding system value " + "values ("
                + house.project + ", 'Town', 'Europe/Moscow', 'ru', now())");
        connections = new Connections(database.jdbi(), new Open(), house.clock, adapters());
        connection = connections.add(house.project, "widget", "Site", Map.of(), Map.of());
        lists = new Lists(database.jdbi(), house.clock);
        members = new ClientLists(database.jdbi(), lists, connections);
        faces = new BroadcastFaces(
                database.jdbi(),
                this::take,
                members,
                connections,
                project -> ZoneId.of("Europe/Moscow"),
                project -> name -> variables.get(name),
                content -> Phrase.of(content)::fill,
                (project, connection, content) -> approved.apply(content),
                house.clock);
        broadcasts = new Broadcasts(faces);
        results = new Results(database.jdbi());
        dispatcher = dispatcher();
    }

    /** The site lets us only answer, mail can be written first, WhatsApp can be for a day after the client wrote. */
    private List<ChannelAdapter> adapters() {
        var nowhere = URI.create("http://127.0.0.1:9");
        return List.of(
                new WidgetAdapter(),
                new EmailAdapter(List.of(), null, house.clock),
                new WhatsAppAdapter(nowhere, null, house.clock),
                new MessengerAdapter(nowhere, null, house.clock));
    }

    /** The flow answers on all connections from now on; returns the numbers of its blocks by their ids. */
    Map<String, Long> publish(String definition) {
        var flows = new Flows(database.jdbi(), house.clock, project -> ZoneId.of("Europe/Moscow"));
        long flow = flows.create(project(), "Shop", Optional.empty()).id();
        flows.publish(project(), flow, definition, 1);
        bot = new FlowBot(flows);
        return flows.numbers(project(), flow);
    }

    /** Judges contents as the channels do; all else is as in the house. */
    private final class Checking implements Outlets {
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
        public void check(long connectionId, Content content) {
            if (connections != null && connections.of(connectionId).isPresent()) {
                new ChannelOutlets(connections).check(connectionId, content);
            }
        }
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

    /** Another process. */
    Dispatcher dispatcher() {
        return new Dispatcher(faces);
    }

    private List<Result> take(List<Input> inputs) {
        return misfortune.apply(house.turns.take(inputs));
    }

    MovableClock clock() {
        return house.clock;
    }

    long project() {
        return house.project;
    }

    /** A client who has written; returns the number. */
    long client(String name) {
        return client(connection.connection().id(), name);
    }

    long client(long connectionId, String name) {
        return writes(connectionId, name, "Hello");
    }

    /** The site's client writes this. */
    void client(String name, String text) {
        writes(connection.connection().id(), name, text);
    }

    private long writes(long connectionId, String name, String text) {
        var wrote = new Act.Wrote("m-" + name + "-" + text, Content.text(text), null, null, clock().now());
        var address = new Address.OfClient(project(), connectionId, name, Profile.named(name));
        return ((Result.Taken) house.turns.take(address, wrote)).conversation().id();
    }

    /** A client whom a program made known and who has not written. */
    long stranger(long connectionId, String name) {
        var address = new Address.OfClient(project(), connectionId, name, Profile.named(name));
        return ((Result.Repeated) house.turns.take(address, new Act.Loaded(null)))
                .conversation()
                .id();
    }

    Result does(long client, Act act) {
        return house.turns.take(Address.of(project(), client), act);
    }

    /** How the delivery of the broadcast's message ended. */
    void delivery(long client, DeliveryStatus status, String error) {
        long seq = count(
                "select max(seq) from deliveries where project_id = " + project() + " and conversation_id = " + client);
        does(client, new Act.Attempted(seq, status, 1, List.of(), error, clock().now(), false));
    }

    long list(String name, List<Long> clients) {
        long list = lists.create(project(), name, null).id();
        lists.add(project(), list, clients);
        return list;
    }

    NewBroadcast to(Audience audience) {
        return new NewBroadcast(
                        project(), "News", Author.operator(1), audience, new Saying.Message(Content.text("News!")))
                .with(java.time.Duration.ZERO);
    }

    NewBroadcast to(Audience audience, Saying saying) {
        return new NewBroadcast(project(), "News", Author.operator(1), audience, saying).with(java.time.Duration.ZERO);
    }

    /** Does all that is due without the clock's moving. */
    void work() {
        while (broadcasts.planDue() | dispatcher.dispatch()) {
            // goes on
        }
    }

    BroadcastState state(long broadcast) {
        return broadcasts.get(project(), broadcast).state();
    }

    /** How often the client got the broadcast's message. */
    long got(long client, long broadcast) {
        return count("select count(*) from messages where project_id = " + project() + " and conversation_id = "
                + client + " and key = '" + Dispatcher.keyOf(broadcast) + "'");
    }

    RecipientState stateOf(long client, long broadcast) {
        return results.page(project(), broadcast, List.of(), client - 1, 1)
                .recipients()
                .getFirst()
                .state();
    }

    long count(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    @Override
    public void close() {
        broadcasts.close();
        house.close();
    }
}
