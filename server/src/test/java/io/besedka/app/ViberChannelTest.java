package io.besedka.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.viber.ViberSimulator;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole loop with a pretend Viber: the real adapter, turn and lanes over real sockets. */
class ViberChannelTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final String TOKEN = "445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9";
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final byte[] MP4 = "\0\0\0\030ftypmp42 a film, or nearly".getBytes(UTF_8);
    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "hello"},
               "message": {"text": "Welcome, #{name}!", "buttons": {"lines": [[{"id": "roses", "label": "Roses"}, {"id": "tulips", "label": "Tulips"}]]}},
               "arrows": [{"id": "a1", "kind": "button", "button": "roses", "to": "roses"}]},
              {"id": "roses", "kind": "state", "message": {"text": "Roses are 3500."}},
              {"id": "from", "kind": "start", "condition": {"mode": "exact", "text": "where from"}, "message": {"text": "From #{tag}"}}
            ]}
            """;

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final ViberSimulator viber = ViberSimulator.start(0);
    private final Account bot = viber.bot(TOKEN, "flower_shop", "Flower shop");
    private final Person anna = bot.person("Anna");
    private Shop shop;
    private String connection;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true, Map.of("viber", viber.url()), clock);
        var added =
                shop.connect("viber", Map.of("welcome", "Good day! What can we do for you?"), Map.of("token", TOKEN));
        connection = shop.inProject("/connections/" + added.get("id").asLong());
        assertThat(check().get("account").asString()).isEqualTo("Flower shop");
    }

    @AfterEach
    void close() {
        shop.close();
        viber.close();
    }

    private JsonNode check() throws Exception {
        return shop.post(connection + "/check", Map.of());
    }

    private void untilMessages(int count) throws Exception {
        shop.until(() -> shop.conversation() == null ? null : shop.messages(), messages -> messages.size() == count);
    }

    private void untilStatus(int message, String status) throws Exception {
        untilStatus(message, status, false);
    }

    private void untilStatus(int message, String status, boolean timeFlies) throws Exception {
        Predicate<JsonNode> wanted = messages -> messages.size() > message
                && status.equals(
                        messages.get(message).path("delivery").path("status").asString(""));
        shop.until(
                () -> {
                    clock.advance(timeFlies ? Duration.ofSeconds(1) : Duration.ZERO);
                    return shop.messages();
                },
                wanted);
    }

    private long upload(byte[] bytes, String name) throws Exception {
        return Json.MAPPER
                .readTree(shop.upload(shop.inProject("/files"), bytes, URLEncoder.encode(name, UTF_8))
                        .body())
                .get("fileId")
                .asLong();
    }

    private static Map<String, Object> file(String media, long id) {
        return Map.of("text", "", "parts", List.of(Map.of("type", "attachment", "media", media, "fileId", id)));
    }

    @Test
    void texts_go_both_ways_and_the_ticks_come_back() throws Exception {
        anna.writes("Is delivery free?");
        untilMessages(1);
        assertThat(shop.conversation().get("client").get("name").asString()).isEqualTo("Anna");

        shop.reply("k1", Map.of("text", "Yes, *every* day.", "markup", true));
        anna.awaitsText("Yes, every day.");
        untilStatus(1, "delivered");
        anna.reads();
        untilStatus(1, "read");
    }

    @Test
    void a_button_is_pressed_without_a_trace_in_the_chat() throws Exception {
        shop.publish(FLOW);
        anna.writes("hello");
        anna.awaitsText("Welcome, Anna!");
        assertThat(anna.keyboard()).containsExactly(List.of("Roses", "Tulips"));

        anna.presses("Roses");
        anna.awaitsText("Roses are 3500.");

        assertThat(shop.texts()).containsExactly("hello", "Welcome, Anna!", "Roses", "Roses are 3500.");
        assertThat(anna.messages().stream().filter(bubble -> !bubble.ours())).hasSize(1);
    }

    @Test
    void the_client_shares_a_phone_when_asked() throws Exception {
        anna.writes("Call me");
        untilMessages(1);
        var phone = Map.of(
                "type",
                "buttons",
                "inline",
                false,
                "oneTime",
                true,
                "lines",
                List.of(List.of(Map.of("label", "Send my phone", "kind", "PHONE"))));
        shop.reply("k1", Map.of("text", "Your number, please", "parts", List.of(phone)));
        anna.awaitsText("Your number, please");

        anna.presses("Send my phone");
        untilMessages(3);

        var card = shop.messages().get(2).get("content").get("parts").get(0);
        assertThat(card.get("phone").asString()).isEqualTo(anna.phone());
        assertThat(card.get("own").asBoolean()).isTrue();
    }

    @Test
    void everything_a_client_sends_is_kept() throws Exception {
        anna.sends("My vase", Media.photo(PNG));
        anna.sends(Media.video("walk.mp4", MP4));
        anna.sends(Media.file("order.txt", "two roses".getBytes(UTF_8)));
        anna.sends(Media.sticker(PNG));
        anna.sendsLocation(55.751, 37.618);
        anna.sendsContact("Ivan", "+79990000202");
        untilMessages(6);

        var parts = shop.messages()
                .valueStream()
                .map(message -> message.get("content").get("parts").get(0))
                .toList();
        assertThat(parts.stream().limit(4).map(part -> part.get("media").asString()))
                .containsExactly("PHOTO", "VIDEO", "FILE", "STICKER");
        assertThat(shop.texts().getFirst()).isEqualTo("My vase");
        assertThat(fetched(parts.get(0))).isEqualTo(PNG);
        assertThat(fetched(parts.get(1))).isEqualTo(MP4);
        assertThat(new String(fetched(parts.get(2)), UTF_8)).isEqualTo("two roses");
        assertThat(parts.get(4).get("latitude").asDouble()).isEqualTo(55.751);
        assertThat(parts.get(5).get("firstName").asString()).isEqualTo("Ivan");
    }

    private byte[] fetched(JsonNode part) throws Exception {
        var path = shop.inProject("/files/" + part.get("fileId").asLong());
        shop.until(() -> Json.MAPPER.valueToTree(shop.download(path).statusCode()), status -> status.asInt() == 200);
        return shop.download(path).body();
    }

    @Test
    void files_are_fetched_by_viber_from_their_public_addresses() throws Exception {
        anna.writes("Show me");
        untilMessages(1);

        shop.reply("k1", file("PHOTO", upload(PNG, "букет.png")));
        assertThat(contentOf(awaitsFile(1))).isEqualTo(PNG);
        assertThat(awaitsFile(1).url()).endsWith("/photo.png");

        shop.reply("k2", file("VIDEO", upload(MP4, "walk.mp4")));
        assertThat(contentOf(awaitsFile(2))).isEqualTo(MP4);

        var text = "Цены".getBytes(UTF_8);
        shop.reply("k3", file("FILE", upload(text, "цены.txt")));
        assertThat(contentOf(awaitsFile(3))).isEqualTo(text);
        assertThat(awaitsFile(3).name()).isEqualTo("цены.txt");
        untilStatus(3, "delivered");
    }

    /** What Viber lets nobody send is still there for whoever follows the link. */
    @Test
    void a_forbidden_file_goes_as_a_link() throws Exception {
        anna.writes("The program, please");
        untilMessages(1);
        shop.reply("k1", file("FILE", upload("MZ".getBytes(UTF_8), "setup.exe")));
        anna.awaits(person -> person.sees().size() == 1);

        var lines = anna.sees().getFirst().split("\n");
        assertThat(lines[0]).isEqualTo("setup.exe");
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(HttpRequest.newBuilder(URI.create(lines[1])).build(), BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("MZ");
            assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment");
        }
    }

    /** The n-th message of ours, its file fetched by the phone. */
    private Attachment awaitsFile(int n) {
        Predicate<Person> fetched = person -> {
            var ours =
                    person.messages().stream().filter(bubble -> bubble.ours()).toList();
            return ours.size() >= n
                    && !ours.get(n - 1)
                            .content()
                            .attachments()
                            .getFirst()
                            .fileId()
                            .isEmpty();
        };
        anna.awaits(fetched);
        return anna.messages().stream()
                .filter(bubble -> bubble.ours())
                .toList()
                .get(n - 1)
                .content()
                .attachments()
                .getFirst();
    }

    private byte[] contentOf(Attachment file) {
        return bot.messenger().files().find(file.fileId()).orElseThrow().content();
    }

    @Test
    void places_and_cards_go_out() throws Exception {
        anna.writes("Where are you?");
        untilMessages(1);
        shop.reply(
                "k1",
                Map.of(
                        "text",
                        "",
                        "parts",
                        List.of(Map.of("type", "location", "latitude", 55.751, "longitude", 37.618))));
        shop.reply(
                "k2",
                Map.of(
                        "text",
                        "",
                        "parts",
                        List.of(Map.of("type", "contact", "phone", "+79990000303", "firstName", "Olga"))));
        anna.awaits(person -> person.sees().size() == 2);

        var ours = anna.messages().stream().filter(bubble -> bubble.ours()).toList();
        assertThat(ours.get(0).content().place().latitude()).isEqualTo(55.751);
        assertThat(ours.get(1).content().contact().phone()).isEqualTo("+79990000303");
    }

    @Test
    void a_newcomer_is_welcomed_and_the_link_marks_the_first_message() throws Exception {
        shop.publish(FLOW);
        anna.starts("site42");
        anna.awaitsText("Good day! What can we do for you?");
        assertThat(shop.conversation()).isNull();

        anna.writes("where from");
        anna.awaitsText("From site42");
    }

    @Test
    void a_revoked_token_breaks_the_connection_and_nothing_is_lost() throws Exception {
        anna.writes("Are you there?");
        untilMessages(1);
        viber.switchboard().add(Misfortune.unauthorized(), "all", -1, Instant.MAX, 1);

        shop.reply("k1", Map.of("text", "one"));
        shop.until(
                () -> shop.get(connection),
                seen -> seen.get("health").asString().equals("broken"));
        shop.reply("k2", Map.of("text", "two"));
        assertThat(check().get("ok").asBoolean()).isFalse();
        assertThat(anna.sees()).isEmpty();

        viber.switchboard().calm();
        assertThat(check().get("ok").asBoolean()).isTrue();
        untilStatus(2, "delivered", true);
        assertThat(anna.sees()).containsExactly("one", "two");
    }

    @Test
    void a_webhook_that_viber_forgot_is_set_again() throws Exception {
        bot.updates().hooks().forEach(bot.updates()::remove);

        clock.advance(Duration.ofMinutes(6));
        shop.until(() -> Json.MAPPER.valueToTree(bot.updates().hooks().size()), hooks -> hooks.asInt() == 1);

        anna.writes("Are you there?");
        untilMessages(1);
    }

    @Test
    void who_unsubscribed_cannot_be_written_to_until_the_next_word() throws Exception {
        anna.writes("Hello");
        untilMessages(1);
        var path =
                shop.inProject("/conversations/" + shop.conversation().get("id").asLong() + "/messages");

        anna.blocks();
        shop.until(
                shop::conversation,
                conversation -> conversation.get("client").get("blocked").asBoolean());
        assertThat(shop.send("POST", path, Map.of("key", "k1", "content", Map.of("text", "?")))
                        .body())
                .contains("client_unreachable");

        anna.unblocks();
        shop.until(
                shop::conversation,
                conversation -> !conversation.get("client").get("blocked").asBoolean());
        shop.reply("k2", Map.of("text", "Welcome back"));
        anna.awaitsText("Welcome back");
    }

    @Test
    void a_send_to_somebody_who_is_gone_marks_the_client() throws Exception {
        anna.writes("Hello");
        untilMessages(1);
        viber.switchboard().next(1, Misfortune.forbidden());

        shop.reply("k1", Map.of("text", "?"));
        untilStatus(1, "failed");

        assertThat(shop.conversation().get("client").get("blocked").asBoolean()).isTrue();
    }

    @Test
    void what_the_phone_could_not_show_is_failed_after_all() throws Exception {
        anna.writes("Hello");
        untilMessages(1);
        viber.rules().deliversAtOnce(false);
        shop.reply("k1", Map.of("text", "Look"));
        untilStatus(1, "sent");

        var event = Json.MAPPER.createObjectNode();
        event.put("event", "failed")
                .put("message_token", Long.parseLong(anna.lastSeen().id()))
                .put("user_id", anna.id());
        bot.updates().post(anna.chat(), "failed", event.put("desc", "keyboard is not valid"));

        untilStatus(1, "failed");
        assertThat(shop.messages().get(1).get("delivery").toString()).contains("keyboard is not valid");
    }
}
