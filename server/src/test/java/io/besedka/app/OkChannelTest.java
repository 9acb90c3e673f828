package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.ok.OkSimulator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real server with the real adapter against the pretend Odnoklassniki, over real sockets. */
class OkChannelTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "hello;/start"},
               "message": {"text": "Welcome, #{name}!", "buttons": {"lines": [[{"id": "roses", "label": "Roses"}]]}},
               "arrows": [{"id": "a1", "kind": "button", "button": "roses", "to": "roses"}]},
              {"id": "roses", "kind": "state", "message": {"text": "Roses are 3500."}}
            ]}
            """;

    @TempDir
    Path data;

    private final OkSimulator ok = OkSimulator.start(0);
    private final Account group = ok.group("tkn1:secret", "57000001", "Flower shop");
    private final Person anna = group.person("Anna");
    private Shop shop;
    private long connection;

    @BeforeEach
    void open() throws Exception {
        ok.processing(Duration.ZERO);
        shop = new Shop(database.address(), data, true, Map.of("ok", ok.url()));
        connection = shop.connect("ok", Map.of(), Map.of("token", "tkn1:secret"))
                .get("id")
                .asLong();
        check();
    }

    @AfterEach
    void close() {
        shop.close();
        ok.close();
    }

    @Test
    void a_text_goes_both_ways_and_the_client_has_a_name() throws Exception {
        anna.writes("Is delivery free?");
        awaitMessages(1);
        shop.reply("k1", Map.of("text", "From 3000 roubles, **yes**.", "markup", true));

        anna.awaitsText("From 3000 roubles, yes.");
        awaitStatus(1, "sent");
        assertThat(shop.texts().getFirst()).isEqualTo("Is delivery free?");
        assertThat(shop.conversation().get("client").get("name").asString()).isEqualTo("Anna");
        assertThat(ok.ledger().ofChat(anna.chat().id())).hasSize(1);
    }

    @Test
    void every_kind_of_content_comes_in_and_its_files_are_fetched() throws Exception {
        anna.sends("My vase", Media.photo(Phone.PICTURE));
        anna.sends(Media.voice("sound".getBytes(StandardCharsets.UTF_8)));
        anna.sends(Media.video("walk.mp4", "film".getBytes(StandardCharsets.UTF_8)));
        anna.sends(Media.file("order.pdf", "paper".getBytes(StandardCharsets.UTF_8)));
        anna.sends(Media.sticker(Phone.PICTURE));
        anna.sendsLocation(55.75, 37.62);
        anna.sendsContact("Oleg", "+79161234567");
        anna.repliesTo(anna.lastSaid(), "That one");

        var messages = awaitMessages(8);
        assertThat(messages.valueStream()
                        .limit(5)
                        .map(message -> message.at("/content/parts/0/media")
                                .asString("")
                                .toLowerCase()))
                .containsExactly("photo", "voice", "video", "file", "sticker");
        assertThat(messages.get(0).at("/content/text").asString()).isEqualTo("My vase");
        assertThat(messages.get(5).at("/content/parts/0/latitude").asDouble()).isEqualTo(55.75);
        assertThat(messages.get(6).at("/content/parts/0/phone").asString()).isEqualTo("+79161234567");
        assertThat(messages.get(7).path("replyTo").asLong()).isEqualTo(7);
        var photo = shop.inProject(
                "/files/" + messages.get(0).at("/content/parts/0/fileId").asLong());
        shop.until(() -> Json.MAPPER.valueToTree(shop.download(photo).statusCode()), status -> status.asInt() == 200);
        assertThat(shop.download(photo).body()).isEqualTo(Phone.PICTURE);
    }

    @Test
    void every_kind_of_file_goes_out_while_ok_takes_its_time_with_each() throws Exception {
        anna.writes("Show me");
        awaitMessages(1);
        ok.processing(Duration.ofMillis(200));
        shop.reply("k1", Map.of("text", "Like this?", "parts", List.of(stored("PHOTO", "bouquet.png", Phone.PICTURE))));
        shop.reply(
                "k2",
                Map.of("parts", List.of(stored("FILE", "price.txt", "Roses 3500".getBytes(StandardCharsets.UTF_8)))));
        shop.reply("k3", Map.of("parts", List.of(stored("VIDEO", "walk.mp4", Phone.FILM))));
        shop.reply("k4", Map.of("parts", List.of(stored("VOICE", "word.ogg", Phone.SOUND))));

        anna.awaits(person -> person.sees().equals(List.of("Like this?", "[file]", "[video]", "[audio]")));
        var sent = ours().stream()
                .map(bubble -> bubble.content().attachments().getFirst())
                .toList();
        assertThat(sent).extracting(Attachment::kind).containsExactly(Kind.PHOTO, Kind.FILE, Kind.VIDEO, Kind.AUDIO);
        assertThat(sent.get(1).name()).isEqualTo("price.txt");
        assertThat(group.messenger()
                        .files()
                        .find(sent.get(0).fileId())
                        .orElseThrow()
                        .content())
                .isEqualTo(Phone.PICTURE);
        awaitStatus(4, "sent");
    }

    /** Five attachments a message, of which the keyboard is one. */
    @Test
    void an_album_with_buttons_keeps_within_five() throws Exception {
        anna.writes("Show me");
        awaitMessages(1);
        var parts = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 6; i++) {
            parts.add(stored("PHOTO", "bouquet" + i + ".png", Phone.PICTURE));
        }
        parts.add(Map.of(
                "type",
                "buttons",
                "inline",
                true,
                "lines",
                List.of(List.of(Map.of("label", "This one", "kind", "TEXT")))));
        shop.reply("k1", Map.of("text", "Which one?", "parts", parts));

        awaitStatus(1, "sent");
        assertThat(ours().stream().flatMap(bubble -> bubble.content().attachments().stream()))
                .hasSize(6);
        assertThat(Person.labels(anna.lastSeen().content().buttons())).containsExactly(List.of("This one"));
        assertThat(String.join("\n", anna.sees())).containsOnlyOnce("Which one?");
    }

    private List<Bubble> ours() {
        return anna.messages().stream().filter(Bubble::ours).toList();
    }

    @Test
    void a_link_with_a_mark_starts_the_bot_and_its_button_is_pressed() throws Exception {
        shop.publish(FLOW);
        anna.starts("site42");
        awaitMessages(1);
        assertThat(shop.texts().getFirst()).isEqualTo("/start site42");
        anna.writes("hello");
        anna.awaitsText("Welcome, Anna!");

        anna.presses("Roses");

        anna.awaitsText("Roses are 3500.");
        assertThat(shop.texts()).endsWith("hello", "Welcome, Anna!", "Roses", "Roses are 3500.");
    }

    @Test
    void a_dead_token_breaks_the_connection_and_a_new_one_mends_it_without_loss() throws Exception {
        anna.writes("Hello?");
        awaitMessages(1);
        ok.revoke(group);
        shop.reply("k1", Map.of("text", "Still here"));
        shop.until(() -> shop.get(path()), seen -> seen.get("health").asString().equals("broken"));
        assertThat(shop.messages().get(1).at("/delivery/status").asString()).isIn("queued", "sending");

        ok.token(group, "tkn1:another");
        shop.call("PATCH", path(), Map.of("secrets", Map.of("token", "tkn1:another")));

        anna.awaitsText("Still here");
        shop.until(() -> shop.get(path()), seen -> seen.get("health").asString().equals("ok"));
        assertThat(anna.sees()).containsExactly("Still here");
    }

    @Test
    void who_blocked_the_group_is_known_by_a_failed_send() throws Exception {
        anna.writes("Hello?");
        awaitMessages(1);
        anna.blocks();
        shop.reply("k1", Map.of("text", "Are you there?"));

        awaitStatus(1, "failed");
        assertThat(shop.conversation().get("client").get("blocked").asBoolean()).isTrue();
        assertThat(anna.sees()).isEmpty();
    }

    @Test
    void a_connection_that_polls_is_posted_to_no_more_and_goes_on_after_it_was_forgotten() throws Exception {
        shop.call("PATCH", path(), Map.of("settings", Map.of("mode", "polling")));
        shop.until(() -> Json.MAPPER.valueToTree(group.updates().hooks().size()), count -> count.asInt() == 0);
        awaitPolling();
        anna.writes("One");
        awaitMessages(1);

        ok.forgetPolling(group);
        // Ends the poll that waits; whether this still comes is left to chance.
        anna.writes("Is anybody there?");
        awaitPolling();
        anna.writes("Two");

        shop.until(
                shop::messages,
                messages -> messages.get(messages.size() - 1)
                        .at("/content/text")
                        .asString()
                        .equals("Two"));
        shop.reply("k1", Map.of("text", "Yes"));
        anna.awaitsText("Yes");
    }

    private void awaitPolling() throws Exception {
        shop.until(() -> Json.MAPPER.valueToTree(ok.isPolled(group)), JsonNode::asBoolean);
    }

    @Test
    void the_watchdog_subscribes_again_and_a_removed_connection_unsubscribes_itself_alone() throws Exception {
        var own = group.updates().hooks().getFirst().url();
        ok.dropWebhooks(group);
        group.updates().register(URI.create("http://127.0.0.1:1/other"), Set.of(), Json.MAPPER.createObjectNode());

        assertThat(check().get("account").asString()).isEqualTo("Flower shop");
        assertThat(group.updates().hooks())
                .extracting(hook -> hook.url())
                .contains(own)
                .hasSize(2);
        assertThat(shop.get(path()).get("settings").toString()).doesNotContain(own.getPath());

        shop.call("DELETE", path(), null);
        shop.until(() -> Json.MAPPER.valueToTree(group.updates().hooks().size()), count -> count.asInt() == 1);
        assertThat(group.updates().hooks().getFirst().url().getPath()).isEqualTo("/other");
    }

    private Map<String, Object> stored(String media, String name, byte[] bytes) throws Exception {
        var uploaded = Json.MAPPER.readTree(
                shop.upload(shop.inProject("/files"), bytes, name).body());
        return Map.of(
                "type",
                "attachment",
                "media",
                media,
                "fileId",
                uploaded.get("fileId").asLong(),
                "name",
                name);
    }

    private String path() {
        return shop.inProject("/connections/" + connection);
    }

    private JsonNode check() throws Exception {
        return shop.post(shop.inProject("/connections/" + connection + "/check"), Map.of());
    }

    private JsonNode awaitMessages(int count) throws Exception {
        return shop.until(
                () -> shop.conversation() == null ? null : shop.messages(), messages -> messages.size() >= count);
    }

    private JsonNode awaitStatus(int index, String status) throws Exception {
        return shop.until(
                        shop::messages,
                        messages -> messages.size() > index
                                && status.equals(messages.get(index)
                                        .at("/delivery/status")
                                        .asString("")))
                .get(index);
    }
}
