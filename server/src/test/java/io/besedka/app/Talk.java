package io.besedka.app;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.json.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The one conversation that began after this was made, as an operator sees it. */
final class Talk {
    private final Shop shop;
    private final MovableClock clock;
    private final Set<Long> others = new HashSet<>();
    /** How far the clock goes each time somebody looks whether it is so: faster than calls take, not so fast that they seem to hang. */
    private Duration pace = Duration.ofMillis(300);

    private int keys;
    private long id;

    Talk(Shop shop, MovableClock clock) throws Exception {
        this.shop = shop;
        this.clock = clock;
        list().forEach(one -> others.add(one.get("id").asLong()));
    }

    /** For what waits for minutes. */
    void hurry() {
        pace = Duration.ofSeconds(5);
    }

    private JsonNode list() throws Exception {
        return shop.get(shop.inProject("/conversations?view=all")).get("conversations");
    }

    /** Null before it began. */
    JsonNode conversation() throws Exception {
        for (var one : list()) {
            if (!others.contains(one.get("id").asLong())) {
                id = one.get("id").asLong();
                return one;
            }
        }
        return null;
    }

    /** Messages of people and bots; null before it began. */
    JsonNode messages() throws Exception {
        return id == 0 && conversation() == null ? null : shop.get(path()).get("messages");
    }

    List<String> texts() throws Exception {
        return messages()
                .valueStream()
                .map(message -> message.get("content").get("text").asString())
                .toList();
    }

    String status(int message) throws Exception {
        return messages().path(message).path("delivery").path("status").asString("");
    }

    void awaitMessages(int count) throws Exception {
        shop.until(this::messages, messages -> messages.size() >= count);
    }

    /** Waits until every message of ours from this one on has come to one of these, while time flies: lanes wait by the clock. */
    void awaitAll(int from, Set<String> statuses) throws Exception {
        shop.until(
                () -> {
                    clock.advance(pace);
                    return messages();
                },
                messages -> messages.valueStream()
                        .skip(from)
                        .allMatch(message -> statuses.contains(
                                message.path("delivery").path("status").asString(""))));
    }

    /** Waits until a message that ends or begins with this is on the screen, while time flies. */
    void awaitSeen(Phone phone, String text) throws Exception {
        shop.until(
                () -> {
                    clock.advance(pace);
                    return Json.MAPPER.valueToTree(phone.sees());
                },
                seen -> seen.valueStream()
                        .anyMatch(one -> one.asString().startsWith(text)
                                || one.asString().endsWith(text)));
    }

    void say(String text) throws Exception {
        say(Map.of("text", text));
    }

    void say(Map<String, Object> content) throws Exception {
        var answer = trySay(content);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.body());
        }
    }

    HttpResponse<String> trySay(Map<String, Object> content) throws Exception {
        return shop.send("POST", path(), Map.of("key", "k" + ++keys, "content", content));
    }

    void sayFile(String text, String media, byte[] bytes, String name) throws Exception {
        var file = Json.MAPPER
                .readTree(shop.upload(shop.inProject("/files"), bytes, name).body())
                .get("fileId")
                .asLong();
        say(Map.of("text", text, "parts", List.of(Map.of("type", "attachment", "media", media, "fileId", file))));
    }

    private String path() {
        return shop.inProject("/conversations/" + id + "/messages");
    }
}
