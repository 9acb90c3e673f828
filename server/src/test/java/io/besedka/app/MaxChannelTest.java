package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.max.MaxSimulator;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** MAX over real sockets: the server with the real adapter, against the pretend MAX. */
class MaxChannelTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "/start;hello"},
               "message": {"text": "Welcome, #{name}!", "buttons": {"lines": [[{"id": "roses", "label": "Roses"}, {"id": "tulips", "label": "Tulips"}]]}},
               "arrows": [{"id": "a1", "kind": "button", "button": "roses", "to": "roses"}]},
              {"id": "roses", "kind": "state", "message": {"text": "Roses are 3500."}}
            ]}
            """;

    @TempDir
    Path data;

    private final MaxSimulator max = MaxSimulator.start(0);
    private final Account bot = max.bot("t0ken", "flower_shop_bot", "Flower shop");
    private final Person anna = bot.person("Anna Petrova");
    private Shop shop;
    private JsonNode connection;

    @BeforeEach
    void connect() throws Exception {
        max.processing(Duration.ZERO);
        shop = new Shop(database.address(), data, true, Map.of("max", max.url()));
        connection = shop.connect("max", Map.of(), Map.of("token", "t0ken"));
        check();
    }

    private JsonNode check() throws Exception {
        return shop.post(shop.inProject("/connections/" + connection.get("id").asLong() + "/check"), Map.of());
    }

    @AfterEach
    void close() {
        shop.close();
        max.close();
    }

    @Test
    void a_client_is_greeted_presses_a_button_and_is_answered_by_an_operator() throws Exception {
        shop.publish(FLOW);

        anna.starts();
        anna.awaitsText("Welcome, Anna!");
        assertThat(Person.labels(anna.lastSeen().content().buttons())).containsExactly(List.of("Roses", "Tulips"));
        anna.presses("Roses");
        anna.awaitsText("Roses are 3500.");
        anna.writes("Do you deliver?");
        awaitsMessages(5);
        shop.reply("k1", Map.of("text", "Yes, **every** day.", "markup", true));

        anna.awaitsText("Yes, every day.");
        assertThat(anna.lastSeen().content().marks())
                .extracting(mark -> mark.kind())
                .containsExactly("bold");
        assertThat(shop.texts())
                .containsExactly(
                        "/start",
                        "Welcome, Anna!",
                        "Roses",
                        "Roses are 3500.",
                        "Do you deliver?",
                        "Yes, **every** day.");
        awaitsStatus(5, "sent");
        anna.awaits(person -> person.chat().extra().has("answered"));
        assertThat(max.switchboard().counters().keySet()).noneMatch(name -> name.startsWith("answers_4"));
    }

    @Test
    void a_deep_links_payload_arrives_as_the_start() throws Exception {
        anna.starts("site42");

        awaitsMessages(1);
        assertThat(shop.texts()).containsExactly("/start site42");
    }

    @Test
    void every_kind_of_content_arrives() throws Exception {
        anna.sends("Look", Media.photo(Phone.PICTURE), Media.video("walk.mp4", "film".getBytes()));
        anna.sends(Media.voice("voice".getBytes()));
        anna.sends(Media.file("order.pdf", "pdf".getBytes()));
        anna.sends(Media.sticker("webp".getBytes()));
        anna.sendsLocation(55.75, 37.61);
        anna.sharesPhone();
        anna.sendsContact("Ivan", "+79990000202");

        var messages = awaitsMessages(7);
        var kinds = messages.valueStream()
                .flatMap(message -> message.get("content").get("parts").valueStream())
                .map(part -> part.get("type").asString().equals("attachment")
                        ? part.get("media").asString()
                        : part.get("type").asString())
                .toList();
        assertThat(kinds)
                .containsExactly("PHOTO", "VIDEO", "VOICE", "FILE", "STICKER", "location", "contact", "contact");
        assertThat(messages.get(0).get("content").get("text").asString()).isEqualTo("Look");
        assertThat(fetched(messages.get(0).get("content").get("parts").get(0))).isEqualTo(Phone.PICTURE);
        assertThat(fetched(messages.get(0).get("content").get("parts").get(1))).isEqualTo("film".getBytes());
        assertThat(fetched(messages.get(2).get("content").get("parts").get(0))).isEqualTo("pdf".getBytes());
        assertThat(messages.get(5).get("content").get("parts").get(0).get("own").asBoolean())
                .isTrue();
        assertThat(messages.get(6).get("content").get("parts").get(0).get("own").asBoolean())
                .isFalse();
        assertThat(shop.conversation().get("client").get("phone").asString()).isEqualTo(anna.phone());
    }

    @Test
    void every_kind_of_file_is_uploaded_and_sent() throws Exception {
        anna.writes("hello");
        awaitsMessages(1);
        max.processing(Duration.ofSeconds(1));

        for (var media : List.of("PHOTO", "VIDEO", "VOICE", "FILE")) {
            var name = media.equals("PHOTO") ? "a.png" : "a.bin";
            var bytes = switch (media) {
                case "PHOTO" -> Phone.PICTURE;
                case "VIDEO" -> Phone.FILM;
                case "VOICE" -> Phone.SOUND;
                default -> media.getBytes();
            };
            long file = Json.MAPPER
                    .readTree(shop.upload(shop.inProject("/files"), bytes, name).body())
                    .get("fileId")
                    .asLong();
            shop.reply(
                    media,
                    Map.of(
                            "text",
                            "Here: " + media,
                            "parts",
                            List.of(Map.of("type", "attachment", "media", media, "fileId", file))));
            anna.awaitsText("Here: " + media);
        }

        assertThat(ours())
                .extracting(bubble -> bubble.content().attachments().getFirst().kind())
                .containsExactly(Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.FILE);
        var sent = ours().getFirst().content().attachments().getFirst();
        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create(sent.url())).build(), BodyHandlers.ofByteArray())
                        .body())
                .isEqualTo(Phone.PICTURE);
        assertThat(ours().getLast().content().attachments().getFirst().name()).isEqualTo("a.bin");
    }

    @Test
    void a_file_that_max_has_forgotten_is_uploaded_anew() throws Exception {
        anna.writes("hello");
        awaitsMessages(1);
        long film = Json.MAPPER
                .readTree(shop.upload(shop.inProject("/files"), Phone.FILM, "walk.mp4")
                        .body())
                .get("fileId")
                .asLong();
        var parts = List.of(Map.of("type", "attachment", "media", "VIDEO", "fileId", film));
        shop.reply("k1", Map.of("text", "one", "parts", parts));
        anna.awaitsText("one");
        max.forgetUploads();

        shop.reply("k2", Map.of("text", "two", "parts", parts));

        anna.awaitsText("two");
        assertThat(ours())
                .allSatisfy(bubble -> assertThat(bubble.content().attachments()).hasSize(1));
    }

    @Test
    void an_upload_that_fails_at_either_step_is_only_late() throws Exception {
        anna.writes("hello");
        awaitsMessages(1);
        max.switchboard().add(Misfortune.serverError(502), "uploads", 1, Instant.MAX, 1);
        max.switchboard().add(Misfortune.serverError(503), "upload", 1, Instant.MAX, 1);

        long picture = Json.MAPPER
                .readTree(shop.upload(shop.inProject("/files"), Phone.PICTURE, "a.png")
                        .body())
                .get("fileId")
                .asLong();
        shop.reply(
                "k1",
                Map.of(
                        "text",
                        "Look",
                        "parts",
                        List.of(Map.of("type", "attachment", "media", "PHOTO", "fileId", picture))));

        anna.awaitsText("Look");
        awaitsStatus(1, "sent");
        assertThat(max.switchboard().counters().keySet()).contains("refused_502", "refused_503");
        assertThat(ours()).hasSize(1);
    }

    @Test
    void an_address_that_max_does_not_take_leaves_a_connection_that_can_send() throws Exception {
        anna.writes("hello");
        awaitsMessages(1);
        bot.updates().hooks().forEach(bot.updates()::remove);
        max.rules().loopbackWebhooks(false);

        var checked = check();
        assertThat(checked.get("ok").asBoolean()).isFalse();
        assertThat(checked.toString()).contains("443");
        shop.reply("k1", Map.of("text", "Still here"));
        anna.awaitsText("Still here");
    }

    @Test
    void places_contacts_links_and_requests_are_sent() throws Exception {
        anna.writes("hello");
        awaitsMessages(1);

        shop.reply(
                "k1",
                Map.of(
                        "text",
                        "",
                        "parts",
                        List.of(Map.of("type", "location", "latitude", 55.7, "longitude", 37.6, "title", "Shop"))));
        shop.reply(
                "k2",
                Map.of(
                        "text",
                        "",
                        "parts",
                        List.of(Map.of(
                                "type", "contact", "phone", "+79990000303", "firstName", "Olga", "own", false))));
        shop.reply(
                "k3",
                Map.of(
                        "text",
                        "Choose",
                        "parts",
                        List.of(Map.of(
                                "type",
                                "buttons",
                                "inline",
                                true,
                                "oneTime",
                                false,
                                "lines",
                                List.of(
                                        List.of(
                                                Map.of("label", "Site", "kind", "URL", "value", "https://shop.example"),
                                                Map.of("label", "My phone", "kind", "PHONE")),
                                        List.of(Map.of("label", "My place", "kind", "LOCATION")))))));

        anna.awaitsText("Choose");
        assertThat(ours().get(0).content().place().latitude()).isEqualTo(55.7);
        assertThat(ours().get(0).text()).isEqualTo("Shop");
        assertThat(ours().get(1).content().contact().phone()).isEqualTo("+79990000303");
        assertThat(anna.presses("Site").updates()).isEmpty();
        anna.presses("My phone");
        anna.presses("My place");
        awaitsMessages(6);
        assertThat(shop.conversation().get("client").get("phone").asString()).isEqualTo(anna.phone());
    }

    @Test
    void edits_deletions_and_replies_go_both_ways() throws Exception {
        var written = anna.writes("Do you delivr?").bubble();
        awaitsMessages(1);
        anna.edits(written, "Do you deliver?");
        shop.until(shop::messages, messages -> messages.get(0).has("editedAt"));
        long id = shop.conversation().get("id").asLong();
        shop.post(
                shop.inProject("/conversations/" + id + "/messages"),
                Map.of("key", "k1", "content", Map.of("text", "Yess"), "replyTo", 1));
        anna.awaitsText("Yess");
        assertThat(anna.lastSeen().replyTo()).isEqualTo(written.id());
        awaitsStatus(1, "sent");

        shop.call(
                "PATCH",
                shop.inProject("/conversations/" + id + "/messages/2"),
                Map.of("content", Map.of("text", "Yes")));
        anna.awaitsText("Yes");
        anna.repliesTo(anna.lastSeen(), "Good");
        assertThat(awaitsMessages(3).get(2).get("replyTo").asLong()).isEqualTo(2);
        shop.call("DELETE", shop.inProject("/conversations/" + id + "/messages/2"), null);
        anna.awaits(person -> person.sees().isEmpty());
        anna.deletes(written);
        shop.until(shop::messages, messages -> messages.get(0).has("deletedAt"));
        assertThat(shop.texts().getFirst()).isEqualTo("Do you deliver?");
    }

    @Test
    void who_stops_the_bot_is_not_written_to_until_the_return() throws Exception {
        anna.writes("hello");
        awaitsMessages(1);
        anna.blocks();
        shop.until(
                shop::conversation,
                conversation -> conversation.get("client").get("blocked").asBoolean());

        anna.unblocks();
        shop.until(
                shop::conversation,
                conversation -> !conversation.get("client").get("blocked").asBoolean());
        shop.reply("k1", Map.of("text", "Welcome back"));
        anna.awaitsText("Welcome back");
    }

    @Test
    void a_send_tells_that_somebody_stopped_the_bot_where_no_update_did() throws Exception {
        anna.writes("hello");
        awaitsMessages(1);
        anna.chat().blocked(true);

        shop.reply("k1", Map.of("text", "Are you there?"));

        shop.until(
                shop::conversation,
                conversation -> conversation.get("client").get("blocked").asBoolean());
        var failed = awaitsStatus(1, "failed");
        assertThat(failed.get("delivery").get("error").asString()).contains("suspended");
    }

    @Test
    void updates_are_taken_once_and_unknown_ones_are_passed_over() throws Exception {
        max.switchboard().next(1, new Misfortune.UnknownKind());
        var update = anna.writes("Is delivery free?").update();
        awaitsMessages(1);
        bot.redeliver(update);
        var started = anna.starts("again").update();
        bot.redeliver(started);
        anna.writes("Hello?");

        awaitsMessages(3);
        bot.updates().awaitsDelivery();
        assertThat(shop.texts()).containsExactlyInAnyOrder("Is delivery free?", "/start again", "Hello?");
    }

    @Test
    void a_changed_token_breaks_the_connection_and_the_new_one_mends_it() throws Exception {
        anna.writes("hello");
        awaitsMessages(1);
        max.changeToken(bot, "an0ther");

        shop.reply("k1", Map.of("text", "Later"));
        var path = shop.inProject("/connections/" + connection.get("id").asLong());
        shop.until(() -> shop.get(path), seen -> seen.get("health").asString().equals("broken"));
        assertThat(anna.sees()).isEmpty();
        shop.call("PATCH", path, Map.of("secrets", Map.of("token", "an0ther")));

        anna.awaitsText("Later");
        assertThat(anna.sees()).containsExactly("Later");
    }

    @Test
    void a_dropped_subscription_is_noticed_and_made_again() throws Exception {
        bot.updates().hooks().forEach(bot.updates()::remove);

        assertThat(check().get("account").asString()).isEqualTo("@flower_shop_bot");
        assertThat(bot.updates().hooks()).hasSize(1);
        assertThat(bot.updates().hooks().getFirst().kinds()).contains("message_callback", "bot_stopped");
    }

    @Test
    void a_connection_that_polls_takes_the_webhook_away_and_fetches() throws Exception {
        anna.writes("posted");
        awaitsMessages(1);

        shop.call(
                "PATCH",
                shop.inProject("/connections/" + connection.get("id").asLong()),
                Map.of("settings", Map.of("mode", "polling")));
        check();
        assertThat(bot.updates().hooks()).isEmpty();

        anna.writes("fetched");
        awaitsMessages(2);
        shop.reply("k1", Map.of("text", "Here"));
        anna.awaitsText("Here");
        anna.presses(say("Pick one"), "Roses");
        assertThat(awaitsMessages(5)
                        .valueStream()
                        .map(message -> message.get("content").get("text").asString()))
                .containsExactly("posted", "fetched", "Here", "Pick one", "Roses");
    }

    /** The shop says something with a button; the bubble on the phone. */
    private Bubble say(String text) throws Exception {
        var buttons = Map.of(
                "type",
                "buttons",
                "inline",
                true,
                "oneTime",
                false,
                "lines",
                List.of(List.of(Map.of("label", "Roses", "kind", "TEXT"))));
        shop.reply(text, Map.of("text", text, "parts", List.of(buttons)));
        return anna.awaitsText(text).lastSeen();
    }

    private List<Bubble> ours() {
        return anna.messages().stream().filter(Bubble::ours).toList();
    }

    private JsonNode awaitsMessages(int count) throws Exception {
        return shop.until(
                () -> shop.conversation() == null ? null : shop.messages(), messages -> messages.size() >= count);
    }

    private JsonNode awaitsStatus(int index, String status) throws Exception {
        return shop.until(
                        shop::messages,
                        messages -> status.equals(messages.path(index)
                                .path("delivery")
                                .path("status")
                                .asString("")))
                .get(index);
    }

    private byte[] fetched(JsonNode part) throws Exception {
        var path = shop.inProject("/files/" + part.get("fileId").asLong());
        shop.until(() -> Json.MAPPER.valueToTree(shop.download(path).statusCode()), status -> status.asInt() == 200);
        return shop.download(path).body();
    }
}
