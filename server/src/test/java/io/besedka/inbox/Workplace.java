package io.besedka.inbox;

import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Author;
import io.besedka.conversation.Bot;
import io.besedka.conversation.Contacts;
import io.besedka.conversation.Content;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.DealDraft;
import io.besedka.conversation.Erasure;
import io.besedka.conversation.FileStore;
import io.besedka.conversation.Follower;
import io.besedka.conversation.LogStore;
import io.besedka.conversation.MessageStore;
import io.besedka.conversation.Outlets;
import io.besedka.conversation.Pictures;
import io.besedka.conversation.Profile;
import io.besedka.conversation.ProjectVariables;
import io.besedka.conversation.Result;
import io.besedka.conversation.Turns;
import io.besedka.deal.Pipelines;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.Database;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.HttpServer;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import io.besedka.realtime.Feed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * The inbox on a real database, turn and server; accounts and connections are told here. Users 11 and 12 answer clients of project 1, 13
 * only looks; 21 answers those of project 2.
 */
final class Workplace implements AutoCloseable {
    static final long CONNECTION = 5;
    private static final Map<Long, Long> PROJECTS = Map.of(11L, 1L, 12L, 1L, 13L, 1L, 21L, 2L);
    private static final Set<Long> LOOKERS = Set.of(13L);

    final Clock clock = Clock.system();
    final ConversationStore conversations;
    final FileStore files;
    final Feed feed;
    final Turns turns;
    final Contacts contacts;
    final Erasure erasure;
    final Routes routes;
    /** Users who may no longer read. */
    final Set<Long> gone = ConcurrentHashMap.newKeySet();

    final List<String> typed = new CopyOnWriteArrayList<>();
    private final List<Follower> deaf = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Database database;
    private int externalIds;

    Workplace(Database database, Path folder) throws Exception {
        this.database = database;
        var jdbi = database.jdbi();
        conversations = new ConversationStore(jdbi);
        files = new FileStore(jdbi, clock, folder);
        var messages = new MessageStore(jdbi);
        var logs = new LogStore(jdbi);
        var views = new Views(
                conversations,
                id -> "User " + id,
                (project, id) -> new ConnectionNames.Named("widget", "Shop", false, false, null),
                clock);
        feed = new Feed(logs, conversations, messages, views, (key, user) -> typed.add(key.id() + " " + user), clock)
                .start();
        contacts = new Contacts(jdbi, clock, feed::logged);
        erasure = new Erasure(jdbi, clock, List.of(), List.of(), (project, gone) -> feed.logged(project));
        var faces = new Turns.Faces(
                clock,
                () -> database.raw(Map.of()),
                Bot.NONE,
                new AnyOutlet(),
                new Pipelines(jdbi, clock),
                new ProjectVariables(jdbi, clock),
                this::tell,
                Turns.Meter.NONE);
        turns = new Turns(2, 10_000, faces).start();
        routes = InboxRoutes.of(new Rooms(
                new Staff(),
                turns,
                conversations,
                messages,
                logs,
                files,
                new Pictures(jdbi, files),
                feed,
                views,
                project -> List.of(),
                (project, connection, content) -> content,
                clock));
        server = new HttpServer("127.0.0.1", 0, 0, List.of(routes), (method, template, status, nanos) -> {}).start();
    }

    private void tell(List<io.besedka.conversation.Committed> entries) {
        if (deaf.isEmpty()) {
            feed.committed(entries);
        }
    }

    /** Commits meanwhile are not told to the feed, as when the answer to a commit is lost. */
    void untold(Runnable work) {
        deaf.add(entries -> {});
        work.run();
        deaf.clear();
    }

    int port() {
        return server.port();
    }

    Browser browser(long userId) {
        return new Browser(server.port(), userId);
    }

    /** A client writes; the same name is the same client. */
    ConversationKey writes(long project, String client, String text) {
        return writes(project, Profile.named(client), text);
    }

    synchronized ConversationKey writes(long project, Profile client, String text) {
        var wrote = new Act.Wrote("m" + ++externalIds, Content.text(text), null, null, clock.now());
        var address = new Address.OfClient(project, CONNECTION, client.name(), client);
        return ((Result.Taken) turns.take(address, wrote)).conversation();
    }

    /** The client's picture has come. */
    long pictures(ConversationKey key) {
        long picture = database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select id from files where project_id = :project and client_id = :client")
                        .bind("project", key.projectId())
                        .bind("client", key.id())
                        .mapTo(Long.class)
                        .one());
        turns.take(new Address.OfConversation(key), new Act.Pictured(picture));
        return picture;
    }

    /** The client's new deal. */
    long opensDeal(ConversationKey key) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into projects (id, name, time_zone, locale, created_at) overriding system value values (?, 'p', 'UTC', 'en', now())"
                                + " on conflict do nothing",
                        key.projectId()));
        var opened = new Act.DealOpened(Author.operator(11), null, DealDraft.named("Roses"), false);
        return ((Result.Taken) turns.take(new Address.OfConversation(key), opened)).seq();
    }

    @Override
    public void close() throws Exception {
        server.close();
        turns.close();
        feed.close();
    }

    private final class Staff implements Members {
        @Override
        public Member require(Exchange exchange, long projectId, Right right) {
            long user = exchange.cookie("user")
                    .map(Long::parseLong)
                    .orElseThrow(() -> Problem.unauthorized("sign in first"));
            if (PROJECTS.get(user) != projectId) {
                throw Problem.notFound("project");
            }
            if ((right == Right.ANSWER || right == Right.IN_PERSON) && LOOKERS.contains(user)) {
                throw Problem.forbidden("operators only");
            }
            return Member.person(user, "User " + user);
        }

        @Override
        public BooleanSupplier stillHas(Exchange exchange, long projectId, Right right) {
            long user = exchange.cookie("user").map(Long::parseLong).orElseThrow();
            return () -> !gone.contains(user);
        }

        @Override
        public boolean isOperator(long projectId, long userId) {
            return PROJECTS.getOrDefault(userId, 0L) == projectId && !LOOKERS.contains(userId);
        }
    }

    private static final class AnyOutlet implements Outlets {
        @Override
        public boolean isPulled(long connectionId) {
            return true;
        }

        @Override
        public boolean hasButtons(long connectionId) {
            return true;
        }

        @Override
        public void check(long connectionId, Content content) {
            if (content.text().equals("too rich")) {
                throw new io.besedka.conversation.Refused(
                        io.besedka.conversation.Refusal.CHANNEL_CANNOT, "the channel cannot carry this");
            }
        }
    }

    static List<String> texts(Iterable<tools.jackson.databind.JsonNode> nodes, String pointer) {
        var texts = new ArrayList<String>();
        nodes.forEach(node -> texts.add(node.at(pointer).asString()));
        return texts;
    }
}
