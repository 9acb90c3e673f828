package io.besedka.simulator.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.simulator.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PhoneTest {
    private final TelegramSimulator simulator = TelegramSimulator.start(0);
    private final Bot bot = simulator.bot("7001:secret", "flower_shop_bot", "Flower shop");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stops() {
        simulator.close();
    }

    @Test
    void a_person_is_made_starts_and_writes_over_http() throws Exception {
        var id = post("/api/bots/flower_shop_bot/people", "{\"name\":\"Anna\"}")
                .path("id")
                .asLong(0);

        post("/api/bots/flower_shop_bot/people/" + id + "/start", "{\"payload\":\"site42\"}");
        var chat = post("/api/bots/flower_shop_bot/people/" + id + "/write", "{\"text\":\"hello\"}");

        assertThat(id).isEqualTo(bot.person("Anna").id());
        assertThat(chat.path("messages")
                        .valueStream()
                        .map(message -> message.path("json").path("text").asString("")))
                .containsExactly("/start site42", "hello");
    }

    @Test
    void nonsense_is_refused_with_a_reason() throws Exception {
        var id = bot.person("Anna").id();
        for (var body : new String[] {"{\"text\":\"\"}", "{\"text\":\"x\",\"reply_to\":99}", "[1,2]", "{"}) {
            assertThat(send("/api/bots/flower_shop_bot/people/" + id + "/write", body)
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(send("/api/bots/flower_shop_bot/people/" + id + "/press", "{\"label\":\"?\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("/api/bots/nobody/people", "{\"name\":\"x\"}").statusCode())
                .isEqualTo(400);
        assertThat(send("/api/misfortune", "{\"kind\":\"plague\"}").statusCode())
                .isEqualTo(400);
        assertThat(send("/api/bots", "{\"token\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(send("/api/bots/flower_shop_bot/people/" + id + "/start", "{\"payload\":\"no blanks\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_page_hears_of_changes_at_once() throws Exception {
        var anna = bot.person("Anna");
        var request =
                HttpRequest.newBuilder(simulator.url().resolve("/api/events")).build();
        var events = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("retry");
            assertThat(lines.readLine()).isEmpty();

            anna.writes("hello");

            assertThat(lines.readLine()).isEqualTo("data: flower_shop_bot/" + anna.id());
        }
    }

    @Test
    void pages_of_the_phone_are_served_and_nothing_else() throws Exception {
        for (var name : new String[] {"/", "/app.js", "/style.css", "/ru.json", "/en.json"}) {
            assertThat(get(name).statusCode()).isEqualTo(200);
        }
        assertThat(Json.parse(get("/ru.json").body()).propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Json.parse(get("/en.json").body()).propertyNames());
        assertThat(get("/package.class").statusCode()).isEqualTo(404);
        assertThat(get("/Bot.class").statusCode()).isEqualTo(404);
    }

    @Test
    void a_person_waiting_in_vain_is_told_what_the_phone_shows() {
        assertThatThrownBy(
                        () -> bot.person("Anna").awaits(person -> person.sees().contains("never"), Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Anna waited in vain");
    }

    @Test
    void chats_are_remembered_across_restarts_with_the_same_ids(@TempDir Path folder) throws Exception {
        long id;
        try (var first = TelegramSimulator.start(0)) {
            first.remember(folder.resolve("telegram.json"));
            var shop = first.bot("7001:secret", "flower_shop_bot", "Flower shop");
            shop.person("Anna Petrova").writes("hello");
            new BotClient(first, shop)
                    .call(
                            "sendMessage",
                            "{\"chat_id\":%d,\"text\":\"hi\"}"
                                    .formatted(shop.person("Anna Petrova").id()));
            id = shop.person("Anna Petrova").lastSeen().id();
        }
        try (var second = TelegramSimulator.start(0)) {
            second.remember(folder.resolve("telegram.json"));
            var shop = second.bot("7001:secret", "flower_shop_bot", "Flower shop");
            var anna = shop.person("Anna Petrova");

            assertThat(anna.messages()).extracting(Message::text).containsExactly("hello", "hi");
            var sent = new BotClient(second, shop)
                    .call("sendMessage", "{\"chat_id\":%d,\"text\":\"again\"}".formatted(anna.id()));
            assertThat(sent.path("result").path("message_id").asLong(0)).isGreaterThan(id);
        }
    }

    private JsonNode post(String path, String json) throws Exception {
        return Json.parse(send(path, json).body());
    }

    private HttpResponse<byte[]> send(String path, String json) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(simulator.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(simulator.url() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
