package io.besedka.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.avito.AvitoSimulator;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import java.net.URI;
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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole loop with a pretend Avito: the real adapter, turn and lanes over real sockets. */
class AvitoChannelTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "hello"},
               "message": {"text": "What flowers?", "buttons": {"lines": [[{"id": "roses", "label": "Roses"}, {"id": "tulips", "label": "Tulips"}]]}},
               "arrows": [{"id": "a1", "kind": "button", "button": "tulips", "to": "tulips"}]},
              {"id": "tulips", "kind": "state", "message": {"text": "Tulips are 1500."}}
            ]}
            """;

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
    private final AvitoSimulator avito = AvitoSimulator.start(0);
    private final Account seller = avito.seller("94235", "client-1", "secret-1", "Flower shop");
    private final Person anna = seller.person("Anna");
    private Shop shop;
    private String connection;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true, Map.of("avito", avito.url()), clock);
        var added = shop.connect("avito", Map.of("client_id", "client-1"), Map.of("client_secret", "secret-1"));
        connection = shop.inProject("/connections/" + added.get("id").asLong());
        assertThat(check().get("account").asString()).isEqualTo("Flower shop");
    }

    @AfterEach
    void close() {
        shop.close();
        avito.close();
    }

    private JsonNode check() throws Exception {
        return shop.post(connection + "/check", Map.of());
    }

    private void untilMessages(int count) throws Exception {
        shop.until(() -> shop.conversation() == null ? null : shop.messages(), messages -> messages.size() == count);
    }

    /** Lets the server's time fly, so that rounds of polling and repeats come. */
    private void flyUntil(Shop.Asking asking, Predicate<JsonNode> wanted) throws Exception {
        shop.until(
                () -> {
                    clock.advance(Duration.ofSeconds(1));
                    return asking.ask();
                },
                wanted);
    }

    private void untilStatus(int message, String status) throws Exception {
        flyUntil(
                shop::messages,
                messages -> messages.size() > message
                        && status.equals(messages.get(message)
                                .path("delivery")
                                .path("status")
                                .asString("")));
    }

    private JsonNode client() throws Exception {
        return shop.get(
                shop.inProject("/conversations/" + shop.conversation().get("id").asLong()));
    }

    private long upload(byte[] bytes, String name) throws Exception {
        return Json.MAPPER
                .readTree(shop.upload(shop.inProject("/files"), bytes, name).body())
                .get("fileId")
                .asLong();
    }

    private static Map<String, Object> photo(String text, long id) {
        return Map.of("text", text, "parts", List.of(Map.of("type", "attachment", "media", "PHOTO", "fileId", id)));
    }

    @Test
    void texts_go_both_ways_and_reading_is_seen_on_both_sides() throws Exception {
        anna.writes("Is delivery free?");
        untilMessages(1);
        shop.until(
                shop::conversation,
                seen -> "Anna".equals(seen.get("client").path("name").asString("")));

        shop.reply("k1", Map.of("text", "Yes, *every* day.", "markup", true));
        anna.awaitsText("Yes, every day.");
        untilStatus(1, "sent");
        anna.awaits(person -> person.lastSaid().status() == Bubble.Status.READ);

        anna.reads();
        untilStatus(1, "read");
        assertThat(shop.texts()).containsExactly("Is delivery free?", "Yes, *every* day.");
    }

    /** Anna's other shop agrees on Avito's page; where the browser comes back to. */
    private String agreedBy(Account owner) throws Exception {
        var page = URI.create(
                shop.post(connection + "/consent", Map.of()).get("url").asString());
        assertThat(page.getPath()).isEqualTo("/oauth");
        try (var browser = HttpClient.newHttpClient()) {
            var shown = browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                    .body();
            var link = Pattern.compile("href=\"([^\"]*account=" + owner.id() + "&[^\"]*)\"")
                    .matcher(shown);
            assertThat(link.find()).as(shown).isTrue();
            var back = browser.send(
                    HttpRequest.newBuilder(page.resolve(link.group(1))).build(), BodyHandlers.discarding());
            var address = URI.create(back.headers().firstValue("Location").orElseThrow());
            return address.getRawPath() + "?" + address.getRawQuery();
        }
    }

    @Test
    void an_account_of_somebody_else_is_answered_for_until_its_owner_takes_it_back() throws Exception {
        var other = avito.seller("777", "client-7", "secret-7", "Toy shop");
        var back = agreedBy(other);
        assertThat(shop.send("GET", back, null).statusCode()).isEqualTo(303);
        assertThat(check().get("account").asString()).isEqualTo("Toy shop");
        assertThat(shop.get(connection).get("secrets").toString())
                .contains("refresh_token")
                .doesNotContain("ref-777");
        assertThat(shop.send("GET", back, null).statusCode())
                .as("an answer counts once")
                .isEqualTo(400);

        var boris = other.person("Boris");
        boris.writes("Have you got trains?");
        untilMessages(1);
        avito.expireTokens();
        shop.reply("k1", Map.of("text", "Yes"));
        boris.awaitsText("Yes");
        avito.expireTokens();
        assertThat(check().get("account").asString())
                .as("the token that renews is a new one each time")
                .isEqualTo("Toy shop");

        avito.takeBackConsents();
        assertThat(check().get("why").asString()).contains("its owner must agree again");
        assertThat(shop.get(connection).get("health").asString()).isEqualTo("broken");

        assertThat(shop.send("GET", agreedBy(other), null).statusCode()).isEqualTo(303);
        assertThat(check().get("account").asString()).isEqualTo("Toy shop");
    }

    @Test
    void an_answer_that_is_late_or_came_to_nobody_in_particular_is_refused() throws Exception {
        var back = agreedBy(seller);
        try (var stranger = HttpClient.newHttpClient()) {
            var call = HttpRequest.newBuilder(URI.create(shop.url() + back)).build();
            assertThat(stranger.send(call, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(401);
        }
        clock.advance(Duration.ofMinutes(11));
        assertThat(shop.send("GET", back, null).statusCode()).isEqualTo(400);
        assertThat(shop.send("GET", "/v1/consents", null).statusCode()).isEqualTo(400);
        assertThat(shop.get(connection).get("secrets").toString()).doesNotContain("refresh_token");
    }

    @Test
    void the_operator_sees_which_item_it_is_about() throws Exception {
        anna.writes("Is it still there?");
        untilMessages(1);

        flyUntil(this::client, seen -> seen.toString().contains("avito_item_title"));

        var all = client().toString();
        assertThat(all).contains("avito_item_id", "avito_item_price", "https://avito.ru/moskva/tsvety/");
    }

    @Test
    void everything_a_buyer_sends_is_kept() throws Exception {
        anna.sends(Media.photo(PNG));
        anna.sends(Media.voice("OggS a voice".getBytes(UTF_8)));
        anna.sendsLocation(55.751, 37.618);
        anna.writes("Like https://flowers.example/roses here");
        avito.sharesItem(anna, "Vase", "700 ₽", "https://avito.ru/vase_1");
        avito.rings(anna, "missed");
        avito.announces(anna, "[Системное сообщение] The buyer has left a review");
        avito.sendsUntold(anna, "file");
        untilMessages(8);

        var parts = shop.messages()
                .valueStream()
                .map(message -> message.get("content").path("parts").path(0))
                .toList();
        assertThat(fetched(parts.get(0))).isEqualTo(PNG);
        assertThat(new String(fetched(parts.get(1)), UTF_8)).isEqualTo("OggS a voice");
        assertThat(parts.get(1).get("media").asString()).isEqualTo("VOICE");
        assertThat(parts.get(2).get("latitude").asDouble()).isEqualTo(55.751);
        assertThat(shop.texts().subList(3, 5))
                .containsExactly("Like https://flowers.example/roses here", "Vase, 700 ₽\nhttps://avito.ru/vase_1");
        assertThat(parts.get(5).get("kind").asString()).isEqualTo("missed call");
        assertThat(shop.texts().get(6)).startsWith("[Системное сообщение]");
        assertThat(parts.get(7).get("kind").asString()).isEqualTo("file");
    }

    private byte[] fetched(JsonNode part) throws Exception {
        var path = shop.inProject("/files/" + part.get("fileId").asLong());
        shop.until(() -> Json.MAPPER.valueToTree(shop.download(path).statusCode()), status -> status.asInt() == 200);
        return shop.download(path).body();
    }

    @Test
    void an_image_goes_in_two_steps_and_its_echo_is_not_taken_for_another_message() throws Exception {
        anna.writes("Show me");
        untilMessages(1);
        shop.reply("k1", photo("Like this?", upload(PNG, "roses.png")));
        untilStatus(1, "sent");
        seller.updates().awaitsDelivery();

        var image = anna.messages().get(1).content().attachments().getFirst();
        assertThat(seller.messenger().files().find(image.fileId()).orElseThrow().content())
                .isEqualTo(PNG);
        assertThat(anna.sees()).containsExactly("[photo]", "Like this?");
        rounds(6);
        assertThat(shop.messages().size()).isEqualTo(2);
    }

    /** Lets so many rounds of polling end, each in a time of its own. */
    private void rounds(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            long before = calls();
            flyUntil(() -> Json.MAPPER.valueToTree(calls()), now -> now.asLong() > before);
        }
    }

    private long calls() {
        return avito.switchboard().counters().getOrDefault("calls", 0L);
    }

    @Test
    void what_avito_cannot_take_goes_as_a_link() throws Exception {
        anna.writes("The price list, please");
        untilMessages(1);
        var file = Map.of(
                "type", "attachment", "media", "FILE", "fileId", upload("Roses 3500".getBytes(UTF_8), "prices.txt"));
        shop.reply("k1", Map.of("text", "", "parts", List.of(file)));
        untilStatus(1, "sent");

        var said = anna.sees().getFirst();
        assertThat(said).contains("prices.txt").contains(shop.url() + "/files/");
        var link = URI.create(said.substring(said.indexOf("http"))).getPath();
        assertThat(new String(shop.download(link).body(), UTF_8)).isEqualTo("Roses 3500");
    }

    @Test
    void buttons_are_numbered_and_a_number_presses() throws Exception {
        shop.publish(FLOW);
        anna.writes("hello");
        anna.awaits(person -> !person.sees().isEmpty());
        assertThat(anna.sees().getFirst())
                .startsWith("What flowers?")
                .contains("2")
                .contains("Tulips");

        anna.writes("2");
        untilMessages(4);
        untilStatus(3, "sent");
        assertThat(anna.sees()).contains("Tulips are 1500.");
        rounds(4);
        assertThat(shop.texts()).containsExactly("hello", "What flowers?", "Tulips", "Tulips are 1500.");
    }

    @Test
    void what_the_webhook_missed_is_fetched_and_what_both_bring_is_taken_once() throws Exception {
        var first = anna.writes("Is delivery free?");
        untilMessages(1);
        seller.redeliver(first.update());
        seller.updates().hooks().forEach(seller.updates()::remove);
        anna.repliesTo(first.bubble(), "Hello?");

        flyUntil(shop::messages, messages -> messages.size() == 2);

        rounds(4);
        assertThat(shop.texts()).containsExactly("Is delivery free?", "Hello?");
        assertThat(shop.messages().get(1).path("replyTo").asLong())
                .isEqualTo(shop.messages().get(0).get("seq").asLong());
    }

    @Test
    void a_forgotten_webhook_is_registered_again_and_a_removed_connection_leaves_none() throws Exception {
        seller.updates().hooks().forEach(seller.updates()::remove);
        flyUntil(() -> Json.MAPPER.valueToTree(seller.updates().hooks().size()), hooks -> hooks.asInt() == 1);

        shop.call("DELETE", connection, null);
        shop.until(() -> Json.MAPPER.valueToTree(seller.updates().hooks().size()), hooks -> hooks.asInt() == 0);
    }

    @Test
    void what_is_written_in_avito_itself_is_shown() throws Exception {
        anna.writes("Hello");
        untilMessages(1);
        anna.hearsFromOutside("Good day, this is Olga");
        untilMessages(2);

        rounds(3);
        assertThat(shop.messages().get(1).get("author").get("kind").asString()).isEqualToIgnoringCase("outside");
        assertThat(shop.texts()).containsExactly("Hello", "Good day, this is Olga");
    }

    @Test
    void messages_are_taken_back_by_both_sides() throws Exception {
        var said = anna.writes("Forget it").bubble();
        untilMessages(1);
        shop.reply("k1", Map.of("text", "What?"));
        untilStatus(1, "sent");

        anna.deletes(said);
        shop.until(
                () -> shop.messages().get(0),
                message -> !message.path("deletedAt").isMissingNode()
                        && !message.path("deletedAt").isNull());
        var path =
                shop.inProject("/conversations/" + shop.conversation().get("id").asLong() + "/messages/");
        shop.call("DELETE", path + shop.messages().get(1).get("seq").asLong(), null);
        flyUntil(() -> Json.MAPPER.valueToTree(anna.sees().size()), seen -> seen.asInt() == 0);
    }

    @Test
    void a_token_that_ran_out_is_replaced_unnoticed() throws Exception {
        anna.writes("Hello");
        untilMessages(1);
        avito.expireTokens();

        shop.reply("k1", Map.of("text", "one"));
        anna.awaitsText("one");
        assertThat(shop.get(connection).get("health").asString()).isNotEqualTo("broken");
    }

    @Test
    void a_revoked_key_breaks_the_connection_and_nothing_is_lost() throws Exception {
        anna.writes("Are you there?");
        untilMessages(1);
        avito.switchboard().add(Misfortune.unauthorized(), "all", -1, Instant.MAX, 1);

        shop.reply("k1", Map.of("text", "one"));
        shop.until(
                () -> shop.get(connection),
                seen -> seen.get("health").asString().equals("broken"));
        shop.reply("k2", Map.of("text", "two"));
        assertThat(check().get("ok").asBoolean()).isFalse();

        avito.switchboard().calm();
        assertThat(check().get("ok").asBoolean()).isTrue();
        untilStatus(2, "sent");
        assertThat(anna.sees()).containsExactly("one", "two");
    }

    @Test
    void a_lost_answer_is_found_again_by_its_echo() throws Exception {
        anna.writes("Are you there?");
        untilMessages(1);
        avito.switchboard().next(1, new Misfortune.AnswerDropped());

        shop.reply("k1", Map.of("text", "Yes, we are"));
        untilStatus(1, "sent");

        assertThat(anna.sees()).containsExactly("Yes, we are");
        assertThat(shop.messages().size()).isEqualTo(2);
    }

    @Test
    void who_blocked_the_shop_cannot_be_written_to() throws Exception {
        anna.writes("Hello");
        untilMessages(1);
        anna.blocks();

        shop.reply("k1", Map.of("text", "?"));
        untilStatus(1, "failed");

        assertThat(shop.conversation().get("client").get("blocked").asBoolean()).isTrue();
    }
}
