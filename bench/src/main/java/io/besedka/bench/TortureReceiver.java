package io.besedka.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Somebody else's endpoint for webhooks, in this process, so that it outlives every kill. It misbehaves too, but at most once with an
 * event: what fails the second time waits half a minute, then two, then ten, and the run would have to wait with it.
 */
final class TortureReceiver implements AutoCloseable {
    private enum Mood {
        WELL,
        SLOW,
        FAILING,
        SILENT
    }

    private static final Duration SLOW = Duration.ofMillis(1_500);

    private final HttpServer http;
    private final Random random;
    private final Map<String, TortureWebhook> webhooks = new ConcurrentHashMap<>();
    private final Map<Mood, LongAdder> moods = new ConcurrentSkipListMap<>();
    private volatile boolean calm;

    TortureReceiver(long seed) throws IOException {
        random = new Random(seed);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    /** A webhook of all events where each conversation's come in order, and one of messages alone where they come as they can. */
    void subscribe(TortureProgram program) throws IOException, InterruptedException {
        subscribe(program, "ordered", TortureEvent.ALL, true);
        subscribe(program, "unordered", TortureEvent.MESSAGES, false);
    }

    private void subscribe(TortureProgram program, String kind, List<String> types, boolean ordered)
            throws IOException, InterruptedException {
        var path = "/" + program.project() + "/" + kind;
        var url = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
        var secret = program.subscribe(url, types, ordered);
        var name = "the " + kind + " webhook of project " + program.project();
        webhooks.put(path, new TortureWebhook(program.project(), name, types, ordered, secret));
    }

    List<TortureWebhook> webhooksOf(long project) {
        return webhooks.values().stream()
                .filter(webhook -> webhook.project() == project)
                .toList();
    }

    void calm() {
        calm = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close(); // with no answer before it, that breaks the connection
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        var webhook = webhooks.get(exchange.getRequestURI().getPath());
        var headers = exchange.getRequestHeaders();
        var signed = new TortureWebhook.Headers(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"));
        boolean fresh = webhook.posted(signed, exchange.getRequestBody().readAllBytes());
        var mood = fresh && !calm ? mood() : Mood.WELL;
        moods.computeIfAbsent(mood, any -> new LongAdder()).increment();
        if (mood == Mood.SLOW) {
            Thread.sleep(SLOW);
        }
        switch (mood) {
            case WELL, SLOW -> {
                webhook.accepted(signed.id());
                exchange.sendResponseHeaders(204, -1);
            }
            case FAILING -> exchange.sendResponseHeaders(500, -1);
            case SILENT -> {}
        }
    }

    private Mood mood() {
        int drawn = random.nextInt(1_000);
        return drawn < 20 ? Mood.FAILING : drawn < 40 ? Mood.SILENT : drawn < 60 ? Mood.SLOW : Mood.WELL;
    }

    String summary() {
        long repeats =
                webhooks.values().stream().mapToLong(TortureWebhook::repeats).sum();
        return "the webhooks' receiver was " + moods + ", got repeats " + repeats;
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
