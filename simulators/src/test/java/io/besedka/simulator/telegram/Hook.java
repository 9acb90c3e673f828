package io.besedka.simulator.telegram;

import io.besedka.simulator.HttpFace;
import io.besedka.simulator.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A webhook receiver: remembers every post in order and answers what it was told to. */
final class Hook implements AutoCloseable {
    record Post(JsonNode update, String secret) {
        String text() {
            return update.path("message").path("text").asString("");
        }
    }

    record Answer(int status, String body, String retryAfter) {}

    private final List<Post> posts = new ArrayList<>();
    private volatile Predicate<Post> refuses = post -> false;
    private volatile Answer refusal = new Answer(500, "", "");
    private volatile String body = "";
    private final HttpFace http = HttpFace.start("127.0.0.1", 0, exchange -> {
        var post = new Post(Json.parse(exchange.body(1 << 20)), exchange.header("X-Telegram-Bot-Api-Secret-Token"));
        var answer = refuses.test(post) ? refusal : new Answer(200, body, "");
        if (!answer.retryAfter().isEmpty()) exchange.with("Retry-After", answer.retryAfter());
        exchange.answer(answer.status(), "application/json", answer.body());
        synchronized (this) {
            posts.add(post);
            notifyAll();
        }
    });

    String url() {
        return http.url() + "/hook";
    }

    void refuses(Predicate<Post> which, int status, String retryAfter) {
        refusal = new Answer(status, "", retryAfter);
        refuses = which;
    }

    void answers(String json) {
        body = json;
    }

    synchronized List<Post> awaits(int count) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (posts.size() < count && System.nanoTime() < end) wait(100);
        if (posts.size() < count)
            throw new AssertionError("only " + posts.size() + " posts of " + count + ": " + posts);
        return List.copyOf(posts);
    }

    @Override
    public void close() {
        http.close();
    }
}
