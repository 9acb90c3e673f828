package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.contract.Contract;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.telegram.Attachment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop over real sockets: a client writes in Telegram or on the site, the bot answers, an operator takes over. */
class StoryTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "/start;hello"},
               "message": {"text": "Welcome, #{name}!", "buttons": {"lines": [[{"id": "roses", "label": "Roses"}, {"id": "person", "label": "A person, please"}]]}},
               "arrows": [{"id": "a1", "kind": "button", "button": "roses", "to": "roses"},
                          {"id": "a2", "kind": "button", "button": "person", "to": "operator"}]},
              {"id": "roses", "kind": "state", "message": {"text": "Roses are 3500."}},
              {"id": "operator", "kind": "state", "message": {"text": "One moment."}, "actions": [{"kind": "hand_over"}]}
            ]}
            """;

    @TempDir
    Path data;

    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true);
        shop.publish(FLOW);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private void connectTelegram() throws Exception {
        long id = shop.connectTelegram().get("id").asLong();
        shop.post(shop.inProject("/connections/" + id + "/check"), Map.of());
    }

    @Test
    void every_route_is_described_and_every_described_one_is_there() {
        var pages = Set.of(
                "GET /",
                "GET /widget.js",
                "GET /inbox",
                "GET /inbox/*",
                "GET /widget/*",
                "GET /docs/api",
                "GET /docs/api/*");
        var routes = shop.routes().stream()
                .filter(route -> !pages.contains(route))
                .map(Contract::shapeOf)
                .collect(Collectors.toSet());

        assertThat(routes).containsExactlyInAnyOrderElementsOf(Contract.routes());
    }

    @Test
    void a_flow_that_is_no_json_or_has_faults_is_refused_and_nothing_is_published() throws Exception {
        var flow = shop.get(shop.inProject("/flows")).get("flows").get(0);
        var versions = shop.inProject("/flows/" + flow.get("id").asLong() + "/versions");

        assertThat(shop.send("POST", versions, List.of("no object")).statusCode())
                .isEqualTo(400);
        assertThat(shop.send("POST", versions, Map.of("definition", Map.of("format", 1, "blocks", "none")))
                        .statusCode())
                .isEqualTo(422);
        assertThat(shop.get(versions + "/1").get("format").asInt()).isEqualTo(1);
        var unnamed = new java.util.HashMap<String, Object>(Map.of("name", "Odd"));
        unnamed.put("connections", java.util.Arrays.asList((Object) null));
        assertThat(shop.send("POST", shop.inProject("/flows"), unnamed).statusCode())
                .isEqualTo(400);
        assertThat(shop.send("GET", versions + "/2", null).statusCode()).isEqualTo(404);
        assertThat(shop.send("PATCH", shop.inProject("/flows/" + flow.get("id").asLong()), Map.of("enabled", false))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_connection_is_read_changed_and_removed() throws Exception {
        var path = shop.inProject(
                "/connections/" + shop.connectTelegram().get("id").asLong());

        assertThat(shop.get(path).get("secrets").toString()).contains("token").doesNotContain(Shop.TOKEN);
        assertThat(shop.call("PATCH", path, Map.of("name", "Renamed", "paused", true))
                        .get("name")
                        .asString())
                .isEqualTo("Renamed");
        assertThat(shop.send("PATCH", path, Map.of("name", " ")).statusCode()).isEqualTo(400);
        assertThat(shop.send("POST", shop.inProject("/connections"), Map.of("channel", "pigeon", "name", "Post"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(shop.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(shop.send("GET", path, null).statusCode()).isEqualTo(404);
    }

    @Test
    void a_telegram_user_is_answered_by_the_bot_and_then_by_an_operator() throws Exception {
        connectTelegram();
        var anna = shop.bot.person("Anna");

        anna.starts("");
        anna.awaitsText("Welcome, Anna!");
        anna.presses("Roses");
        anna.awaitsText("Roses are 3500.");
        anna.writes("Do you deliver?");
        shop.until(shop::messages, messages -> messages.size() == 5);
        shop.reply("k1", Map.of("text", "Yes, every day."));

        anna.awaitsText("Yes, every day.");
        assertThat(anna.sees()).containsExactly("Welcome, Anna!", "Roses are 3500.", "Yes, every day.");
        assertThat(shop.texts())
                .containsExactly(
                        "/start", "Welcome, Anna!", "Roses", "Roses are 3500.", "Do you deliver?", "Yes, every day.");
        assertThat(shop.conversation().get("owner").get("kind").asString()).isEqualTo("operator");
        shop.until(
                shop::messages,
                messages -> "sent"
                        .equals(messages.get(5).get("delivery").get("status").asString()));
    }

    @Test
    void a_client_who_asks_for_a_person_waits_among_the_unassigned_and_can_be_handed_back() throws Exception {
        connectTelegram();
        var anna = shop.bot.person("Anna");
        anna.writes("hello");
        anna.awaitsText("Welcome, Anna!");

        anna.presses("A person, please");
        anna.awaitsText("One moment.");
        var waiting = shop.get(shop.inProject("/conversations?view=unassigned")).get("conversations");
        assertThat(waiting.size()).isEqualTo(1);

        long id = waiting.get(0).get("id").asLong();
        shop.post(shop.inProject("/conversations/" + id + "/take"), Map.of());
        shop.post(shop.inProject("/conversations/" + id + "/hand-back"), Map.of());
        anna.writes("hello");
        anna.awaits(person ->
                person.sees().stream().filter("Welcome, Anna!"::equals).count() == 2);
    }

    @Test
    void pictures_travel_both_ways() throws Exception {
        connectTelegram();
        var anna = shop.bot.person("Anna");
        var png = png();
        anna.sends(Attachment.photo(png));

        var part = shop.until(
                        () -> shop.conversation() == null ? null : shop.messages(), messages -> messages.size() >= 1)
                .get(0)
                .get("content")
                .get("parts")
                .get(0);
        long file = part.get("fileId").asLong();
        var path = shop.inProject("/files/" + file);
        shop.until(() -> Json.MAPPER.valueToTree(shop.download(path).statusCode()), status -> status.asInt() == 200);
        assertThat(shop.download(path).body()).isEqualTo(png);

        var uploaded = Json.MAPPER.readTree(
                shop.upload(shop.inProject("/files"), png, "bouquet.png").body());
        shop.reply(
                "k1",
                Map.of(
                        "text",
                        "Like this?",
                        "parts",
                        List.of(Map.of(
                                "type",
                                "attachment",
                                "media",
                                "PHOTO",
                                "fileId",
                                uploaded.get("fileId").asLong()))));
        anna.awaits(person -> person.messages().size() == 2);
        shop.until(
                shop::messages,
                messages -> messages.size() == 2
                        && "sent"
                                .equals(messages.get(1)
                                        .get("delivery")
                                        .get("status")
                                        .asString()));
    }

    @Test
    void edits_reactions_and_blocking_reach_the_operator_and_edits_reach_the_client() throws Exception {
        connectTelegram();
        var anna = shop.bot.person("Anna");
        var written = anna.writes("Do you delivr?");
        shop.until(() -> shop.conversation() == null ? null : shop.messages(), messages -> messages.size() == 1);
        long id = shop.conversation().get("id").asLong();
        shop.reply("k1", Map.of("text", "Yess"));
        anna.awaitsText("Yess");
        shop.until(
                shop::messages,
                messages -> "sent"
                        .equals(messages.get(1).get("delivery").get("status").asString()));

        shop.call(
                "PATCH",
                shop.inProject("/conversations/" + id + "/messages/2"),
                Map.of("content", Map.of("text", "Yes")));
        anna.awaits(person -> person.sees().contains("Yes"));
        anna.blocks();
        shop.until(
                shop::conversation,
                conversation -> conversation.get("client").get("blocked").asBoolean());

        var refused = shop.send(
                "POST",
                shop.inProject("/conversations/" + id + "/messages"),
                Map.of("key", "k2", "content", Map.of("text", "?")));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("client_unreachable");
    }

    @Test
    void an_operators_reaction_reaches_the_client_and_is_taken_back() throws Exception {
        connectTelegram();
        var anna = shop.bot.person("Anna");
        anna.writes("The roses have come!");
        shop.until(() -> shop.conversation() == null ? null : shop.messages(), messages -> messages.size() == 1);
        var path =
                shop.inProject("/conversations/" + shop.conversation().get("id").asLong() + "/messages/1/reaction");
        assertThat(shop.conversation().get("client").get("reactions").asBoolean())
                .isTrue();

        var shown = shop.call("PUT", path, Map.of("emoji", "🔥")).get("message");
        anna.awaits(person -> person.messages().getFirst().botReactions().equals(List.of("🔥")));

        assertThat(shown.get("ourReaction").asString()).isEqualTo("🔥");
        assertThat(shown.has("delivery")).isFalse();
        shop.call("PUT", path, Json.MAPPER.createObjectNode().putNull("emoji"));
        anna.awaits(person -> person.messages().getFirst().botReactions().isEmpty());
        assertThat(shop.messages().get(0).has("ourReaction")).isFalse();
    }

    @Test
    void a_repeated_update_is_stored_once() throws Exception {
        connectTelegram();
        var anna = shop.bot.person("Anna");
        var update = anna.writes("Is delivery free?");
        shop.until(() -> shop.conversation() == null ? null : shop.messages(), messages -> messages.size() == 1);

        shop.telegram.redeliver(update);
        anna.writes("Hello?");

        shop.until(shop::messages, messages -> messages.size() >= 2);
        assertThat(shop.texts()).containsExactly("Is delivery free?", "Hello?");
    }

    @Test
    void a_setting_given_empty_is_taken_away_and_the_others_stay() throws Exception {
        var widget = shop.post(
                shop.inProject("/connections"),
                Map.of(
                        "channel",
                        "widget",
                        "name",
                        "Site",
                        "settings",
                        Map.of("title", "Flowers", "greeting", "Hello!", "color", " ")));
        assertThat(widget.get("settings").propertyNames()).containsExactlyInAnyOrder("greeting", "title");

        var changed = shop.call(
                "PATCH",
                shop.inProject("/connections/" + widget.get("id").asLong()),
                Map.of("settings", Map.of("greeting", "")));
        assertThat(changed.get("settings").propertyNames()).containsExactly("title");
    }

    @Test
    void a_visitor_of_the_site_writes_and_is_answered() throws Exception {
        var widget = shop.post(
                shop.inProject("/connections"),
                Map.of("channel", "widget", "name", "Site", "settings", Map.of("title", "Flowers")));
        var base = "/widget/v1/" + widget.get("key").asString();
        var token = Json.MAPPER
                .readTree(shop.asVisitor("", "POST", base + "/visitors", null).body())
                .get("token")
                .asString();

        var first = shop.asVisitor(
                token, "POST", base + "/messages", Map.of("key", "m1", "content", Map.of("text", "hello")));
        var again = shop.asVisitor(
                token, "POST", base + "/messages", Map.of("key", "m1", "content", Map.of("text", "hello")));
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());

        assertThat(shop.asVisitor(token, "POST", base + "/presses", Map.of("key", "p1", "seq", 2, "index", 0))
                        .statusCode())
                .isEqualTo(201);
        shop.reply("k1", Map.of("text", "Olga here"));

        var messages = Json.MAPPER.readTree(
                shop.asVisitor(token, "GET", base + "/messages", null).body());
        assertThat(messages.get("messages")
                        .valueStream()
                        .map(message -> message.get("content").get("text").asString()))
                .containsExactly("hello", "Welcome, !", "Roses", "Roses are 3500.", "Olga here");
        assertThat(messages.get("unread").asInt()).isEqualTo(3);
        shop.asVisitor(token, "POST", base + "/seen", Map.of("seq", 5));
        assertThat(shop.messages().get(4).get("delivery").get("status").asString())
                .isEqualTo("read");
    }

    @Test
    void a_stranger_cannot_open_a_visitor_s_conversation() throws Exception {
        var widget = shop.post(shop.inProject("/connections"), Map.of("channel", "widget", "name", "Site"));
        var base = "/widget/v1/" + widget.get("key").asString();

        assertThat(shop.asVisitor("forged.token", "GET", base + "/messages", null)
                        .statusCode())
                .isEqualTo(401);
        assertThat(shop.asVisitor("", "GET", "/widget/v1/nothing/config", null).statusCode())
                .isEqualTo(404);
        assertThat(shop.asVisitor("", "GET", base + "/files/1?sig=x", null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_visitor_attaches_what_was_uploaded_and_nothing_of_others() throws Exception {
        var widget = shop.post(shop.inProject("/connections"), Map.of("channel", "widget", "name", "Site"));
        var base = "/widget/v1/" + widget.get("key").asString();
        var token = Json.MAPPER
                .readTree(shop.asVisitor("", "POST", base + "/visitors", null).body())
                .get("token")
                .asString();
        long foreign = Json.MAPPER
                .readTree(shop.upload(shop.inProject("/files"), png(), "secret.png")
                        .body())
                .get("fileId")
                .asLong();
        var mine = Json.MAPPER.readTree(
                shop.asVisitor(token, "POST", base + "/files", "my list").body());
        var address = mine.get("url").asString();

        var stolen = shop.asVisitor(
                token,
                "POST",
                base + "/messages",
                attached("m1", foreign, address.replaceAll("/files/\\d+", "/files/" + foreign)));
        assertThat(stolen.statusCode()).isEqualTo(400);
        assertThat(shop.asVisitor(token, "POST", base + "/messages", attached("m2", foreign))
                        .statusCode())
                .isEqualTo(400);
        assertThat(shop.asVisitor(
                                token,
                                "POST",
                                base + "/messages",
                                attached("m3", mine.get("fileId").asLong(), address))
                        .statusCode())
                .isEqualTo(201);
        assertThat(shop.asVisitor("", "GET", address, null).body()).isEqualTo("\"my list\"");
    }

    private static Map<String, Object> attached(String key, long file, String... addresses) {
        var part = Map.of("type", "attachment", "media", "FILE", "fileId", file);
        return Map.of("key", key, "content", Map.of("text", "", "parts", List.of(part)), "files", List.of(addresses));
    }

    /** A picture of one point. */
    private static byte[] png() {
        return java.util.Base64.getDecoder()
                .decode(
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    }
}
