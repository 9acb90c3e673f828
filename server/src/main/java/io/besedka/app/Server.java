package io.besedka.app;

import io.besedka.account.Access;
import io.besedka.account.Accounts;
import io.besedka.account.Caller;
import io.besedka.account.Role;
import io.besedka.account.Sealing;
import io.besedka.api.account.AccountRoutes;
import io.besedka.api.connection.ConnectionRoutes;
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
import io.besedka.conversation.Bot;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.LoggerFactory;

/** One process: the rooms wired by plain constructors, one method a room, started from below and stopped from above. */
public final class Server implements AutoCloseable {
    private final Config config;
    private final Clock clock;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private Storage storage;
    private Accounts accounts;
    private Connections connections;
    private Turns turns;
    private HttpServer http;

    private Server(Config config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Starts everything or, when something fails, nothing. */
    public static Server start(Config config, Clock clock) {
        var server = new Server(config, clock);
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
        Partitions.prepare(storage.database().jdbi(), clock.now());
        accounts = new Accounts(storage.database().jdbi(), clock::now, sealing("account"));
    }

    private Sealing sealing(String place) {
        var box = config.secretKey().map(SecretBox::withKey).orElseGet(() -> KeyFile.readOrCreate(config.data().resolve("secret.key")));
        return new SealedBox(box, place);
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
                org.slf4j.LoggerFactory.getLogger(Server.class).warn("a room did not stop cleanly", failure);
            }
        }
    }
}
