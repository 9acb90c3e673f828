package io.besedka.simulator.telegram;

import io.besedka.simulator.HttpFace;
import io.besedka.simulator.PageEvents;
import io.besedka.simulator.Simulator;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.Timeline;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pretend Telegram on loopback, all in memory: the Bot API under {@code /bot<token>/}, a phone page at {@code /},
 * its JSON under {@code /api/}. Bots must be introduced with {@link #bot}; other tokens are refused with 401.
 */
public final class TelegramSimulator implements Simulator {
    private final Timeline time = new Timeline();
    private final Switchboard switchboard = new Switchboard(time);
    private final Rules rules = new Rules();
    private final Ledger ledger = new Ledger();
    private final Map<String, Bot> bots = new ConcurrentHashMap<>();
    private final PageEvents events = new PageEvents();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final BotApi api = new BotApi(this);
    private final HttpFace http;
    private volatile Memory memory;

    private TelegramSimulator(String host, int port) {
        var phone = new PhoneApi(this);
        http = HttpFace.start(host, port, exchange -> {
            var path = exchange.path();
            if (path.startsWith("/bot") && path.length() > 4) api.call(exchange);
            else if (path.startsWith("/file/bot")) api.download(exchange);
            else phone.take(exchange);
        });
    }

    /** Starts on loopback; port 0 takes a free one. */
    public static TelegramSimulator start(int port) {
        return new TelegramSimulator("127.0.0.1", port);
    }

    /** Starts on another address; whoever reaches it can speak as any person. */
    public static TelegramSimulator start(String host, int port) {
        return new TelegramSimulator(host, port);
    }

    @Override
    public String word() {
        return "telegram";
    }

    /** The API root to configure in a bot, without a trailing slash; the phone page lies there too. */
    @Override
    public URI url() {
        return http.url();
    }

    /** Introduces a bot, or finds the one with this token, which has the form {@code <number>:<secret>}. */
    public Bot bot(String token, String username, String name) {
        if (!BotApi.TOKEN.matcher(token).matches()) throw new IllegalArgumentException("a token is <number>:<secret>");
        long id = Long.parseLong(token.substring(0, token.indexOf(':')));
        return bots.computeIfAbsent(token, key -> {
            var bot = new Bot(this, key, new User(id, true, name, "", username, ""), client);
            if (memory != null) memory.restore(bot);
            return bot;
        });
    }

    @Override
    public void remember(Path file) {
        memory = new Memory(file, this::bots);
    }

    /** Makes a bot's token invalid, as a revocation in BotFather does. */
    public void revoke(Bot bot) {
        if (bots.remove(bot.token()) != null) bot.updates.close();
    }

    public Collection<Bot> bots() {
        return bots.values().stream().sorted(Comparator.comparing(Bot::id)).toList();
    }

    /** Sends an update once more to the bot; only for a simulator with one bot. */
    public void redeliver(ObjectNode update) {
        onlyBot().redeliver(update);
    }

    /** Sends any update as it stands; only for a simulator with one bot. */
    public void update(ObjectNode update) {
        onlyBot().update(update);
    }

    @Override
    public Switchboard switchboard() {
        return switchboard;
    }

    @Override
    public Timeline time() {
        return time;
    }

    public Rules rules() {
        return rules;
    }

    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        bots.values().forEach(bot -> bot.updates.close());
        events.close();
        http.close();
        if (memory != null) memory.close();
        time.close();
        client.shutdownNow();
    }

    Bot botWith(String token) {
        return bots.get(token);
    }

    Bot botNamed(String username) {
        return bots.values().stream()
                .filter(bot -> bot.username().equals(username))
                .findFirst()
                .orElse(null);
    }

    BotApi api() {
        return api;
    }

    PageEvents events() {
        return events;
    }

    HttpClient client() {
        return client;
    }

    private Bot onlyBot() {
        if (bots.size() != 1) throw new IllegalStateException("there is not exactly one bot; ask the bot itself");
        return bots.values().iterator().next();
    }
}
