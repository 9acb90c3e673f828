package io.besedka.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.vk.VkSimulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole loop with a pretend VK: the real adapter, turn and lanes over real sockets. */
class VkChannelTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final String TOKEN = "vk1.a.token-of-the-flower-shop";
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final byte[] OGG = "OggS a voice, or nearly".getBytes(UTF_8);
    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "hello"},
               "message": {"text": "Welcome!", "buttons": {"inline": %s, "lines": [[{"id": "roses", "label": "Roses"}, {"id": "tulips", "label": "Tulips"}]]}},
               "arrows": [{"id": "a1", "kind": "button", "button": "roses", "to": "roses"}]},
              {"id": "roses", "kind": "state", "message": {"text": "Roses are 3500."}},
              {"id": "from", "kind": "start", "condition": {"mode": "exact", "text": "where from"}, "message": {"text": "From #{tag}"}}
            ]}
            """;

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(Instant.now());
    private final VkSimulator vk = VkSimulator.start(0);
    private final Account community = vk.community(TOKEN, "224466", "Flower shop");
    private final Person anna = community.person("Anna Petrova");
    private Shop shop;
    private String connection;
    private String hook;

    private void open(boolean webhooks) throws Exception {
        shop = new Shop(database.address(), data, webhooks, Map.of("vk", vk.url()), clock);
        var added = shop.connect("vk", Map.of("comments", "on"), Map.of("token", TOKEN));
        connection = shop.inProject("/connections/" + added.get("id").asLong());
        hook = added.get("webhook").asString("");
        assertThat(check().get("account").asString()).isEqualTo("Flower shop");
    }

    @AfterEach
    void close() {
        shop.close();
        vk.close();
    }

    private JsonNode check() throws Exception {
        return shop.post(connection + "/check", Map.of());
    }

    private void openWith(String first) throws Exception {
        open(true);
        anna.writes(first);
        untilMessages(1);
    }

    private void untilMessages(int count) throws Exception {
        shop.until(() -> shop.conversation() == null ? null : shop.messages(), messages -> messages.size() == count);
    }

    private JsonNode untilMessage(int index, Predicate<JsonNode> wanted) throws Exception {
        return shop.until(shop::messages, messages -> messages.size() > index && wanted.test(messages.get(index)))
                .get(index);
    }

    private void untilStatus(int index, String status) throws Exception {
        untilMessage(index, message -> {
            clock.advance(Duration.ofMillis(200));
            return status.equals(message.path("delivery").path("status").asString(""));
        });
    }

    private long upload(byte[] bytes, String name) throws Exception {
        return Json.MAPPER
                .readTree(shop.upload(shop.inProject("/files"), bytes, name).body())
                .get("fileId")
                .asLong();
    }

    private static Map<String, Object> file(String media, long id) {
        return Map.of("type", "attachment", "media", media, "fileId", id);
    }

    private Bubble ours(int n) {
        anna.awaits(person -> person.sees().size() >= n);
        return anna.messages().stream().filter(Bubble::ours).toList().get(n - 1);
    }

    private byte[] contentOf(Attachment file) {
        return community.messenger().files().find(file.fileId()).orElseThrow().content();
    }

    @Test
    void texts_go_both_ways_and_reading_comes_back() throws Exception {
        openWith("Is delivery free?");
        shop.until(
                shop::conversation,
                conversation ->
                        conversation.get("client").path("name").asString("").equals("Anna Petrova"));

        shop.reply("k1", Map.of("text", "Yes, *every* day.", "markup", true));
        anna.awaitsText("Yes, every day.");
        untilStatus(1, "sent");
        anna.reads();
        untilStatus(1, "read");

        community.updates().awaitsDelivery();
        assertThat(shop.texts()).hasSize(2);
    }

    @Test
    void without_a_public_address_events_are_fetched() throws Exception {
        open(false);
        shop.until(() -> Json.MAPPER.valueToTree(community.extra().has("polled")), polled -> polled.asBoolean());
        anna.writes("Is delivery free?");
        untilMessages(1);
        shop.reply("k1", Map.of("text", "Yes"));
        anna.awaitsText("Yes");

        vk.endKey(community);
        anna.writes("Hello?");
        untilMessages(3);
        assertThat(community.updates().hooks()).isEmpty();
    }

    @Test
    void what_is_written_while_the_server_is_away_is_fetched_though_nothing_came_before() throws Exception {
        open(false);
        shop.until(() -> Json.MAPPER.valueToTree(community.extra().has("polled")), polled -> polled.asBoolean());
        shop.stop();
        anna.writes("Is anybody there?");
        shop.start();

        untilMessages(1);
    }

    @Test
    void a_button_under_a_message_is_pressed_quietly_and_its_spinner_stops() throws Exception {
        open(true);
        shop.publish(FLOW.formatted("true"));
        anna.writes("hello");
        anna.awaitsText("Welcome!");

        anna.presses("Roses");
        anna.awaitsText("Roses are 3500.");
        anna.awaits(person -> person.toast().isPresent());

        assertThat(shop.texts()).containsExactly("hello", "Welcome!", "Roses", "Roses are 3500.");
        assertThat(anna.messages().stream().filter(bubble -> !bubble.ours())).hasSize(1);
    }

    @Test
    void a_button_below_the_composer_says_its_label() throws Exception {
        open(true);
        shop.publish(FLOW.formatted("false"));
        anna.writes("hello");
        anna.awaitsText("Welcome!");
        assertThat(anna.keyboard()).containsExactly(List.of("Roses", "Tulips"));

        anna.presses("Roses");
        anna.awaitsText("Roses are 3500.");

        assertThat(anna.lastSaid().text()).isEqualTo("Roses");
        assertThat(shop.texts()).containsExactly("hello", "Welcome!", "Roses", "Roses are 3500.");
    }

    @Test
    void everything_a_client_sends_is_kept() throws Exception {
        open(true);
        anna.sends("My vase", Media.photo(PNG));
        anna.sends(Media.file("order.txt", "two roses".getBytes(UTF_8)));
        anna.sends(Media.voice(OGG));
        anna.sends(Media.sticker(PNG));
        anna.sendsLocation(55.751, 37.618);
        anna.sends(Media.video("walk.mp4", OGG));
        untilMessages(6);

        var parts = shop.messages()
                .valueStream()
                .limit(5)
                .map(message -> message.get("content").get("parts").get(0))
                .toList();
        assertThat(parts.stream().limit(4).map(part -> part.get("media").asString()))
                .containsExactly("PHOTO", "FILE", "VOICE", "STICKER");
        assertThat(fetched(parts.get(0))).isEqualTo(PNG);
        assertThat(fetched(parts.get(1))).isEqualTo("two roses".getBytes(UTF_8));
        assertThat(fetched(parts.get(2))).isEqualTo(OGG);
        assertThat(parts.get(4).get("latitude").asDouble()).isEqualTo(55.751);
        assertThat(shop.texts().get(5)).contains("https://vk.com/video" + anna.id());
    }

    private byte[] fetched(JsonNode part) throws Exception {
        var path = shop.inProject("/files/" + part.get("fileId").asLong());
        shop.until(() -> Json.MAPPER.valueToTree(shop.download(path).statusCode()), status -> status.asInt() == 200);
        return shop.download(path).body();
    }

    @Test
    void files_are_uploaded_and_pictures_go_together() throws Exception {
        openWith("Show me");
        var two = List.of(file("PHOTO", upload(PNG, "one.png")), file("PHOTO", upload(PNG, "two.png")));
        shop.reply("k1", Map.of("text", "Look", "parts", two));
        assertThat(ours(1).text()).isEqualTo("Look");
        assertThat(ours(1).content().attachments())
                .hasSize(2)
                .allSatisfy(photo -> assertThat(contentOf(photo)).isEqualTo(PNG));

        shop.reply(
                "k2", Map.of("text", "", "parts", List.of(file("FILE", upload("Цены".getBytes(UTF_8), "prices.txt")))));
        assertThat(ours(2).content().attachments().getFirst().name()).isEqualTo("prices.txt");
        shop.reply("k3", Map.of("text", "", "parts", List.of(file("VOICE", upload(OGG, "voice.ogg")))));
        assertThat(ours(3).content().attachments().getFirst().kind().word()).isEqualTo("voice");
        shop.reply("k4", Map.of("text", "", "parts", List.of(file("FILE", upload(OGG, "song.mp3")))));
        assertThat(ours(4).text()).startsWith("song.mp3 http");
        untilStatus(4, "sent");

        community.updates().awaitsDelivery();
        assertThat(shop.texts()).as("echoes are known by their numbers").hasSize(5);
    }

    @Test
    void places_replies_edits_deletions_and_reactions_go_both_ways() throws Exception {
        openWith("Where are you?");
        var asked = anna.lastSaid();
        long seq = shop.messages().get(0).get("seq").asLong();
        var conversation =
                shop.inProject("/conversations/" + shop.conversation().get("id").asLong());
        var place = Map.of("type", "location", "latitude", 55.751, "longitude", 37.618);
        shop.post(
                conversation + "/messages",
                Map.of("key", "k1", "replyTo", seq, "content", Map.of("text", "", "parts", List.of(place))));
        assertThat(ours(1).content().place().latitude()).isEqualTo(55.751);
        assertThat(ours(1).replyTo()).isEqualTo(asked.id());

        untilStatus(1, "sent");
        anna.reacts(ours(1), "👍");
        untilMessage(1, message -> message.toString().contains("👍"));
        anna.edits(asked, "Where is your shop?");
        untilMessage(0, message -> message.get("content").get("text").asString().equals("Where is your shop?"));
        anna.repliesTo(ours(1), "Thanks");
        untilMessages(3);
        assertThat(shop.messages().get(2).get("replyTo").asLong())
                .isEqualTo(shop.messages().get(1).get("seq").asLong());

        shop.reply("k2", Map.of("text", "Open til 9"));
        ours(2);
        untilStatus(3, "sent");
        var sent =
                conversation + "/messages/" + shop.messages().get(3).get("seq").asLong();
        shop.call("PATCH", sent, Map.of("content", Map.of("text", "Open till 9")));
        anna.awaitsText("Open till 9");
        shop.call("DELETE", sent, null);
        anna.awaits(person -> !person.sees().contains("Open till 9"));
    }

    @Test
    void what_a_colleague_writes_on_vk_is_shown_and_a_links_mark_is_kept() throws Exception {
        open(true);
        shop.publish(FLOW.formatted("true"));
        anna.starts("banner42");
        anna.writes("where from");
        anna.awaitsText("From banner42");

        anna.hearsFromOutside("Good day!");
        untilMessages(4);
        assertThat(shop.texts()).containsExactly("Начать", "where from", "From banner42", "Good day!");
    }

    @Test
    void a_lost_answer_is_made_good_by_sending_again_without_doubling() throws Exception {
        openWith("Are you there?");
        vk.switchboard().next(1, new Misfortune.AnswerDropped());

        shop.reply("k1", Map.of("text", "Yes"));
        untilStatus(1, "sent");

        assertThat(anna.sees()).containsExactly("Yes");
    }

    @Test
    void who_forbids_messages_cannot_be_written_to_until_they_are_allowed_again() throws Exception {
        openWith("Hello");
        anna.blocks();
        shop.until(
                shop::conversation,
                conversation -> conversation.get("client").get("blocked").asBoolean());
        anna.unblocks();
        shop.until(
                shop::conversation,
                conversation -> !conversation.get("client").get("blocked").asBoolean());

        vk.switchboard().next(1, Misfortune.forbidden());
        shop.reply("k1", Map.of("text", "?"));
        untilStatus(3, "failed");
        assertThat(shop.conversation().get("client").get("blocked").asBoolean()).isTrue();
    }

    @Test
    void a_wrong_secret_is_refused_and_the_code_is_told_to_vk_alone() throws Exception {
        open(true);
        for (var secret : List.of("\"x\"", "null")) {
            var forged = "{\"type\":\"confirmation\",\"group_id\":224466,\"secret\":%s}".formatted(secret);
            try (var client = HttpClient.newHttpClient()) {
                var post = HttpRequest.newBuilder(URI.create(hook))
                        .POST(BodyPublishers.ofString(forged))
                        .build();
                assertThat(client.send(post, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void a_server_that_vk_switched_off_is_confirmed_again() throws Exception {
        open(true);
        community.updates().hooks().forEach(server -> server.settings().put("status", "failed"));
        vk.changeCode(community);

        shop.until(
                () -> {
                    clock.advance(Duration.ofSeconds(30));
                    shop.get(connection);
                    return Json.MAPPER.valueToTree(
                            community.updates().hooks().getFirst().setting("status"));
                },
                status -> status.asString("").equals("ok"));

        anna.writes("Are you there?");
        untilMessages(1);
    }

    @Test
    void a_comment_under_a_post_is_answered_below_it() throws Exception {
        open(true);
        var asked = anna.comments("42", "How much are the roses?").bubble();
        untilMessages(1);
        shop.until(
                shop::conversation,
                conversation ->
                        conversation.get("client").path("name").asString("").equals("Anna Petrova"));

        shop.reply("k1", Map.of("text", "From *3500*", "markup", true));
        assertThat(ours(1)).satisfies(answer -> {
            assertThat(answer.text()).isEqualTo("From 3500");
            assertThat(answer.content().comment()).isEqualTo("42");
            assertThat(answer.replyTo()).isEqualTo(asked.id());
        });
        untilStatus(1, "sent");
        anna.edits(asked, "How much are the tulips?");
        untilMessage(0, message -> message.get("content").get("text").asString().equals("How much are the tulips?"));
        anna.deletes(asked);
        untilMessage(0, message -> !message.path("deletedAt").isMissingNode());
        anna.writes("Do you deliver?");
        untilMessages(3);
        shop.reply("k2", Map.of("text", "Every day"));
        assertThat(ours(2).content().comment()).isEmpty();

        community.updates().awaitsDelivery();
        assertThat(shop.texts()).as("our own comment comes back and is known").hasSize(4);
    }

    @Test
    void comments_are_fetched_too_unless_they_are_switched_off() throws Exception {
        open(false);
        shop.until(() -> Json.MAPPER.valueToTree(community.extra().has("polled")), polled -> polled.asBoolean());
        anna.comments("42", "How much?");
        untilMessages(1);

        shop.call("PATCH", connection, Map.of("settings", Map.of("comments", "off")));
        anna.comments("42", "And the tulips?");
        anna.writes("Hello?");
        untilMessages(2);
        assertThat(shop.texts()).containsExactly("How much?", "Hello?");
    }

    @Test
    void a_removed_connection_takes_its_server_away() throws Exception {
        open(true);
        shop.until(
                () -> Json.MAPPER.valueToTree(shop.get(connection).toString()),
                seen -> seen.asString().contains("\"server\""));

        shop.call("DELETE", connection, null);

        shop.until(() -> Json.MAPPER.valueToTree(community.updates().hooks().size()), left -> left.asInt() == 0);
    }
}
