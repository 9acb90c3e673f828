package io.besedka.simulator.messenger;

import io.besedka.simulator.HttpFace;
import io.besedka.simulator.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Stands for our server in tests: remembers every request in order and answers what it was told to. */
public final class Receiver implements AutoCloseable {
    /** One request; headers are those asked for at {@link #Receiver}. */
    public record Post(String method, String query, byte[] body, Map<String, String> headers) {
        public JsonNode json() {
            return Json.parse(body);
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** A text at a JSON pointer such as {@code /message/text}; empty when there is none. */
        public String text(String pointer) {
            return json().at(pointer).asString("");
        }
    }

    public record Reply(int status, String body) {}

    private final List<Post> posts = new ArrayList<>();
    private final HttpFace http;
    private volatile Function<Post, Reply> replies = post -> new Reply(200, "");

    public Receiver(String... headersKept) {
        http = HttpFace.start("127.0.0.1", 0, exchange -> {
            var headers = new HashMap<String, String>();
            for (var name : headersKept) headers.put(name, exchange.header(name));
            var post = new Post(exchange.method(), exchange.query(), exchange.body(1 << 20), headers);
            var reply = replies.apply(post);
            exchange.answer(reply.status(), "application/json", reply.body());
            synchronized (this) {
                posts.add(post);
                notifyAll();
            }
        });
    }

    public URI url() {
        return URI.create(http.url() + "/hook");
    }

    public void replies(Function<Post, Reply> with) {
        replies = with;
    }

    public void replies(int status, String body) {
        replies = post -> new Reply(status, body);
    }

    public synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    /** Waits until so many requests came, at most 10 s. */
    public synchronized List<Post> awaits(int count) {
        long end = System.nanoTime() + 10_000_000_000L;
        try {
            while (posts.size() < count && System.nanoTime() < end) wait(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (posts.size() < count) throw new AssertionError("only " + posts.size() + " posts of " + count);
        return List.copyOf(posts);
    }

    @Override
    public void close() {
        http.close();
    }
}
