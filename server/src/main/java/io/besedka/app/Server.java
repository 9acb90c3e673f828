package io.besedka.app;

import io.besedka.account.Access;
import java.util.Locale;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Outcome;
import io.besedka.inbox.ConnectionNames;
import io.besedka.flow.FlowBot;
import io.besedka.flow.Flows;
import io.besedka.inbox.ConnectionList;
import io.besedka.channel.Planner;
import io.besedka.delivery.Lanes;
import io.besedka.delivery.LaneSettings;
import io.besedka.conversation.DeliveryStore;
import io.besedka.conversation.ConversationKey;
import io.besedka.account.Accounts;
import io.besedka.account.Caller;
import io.besedka.account.Role;
import io.besedka.account.Sealing;
import io.besedka.api.account.AccountRoutes;
import io.besedka.api.connection.ConnectionRoutes;
import io.besedka.api.flow.FlowRoutes;
import io.besedka.channel.ChannelOutlets;
import io.besedka.channel.Connections;
import io.besedka.channel.Fetcher;
import io.besedka.channel.Health;
import io.besedka.channel.Inbound;
import io.besedka.channel.Pollers;
import io.besedka.channel.ProjectFiles;
import io.besedka.channel.Registrations;
import io.besedka.channel.WebhookRoutes;
import io.besedka.channel.telegram.TelegramAdapter;
import io.besedka.channel.widget.WidgetAdapter;
import io.besedka.conversation.ClientStore;
import io.besedka.conversation.Committed;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.FileStore;
import io.besedka.conversation.Follower;
import io.besedka.conversation.LogStore;
import io.besedka.conversation.MessageStore;
import io.besedka.conversation.Partitions;
import io.besedka.conversation.Timers;
import io.besedka.conversation.Turns;
import io.besedka.inbox.InboxRoutes;
import io.besedka.inbox.Rooms;
import io.besedka.inbox.Views;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.http.HttpServer;
import io.besedka.platform.http.Routes;
import io.besedka.platform.metrics.Metrics;
import io.besedka.platform.secret.KeyFile;
import io.besedka.platform.secret.SecretBox;
import io.besedka.platform.secret.Tokens;
import io.besedka.realtime.Feed;
import io.besedka.widget.VisitorTokens;
import io.besedka.widget.WidgetRoutes;
import io.besedka.widget.Widgets;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.LoggerFactory;

/** One process: the rooms wired by plain constructors, one method a room, started from below and stopped from above. */
public final class Server implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Server.class);
    private final Config config;
    private final Clock clock;
    private final Routes front;
    private final Metrics metrics = Metrics.create();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<Follower> followers = new ArrayList<>();
    private SecretBox box;
    private Storage storage;
    private Jdbi jdbi;
    private Accounts accounts;
    private FileStore files;
    private Flows flows;
    private Connections connections;
    private Health health;
    private Turns turns;
    private Lanes lanes;
    private Registrations registrations;
    private Inbound inbound;
    private Feed feed;
    private Rooms rooms;
    private Widgets widgets;
    private List<Routes> faces;
    private HttpServer http;
    private HttpServer management;
    private volatile boolean started;

    private Server(Config config, Clock clock, Routes front) {
        this.config = config;
        this.clock = clock;
        this.front = front;
    }

    /** Starts everything or, when something fails, nothing. */
    public static Server start(Config config, Clock clock) {
        return start(config, clock, WebFiles.inboxFirst());
    }

    /** @param front pages of the caller's own, the one at {@code /} among them */
    public static Server start(Config config, Clock clock, Routes front) {
        var server = new Server(config, clock, front);
        try {
            server.start();
            return server;
        } catch (Exception failure) {
            server.close();
            throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }

    private void start() throws Exception {
        storage = keep(Storage.open(config));
        jdbi = storage.database().jdbi();
        keep(new Partitions(jdbi, clock)).start();
        box = config.secretKey().map(SecretBox::withKey).orElseGet(() -> KeyFile.readOrCreate(config.data().resolve("secret.key")));
        accounts = new Accounts(jdbi, clock::now, sealing("account"));
        files = new FileStore(jdbi, clock, config.data().resolve("files"));
        flows = new Flows(jdbi, clock, this::zone);
        flows.load();
        channels();
        turns();
        realtime();
        turns.start();
        lanes.start(turns);
        intake();
        faces();
        started = true;
        LOG.atInfo().addKeyValue("port", port()).addKeyValue("management", managementPort()).log("the server is ready");
    }

    private Sealing sealing(String place) {
        return new SealedBox(box, place);
    }

    private ZoneId zone(long projectId) {
        return ZoneId.of(accounts.projects().get(projectId).timeZone());
    }

    private void channels() {
        health = new Health(clock);
        var telegram = new TelegramAdapter(config.channels().telegramApi(), new ProjectFiles(files), clock);
        connections = new Connections(jdbi, sealing("connection"), clock, List.of(telegram, new WidgetAdapter()));
        connections.load();
        lanes = new Lanes(LaneSettings.DEFAULT, new Lanes.Faces(
                clock,
                new DeliveryStore(jdbi),
                connections::of,
                (seq, content, capabilities, replyTo) -> Planner.plan(seq, content, capabilities, replyTo).parts(),
                new LaneHealth(health),
                new LaneMeter(metrics),
                new java.util.Random()));
        metrics.gauge("besedka_deliveries_waiting", "Messages on their way to a provider, in memory.", lanes::waiting);
        connections.watch((connected, gone) -> {
            if (!gone && !connected.connection().paused()) {
                lanes.resume(connected.connection().id());
            }
        });
    }

    private void turns() {
        var faces = new Turns.Faces(
                clock,
                () -> storage.database().raw(Turns.CONNECTION_PROPERTIES),
                new FlowBot(flows),
                new ChannelOutlets(connections),
                this::tell,
                new TurnMeter(metrics));
        turns = keep(new Turns(config.turns().flushers(), config.turns().queue(), faces));
        metrics.gauge("besedka_inputs_waiting", "Inputs that wait for their turn.", turns::waiting);
        keep(lanes);
        followers.add(lanes);
    }

    private void tell(List<Committed> entries) {
        for (var follower : followers) {
            follower.committed(entries);
        }
    }

    private void realtime() {
        var conversations = new ConversationStore(jdbi);
        var views = new Views(conversations, this::userName, this::connectionName, clock);
        feed = keep(new Feed(new LogStore(jdbi), conversations, new MessageStore(jdbi), views, this::operatorTypes, clock));
        followers.add(feed);
        var visitors = new VisitorTokens(box.derive("visitors"));
        widgets = keep(new Widgets(new Widgets.Faces(
                connections,
                turns,
                new ClientStore(jdbi),
                conversations,
                new MessageStore(jdbi),
                visitors,
                clock,
                this::userName,
                feed::clientTyping)));
        followers.add(widgets);
        rooms = new Rooms(
                new InboxMembers(accounts),
                turns,
                conversations,
                new MessageStore(jdbi),
                new LogStore(jdbi),
                files,
                feed,
                views,
                this::connectionList,
                clock);
        accounts.signIns().watch(feed::recheck);
        feed.start();
    }

    private String userName(long userId) {
        try {
            return accounts.users().get(userId).name();
        } catch (Problem gone) {
            return null;
        }
    }

    private ConnectionNames.Named connectionName(long projectId, long connectionId) {
        return connections
                .of(projectId, connectionId)
                .map(found -> new ConnectionNames.Named(found.connection().channel(), found.connection().name()))
                .orElse(null);
    }

    private List<ConnectionList.Shown> connectionList(long projectId) {
        return connections.ofProject(projectId).stream().map(this::shown).toList();
    }

    private ConnectionList.Shown shown(Connections.Connected connected) {
        var connection = connected.connection();
        var report = health.of(connection.id());
        var state = new ConnectionList.Health(
                report.state().name().toLowerCase(Locale.ROOT), report.text(), report.lastUpdateAt(), report.lastSendAt());
        return new ConnectionList.Shown(connection.id(), connection.channel(), connection.name(), connection.paused(), state);
    }

    private void operatorTypes(ConversationKey key, long userId) {
        widgets.operatorTypes(key);
        Thread.startVirtualThread(() -> rooms.conversations()
                .one(key)
                .ifPresent(listed -> lanes.typing(listed.conversation().connectionId(), key)));
    }

    private void intake() {
        inbound = keep(new Inbound(turns, health));
        var publicUrl = config.publicUrl().map(Object::toString);
        registrations = keep(new Registrations(connections, health, clock, publicUrl, lanes::resume)).start();
        keep(new Pollers(connections, inbound, health, clock, registrations::polls)).start();
        keep(new Timers(jdbi, turns, clock)).start();
        var fetcher = keep(new Fetcher(files, connections, clock));
        followers.add(fetcher);
        fetcher.start();
    }

    private void faces() throws Exception {
        var requests = metrics.seconds("besedka_http_seconds", "Time to answer.", "route", "status");
        Outcome outcomes = (method, template, status, nanos) ->
                requests.labelValues(template, Integer.toString(status)).observe(nanos / 1e9);
        faces = List.of(
                new WebhookRoutes(connections, inbound, health).routes(),
                AccountRoutes.of(accounts),
                new ConnectionRoutes(accounts.access(), connections, registrations, health).routes(),
                new FlowRoutes(accounts.access(), flows).routes(),
                InboxRoutes.of(rooms),
                new WidgetRoutes(widgets, files).routes(),
                new WebFiles().routes(),
                front);
        http = keep(new HttpServer(config.http().host(), config.http().port(), config.http().trustedProxies(), faces, outcomes)).start();
        if (config.http().managementPort() >= 0) {
            var watched = Management.routes(storage.database(), metrics, () -> started);
            management = keep(new HttpServer("127.0.0.1", config.http().managementPort(), 0, List.of(watched), Outcome.IGNORED)).start();
        }
    }

    public int port() {
        return http.port();
    }

    /** Every route as "METHOD template", for tests that must miss none. */
    List<String> routes() {
        return faces.stream().flatMap(face -> face.list().stream()).toList();
    }

    /** -1 when there is none. */
    public int managementPort() {
        return management == null ? -1 : management.port();
    }

    public Accounts accounts() {
        return accounts;
    }

    private <T extends AutoCloseable> T keep(T room) {
        running.push(room);
        return room;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failure) {
                LOG.atWarn().setCause(failure).log("a room did not stop cleanly");
            }
        }
    }
}
