package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A bot known to the pretend Telegram: its token, its chats, the updates it has not taken yet. */
public final class Bot {
    /** A press whose answer is awaited. */
    record Query(Chat chat, Instant at) {}

    private static final List<String> MESSAGE_KINDS = List.of("message", "edited_message", "channel_post");

    private final TelegramSimulator simulator;
    private final String token;
    private final User user;
    private final Map<Long, Chat> chats = new ConcurrentHashMap<>();
    private final Map<String, User> people = new ConcurrentHashMap<>();
    private final AtomicLong groups = new AtomicLong(-4_000_000_000L);
    final Map<String, Query> queries = new ConcurrentHashMap<>();
    final UpdateQueue updates;
    final Files files;
    final Rates rates = new Rates();
    volatile JsonNode commands = Json.array();

    Bot(TelegramSimulator simulator, String token, User user, HttpClient client) {
        this.simulator = simulator;
        this.token = token;
        this.user = user;
        this.updates = new UpdateQueue(simulator.time(), simulator.switchboard());
        this.files = new Files(user.id(), client, simulator.time()::now);
    }

    public String token() {
        return token;
    }

    public long id() {
        return user.id();
    }

    public String username() {
        return user.username();
    }

    public String name() {
        return user.firstName();
    }

    User user() {
        return user;
    }

    TelegramSimulator simulator() {
        return simulator;
    }

    /** The person of this name in the private chat with the bot; created at the first mention, not started. */
    public Person person(String name) {
        var known = people.computeIfAbsent(name.strip().replaceAll("\\s+", " "), this::newcomer);
        return new Person(this, known, privateChat(known));
    }

    /** A fresh group with this title that the bot is a member of; people enter it with {@link Person#in}. */
    public long group(String title) {
        long id = groups.decrementAndGet();
        chats.put(id, new Chat(id, null, title, 0, simulator.rules().keepPerChat()));
        chats.get(id).started = true;
        return id;
    }

    public List<Person> people() {
        return people.values().stream()
                .map(known -> new Person(this, known, privateChat(known)))
                .toList();
    }

    /** Puts any update, as it stands, on its way to the bot; people it mentions for the first time become known. */
    public void update(ObjectNode update) {
        for (var kind : MESSAGE_KINDS) {
            if (update.path(kind).isObject()) meet(update.path(kind));
        }
        var pressed = update.path("callback_query");
        if (pressed.isObject()) {
            var chat = meet(((ObjectNode) pressed.path("message").deepCopy()).set("from", pressed.path("from")));
            if (chat != null) asked(pressed.path("id").asString(""), chat);
        }
        updates.put(update, laneOf(update));
    }

    /** Sends an update once more with its own id. */
    public void redeliver(ObjectNode update) {
        updates.put(update, laneOf(update));
    }

    /** Repeats at once what failed at the webhook and rests before its next attempt. */
    public void retryNow() {
        var sender = updates.webhook();
        if (sender != null) sender.retryNow();
    }

    /** How many updates are not confirmed yet. */
    public int pendingUpdates() {
        return updates.pendingCount();
    }

    /**
     * Waits until every update is confirmed or dropped, at most 10 s.
     *
     * @throws IllegalStateException when some are still on their way then
     */
    public void awaitsDelivery() {
        try {
            if (updates.await(() -> updates.pendingCount() == 0, Duration.ofSeconds(10))) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(pendingUpdates() + " updates are still not taken");
    }

    Chat chat(long id) {
        return chats.get(id);
    }

    Person personOf(long userId) {
        return people.values().stream()
                .filter(known -> known.id() == userId)
                .findFirst()
                .map(known -> new Person(this, known, privateChat(known)))
                .orElse(null);
    }

    /** The private chat of someone remembered. */
    Chat known(User person) {
        people.putIfAbsent(person.name(), person);
        return privateChat(person);
    }

    /** A started chat with someone who was never introduced. */
    Chat stranger(long userId) {
        var stranger = new User(userId, false, "Someone", Long.toString(userId), "", "en");
        var chat = privateChat(stranger);
        people.putIfAbsent(stranger.name(), stranger);
        chat.started = true;
        return chat;
    }

    void asked(String queryId, Chat chat) {
        var now = simulator.time().now();
        if (queries.size() > 10_000) {
            queries.values().removeIf(query -> Duration.between(query.at(), now).toSeconds() > 150);
        }
        queries.put(queryId, new Query(chat, now));
    }

    private User newcomer(String name) {
        var candidate = User.named(name);
        while (chats.containsKey(candidate.id())) {
            candidate = new User(
                    candidate.id() + 1,
                    false,
                    candidate.firstName(),
                    candidate.lastName(),
                    candidate.username(),
                    candidate.language());
        }
        return candidate;
    }

    private Chat privateChat(User person) {
        // Message ids go on after a restart too, for the same reason as update ids.
        long first = (simulator.time().now().getEpochSecond() - 1_760_000_000L) / 8;
        return chats.computeIfAbsent(
                person.id(),
                id -> new Chat(id, person, "", first, simulator.rules().keepPerChat()));
    }

    private Chat meet(JsonNode message) {
        long id = message.path("chat").path("id").asLong(0);
        if (id <= 0) return chats.get(id);
        var chat = chats.get(id);
        if (chat == null) {
            var from = message.path("from").path("id").asLong(0) == id ? message.path("from") : message.path("chat");
            var known = User.of(from);
            people.putIfAbsent(known.name(), known);
            chat = privateChat(known);
        }
        synchronized (chat) {
            chat.started = true;
            chat.skipTo(message.path("message_id").asLong(0));
            if (message.path("text").isString()
                    && chat.find(message.path("message_id").asLong(0)) == null) {
                chat.add(new Line(message.path("message_id").asLong(0), id, false, ((ObjectNode) message).deepCopy()));
                chat.changed();
            }
        }
        return chat;
    }

    private static String laneOf(ObjectNode update) {
        for (var payload : new ArrayList<>(update.properties())) {
            var body = payload.getValue();
            if (payload.getKey().equals("callback_query"))
                return "q" + body.path("from").path("id").asLong(0);
            if (body.path("chat").path("id").isNumber())
                return "c" + body.path("chat").path("id").asLong(0);
        }
        return "other";
    }
}
