package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ConnectingTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @Test
    void every_channel_is_named_and_explained_in_both_languages(@TempDir Path data) throws Exception {
        try (var shop = new Shop(database.address(), data, true)) {
            var channels = shop.get(shop.inProject("/channels")).get("channels");

            assertThat(channels).isNotEmpty();
            for (var language : List.of("ru", "en")) {
                var texts = Json.tree(Files.readAllBytes(Path.of("../web/locales/" + language + ".json")));
                assertThat(wanted(channels))
                        .allSatisfy(key -> assertThat(texts.has(key))
                                .as(language + ": " + key)
                                .isTrue());
            }
        }
    }

    @Test
    void a_connection_without_what_its_channel_needs_is_refused(@TempDir Path data) throws Exception {
        try (var shop = new Shop(database.address(), data, true)) {
            for (var token : List.of("", "no token at all")) {
                var refused = shop.send(
                        "POST",
                        shop.inProject("/connections"),
                        Map.of("channel", "telegram", "name", "Bot", "secrets", Map.of("token", token)));
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(refused.body()).contains("secrets.token");
            }
        }
    }

    @Test
    void a_setting_with_few_values_takes_no_other_and_says_which_there_are(@TempDir Path data) throws Exception {
        try (var shop = new Shop(database.address(), data, true)) {
            var position = shop.get(shop.inProject("/channels"))
                    .get("channels")
                    .valueStream()
                    .filter(channel -> channel.get("channel").asString().equals("widget"))
                    .flatMap(channel -> channel.get("fields").valueStream())
                    .filter(field -> field.get("name").asString().equals("position"))
                    .findFirst()
                    .orElseThrow();
            assertThat(position.get("values").valueStream().map(JsonNode::asString))
                    .containsExactly("right", "left");
            assertThat(position.get("usual").asString()).isEqualTo("right");

            for (var wrong : List.of("top", "Left", "left ", "right|left")) {
                var refused = shop.send("POST", shop.inProject("/connections"), widget(wrong));
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(refused.body()).contains("\"settings.position\"").contains("right, left");
            }
            for (var good : List.of("left", "right", "")) {
                assertThat(shop.send("POST", shop.inProject("/connections"), widget(good))
                                .statusCode())
                        .isEqualTo(201);
            }
        }
    }

    private static Map<String, Object> widget(String position) {
        return Map.of("channel", "widget", "name", "Site " + position, "settings", Map.of("position", position));
    }

    @Test
    void a_rotated_connection_is_reached_at_its_new_address_alone(@TempDir Path data) throws Exception {
        try (var shop = new Shop(database.address(), data, true)) {
            var before = shop.connectTelegram();

            var after =
                    shop.post(shop.inProject("/connections/" + before.get("id").asLong() + "/rotate"), Map.of());

            assertThat(after.get("webhookSecret")).isNotEqualTo(before.get("webhookSecret"));
            assertThat(status(shop, before)).isEqualTo(404);
            assertThat(status(shop, after)).isEqualTo(401);
            shop.post(shop.inProject("/connections/" + before.get("id").asLong() + "/check"), Map.of());
            shop.bot.person("Vera").writes("Do you hear me?");
            shop.until(shop::conversation, conversation -> true);
        }
    }

    private static int status(Shop shop, JsonNode connection) throws Exception {
        return shop.send(
                        "POST",
                        java.net
                                .URI
                                .create(connection.get("webhook").asString())
                                .getPath(),
                        Map.of())
                .statusCode();
    }

    private static List<String> wanted(JsonNode channels) {
        var keys = new ArrayList<String>();
        for (var channel : channels) {
            var word = channel.get("channel").asString();
            keys.add("inbox.channel." + word);
            keys.add("connection." + word + ".about");
            for (var field : channel.get("fields")) {
                var place = "connection." + word + ".field." + field.get("name").asString();
                keys.add(place + ".label");
                field.path("values").forEach(value -> keys.add(place + ".value." + value.asString()));
                if (field.has("values") && !field.has("usual")) {
                    keys.add(place + ".value");
                }
            }
        }
        return keys;
    }
}
