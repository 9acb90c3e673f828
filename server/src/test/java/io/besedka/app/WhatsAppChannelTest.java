package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.whatsapp.WhatsAppSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real adapter in a real server against the pretend Cloud API, over real sockets. */
class WhatsAppChannelTest {
    /** A picture of one point. */
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static final String TOKEN = "EAAG-token-of-the-shop";

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private final WhatsAppSimulator whatsapp = WhatsAppSimulator.start(0);
    private final Account number = whatsapp.number("1100220033", "Flower shop", TOKEN, "app-secret");
    private final Person anna = number.person("Anna");
    private final MovableClock clock = new MovableClock(Instant.now());
    private Shop shop;
    private String connection;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true, Map.of("whatsapp", whatsapp.url()), clock);
        var settings = Map.of(
                "phone_number_id", number.id(), "waba_id", number.extra("waba_id"), "app_id", number.extra("app_id"));
        long id = shop.connect("whatsapp", settings, Map.of("token", TOKEN, "app_secret", "app-secret"))
                .get("id")
                .asLong();
        connection = shop.inProject("/connections/" + id);
        check();
    }

    @AfterEach
    void close() {
        shop.close();
        whatsapp.close();
    }

    private JsonNode check() throws Exception {
        return shop.post(connection + "/check", Map.of());
    }

    private void awaitsStatus(int index, String status) throws Exception {
        shop.until(
                shop::messages,
                all -> all.size() > index
                        && status.equals(
                                all.get(index).path("delivery").path("status").asString()));
    }

    private void awaitsError(int index, String code) throws Exception {
        shop.until(
                shop::messages,
                all -> all.path(index)
                        .path("delivery")
                        .path("error")
                        .asString("")
                        .contains(code));
    }

    private JsonNode history() throws Exception {
        return shop.conversation() == null ? null : shop.messages();
    }

    private JsonNode awaitsMessages(int count) throws Exception {
        return shop.until(this::history, all -> all.size() >= count);
    }

    private long upload(String name) throws Exception {
        return Json.MAPPER
                .readTree(shop.upload(shop.inProject("/files"), PNG, name).body())
                .get("fileId")
                .asLong();
    }

    @Test
    void a_text_goes_both_ways_and_its_ticks_come_back() throws Exception {
        anna.writes("Доставка бесплатная? 🌷");
        awaitsMessages(1);
        shop.reply("k1", Map.of("text", "From **3000** roubles, yes.", "markup", true));

        anna.awaitsText("From *3000* roubles, yes.");
        awaitsStatus(1, "delivered");
        anna.reads();
        awaitsStatus(1, "read");
        assertThat(shop.texts().getFirst()).isEqualTo("Доставка бесплатная? 🌷");
        assertThat(shop.conversation().get("client").get("name").asString()).isEqualTo("Anna");
        assertThat(shop.conversation().get("client").get("phone").asString()).isEqualTo(anna.phone());
        anna.awaits(person -> person.messages().getFirst().status() == Bubble.Status.READ);
    }

    @Test
    void a_person_who_hides_the_phone_is_known_by_the_scoped_id() throws Exception {
        whatsapp.hidesPhone(anna);
        anna.writes("Hello");
        awaitsMessages(1);
        shop.reply("k1", Map.of("text", "Good day"));

        anna.awaitsText("Good day");
        awaitsStatus(1, "delivered");
        assertThat(shop.conversation().get("client").get("username").asString()).isEqualTo("anna");
        assertThat(shop.conversation().get("client").has("phone")).isFalse();
    }

    @Test
    void the_conversation_stays_one_when_a_phone_is_hidden_later() throws Exception {
        anna.writes("Hello");
        awaitsMessages(1);
        whatsapp.hidesPhone(anna);
        anna.writes("Again");

        awaitsMessages(2);
        assertThat(shop.texts()).containsExactly("Hello", "Again");
    }

    @Test
    void every_kind_of_file_comes_in_with_its_bytes() throws Exception {
        anna.sends("Like this", Media.photo(PNG));
        anna.sends(Media.video("walk.mp4", PNG));
        anna.sends(Media.audio("song.mp3", PNG));
        anna.sends(Media.voice(PNG));
        anna.sends(Media.file("order.pdf", PNG));
        anna.sends(Media.sticker(PNG));

        var all = awaitsMessages(6);
        assertThat(all.valueStream()
                        .map(message -> message.at("/content/parts/0/media").asString()))
                .containsExactly("PHOTO", "VIDEO", "AUDIO", "VOICE", "FILE", "STICKER");
        assertThat(all.get(0).at("/content/text").asString()).isEqualTo("Like this");
        assertThat(all.get(4).at("/content/parts/0/name").asString()).isEqualTo("order.pdf");
        var path = shop.inProject(
                "/files/" + all.get(3).at("/content/parts/0/fileId").asLong());
        shop.until(() -> Json.MAPPER.valueToTree(shop.download(path).statusCode()), status -> status.asInt() == 200);
        assertThat(shop.download(path).body()).isEqualTo(PNG);
    }

    @Test
    void files_places_and_cards_go_out() throws Exception {
        anna.writes("Show me");
        awaitsMessages(1);
        long file = upload("bouquet.png");
        for (var media : List.of("PHOTO", "FILE")) {
            var part = Map.of("type", "attachment", "media", media, "fileId", file);
            shop.reply(media, Map.of("text", "As a " + media, "parts", List.of(part)));
        }
        shop.reply(
                "place",
                Map.of(
                        "parts",
                        List.of(Map.of("type", "location", "latitude", 55.75, "longitude", 37.61, "title", "Shop"))));
        shop.reply(
                "card",
                Map.of("parts", List.of(Map.of("type", "contact", "phone", "+79990000001", "firstName", "Olga"))));

        anna.awaits(person -> person.sees().size() == 4);
        var ours = anna.messages().stream()
                .filter(Bubble::ours)
                .map(Bubble::content)
                .toList();
        assertThat(ours)
                .filteredOn(content -> !content.attachments().isEmpty())
                .extracting(content ->
                        content.text() + " " + content.attachments().getFirst().kind())
                .containsExactlyInAnyOrder("As a PHOTO PHOTO", "As a FILE FILE");
        assertThat(ours)
                .anyMatch(content ->
                        content.place() != null && content.place().title().equals("Shop"));
        assertThat(ours)
                .anyMatch(content ->
                        content.contact() != null && content.contact().name().equals("Olga"));
    }

    @Test
    void places_and_cards_come_in() throws Exception {
        anna.sendsLocation(55.75, 37.61);
        anna.sendsContact("Ivan", "+79990000002");
        anna.sharesPhone();

        var all = awaitsMessages(3);
        assertThat(all.get(0).at("/content/parts/0/latitude").asDouble()).isEqualTo(55.75);
        assertThat(all.get(1).at("/content/parts/0/firstName").asString()).isEqualTo("Ivan");
        assertThat(all.get(1).at("/content/parts/0/own").asBoolean()).isFalse();
        assertThat(all.get(2).at("/content/parts/0/own").asBoolean()).isTrue();
    }

    @Test
    void a_list_opens_and_the_row_that_was_picked_comes_back() throws Exception {
        anna.writes("Hello");
        awaitsMessages(1);
        var rows = List.of(
                Map.of("id", "courier", "title", "Courier", "description", "1 day"),
                Map.of("id", "self", "title", "Myself"));
        var list =
                Map.of("type", "list", "open", "Ways", "sections", List.of(Map.of("title", "Delivery", "rows", rows)));
        shop.reply("k1", Map.of("text", "How?", "parts", List.of(list)));
        anna.awaitsText("How?");
        assertThat(anna.lastSeen().content().menu().button()).isEqualTo("Ways");
        anna.picks("Myself");

        var press = awaitsMessages(3).get(2).at("/content/parts/0");
        assertThat(press.get("value").asString()).isEqualTo("self");
        assertThat(press.get("index").asInt()).isEqualTo(1);
    }

    @Test
    void one_link_is_a_button_and_a_picture_may_stand_above() throws Exception {
        anna.writes("Hello");
        awaitsMessages(1);
        var link = Map.of("label", "Open the shop", "kind", "URL", "value", "https://shop.example/roses");
        var picture = Map.of("type", "attachment", "media", "PHOTO", "fileId", upload("bouquet.png"));
        shop.reply(
                "k1",
                Map.of(
                        "text",
                        "Roses",
                        "parts",
                        List.of(picture, Map.of("type", "buttons", "inline", true, "lines", List.of(List.of(link))))));

        anna.awaitsText("Roses");
        var seen = anna.lastSeen().content();
        assertThat(seen.attachments()).hasSize(1);
        assertThat(seen.buttons().getFirst().getFirst().url()).isEqualTo("https://shop.example/roses");
    }

    @Test
    void replies_edits_deletions_and_reactions_go_through() throws Exception {
        var written = anna.writes("Do you delivr?").bubble();
        awaitsMessages(1);
        long id = shop.conversation().get("id").asLong();
        var path = shop.inProject("/conversations/" + id + "/messages");
        shop.post(path, Map.of("key", "k1", "content", Map.of("text", "Yes"), "replyTo", 1));
        anna.awaitsText("Yes");
        assertThat(anna.lastSeen().replyTo()).isEqualTo(written.id());
        awaitsStatus(1, "delivered");

        anna.edits(written, "Do you deliver?");
        anna.reacts(anna.lastSeen(), "👍");
        anna.repliesTo(anna.lastSeen(), "Fine");
        var all = shop.until(
                this::history,
                seen -> seen.size() == 3
                        && seen.get(0).at("/content/text").asString().equals("Do you deliver?")
                        && "👍".equals(seen.get(1).path("reaction").asString("")));
        assertThat(all.get(2).get("replyTo").asInt()).isEqualTo(2);
        shop.call("PUT", path + "/3/reaction", Map.of("emoji", "🔥"));
        anna.awaits(person -> person.lastSaid().state().ourReaction().equals("🔥"));
        anna.deletes(anna.lastSaid());
        shop.until(this::history, seen -> seen.get(2).has("deletedAt"));
    }

    @Test
    void what_is_written_in_the_phone_s_own_application_is_shown() throws Exception {
        anna.writes("Hello");
        awaitsMessages(1);
        anna.hearsFromOutside("From my phone");

        var all = awaitsMessages(2);
        assertThat(all.get(1).at("/content/text").asString()).isEqualTo("From my phone");
        assertThat(all.get(1).at("/author/kind").asString()).isNotEqualTo("client");
    }

    @Test
    void outside_the_window_only_a_template_goes() throws Exception {
        whatsapp.template(number, "order_ready", "ru", "Заказ {{1}} готов", "APPROVED");
        anna.writes("Hello");
        awaitsMessages(1);
        clock.advance(Duration.ofHours(25));
        whatsapp.time().advance(Duration.ofHours(25));
        long id = shop.conversation().get("id").asLong();
        var late = shop.send(
                "POST",
                shop.inProject("/conversations/" + id + "/messages"),
                Map.of("key", "k0", "content", Map.of("text", "Too late")));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("window_closed");

        shop.reply("k1", template("order_ready", "123"));
        anna.awaitsText("Заказ 123 готов");
        awaitsStatus(1, "delivered");
        shop.reply("k2", template("no_such"));
        awaitsError(2, "132001");
        shop.reply("k3", template("order_ready"));
        awaitsError(3, "132000");
        assertThat(anna.sees()).containsExactly("Заказ 123 готов");
    }

    private static final String TRACK = """
            [{"type":"HEADER","format":"TEXT","text":"Order {{1}}","example":{"header_text":["1052"]}},
             {"type":"BODY","text":"{{1}}, your order is ready: {{2}}","example":{"body_text":[["Anna","today"]]}},
             {"type":"FOOTER","text":"The shop"},
             {"type":"BUTTONS","buttons":[
               {"type":"URL","text":"Track","url":"https://shop.example/{{1}}","example":["https://shop.example/1052"]},
               {"type":"QUICK_REPLY","text":"Thanks"}]}]""";

    @Test
    void approved_templates_are_listed_for_operators_and_keys() throws Exception {
        whatsapp.approve(number, "track", "ru", TRACK);
        whatsapp.approve(
                number,
                "bouquet",
                "ru",
                "[{\"type\":\"HEADER\",\"format\":\"IMAGE\"},{\"type\":\"BODY\",\"text\":\"Look\"}]");
        whatsapp.approve(number, "named", "ru", "[{\"type\":\"BODY\",\"text\":\"Hello {{first_name}}\"}]");
        whatsapp.template(number, "waiting", "ru", "Order", "PENDING");
        for (int i = 0; i < 120; i++) {
            whatsapp.template(number, "many_" + i, "ru", "Order", "APPROVED");
        }

        var all = shop.get(connection + "/templates").get("templates");

        assertThat(all.valueStream().map(one -> one.get("name").asString()))
                .hasSize(124)
                .startsWith("bouquet", "hello_world", "many_0")
                .doesNotContain("waiting");
        var track = all.get(123);
        assertThat(track.toString())
                .isEqualTo("{\"name\":\"track\",\"language\":\"ru\",\"category\":\"utility\","
                        + "\"header\":{\"text\":\"Order {{1}}\",\"places\":1,\"example\":\"1052\"},"
                        + "\"text\":\"{{1}}, your order is ready: {{2}}\",\"places\":2,\"examples\":[\"Anna\",\"today\"],"
                        + "\"footer\":\"The shop\",\"buttons\":["
                        + "{\"kind\":\"URL\",\"label\":\"Track\",\"value\":\"https://shop.example/{{1}}\",\"places\":1,\"example\":\"1052\"},"
                        + "{\"kind\":\"TEXT\",\"label\":\"Thanks\",\"value\":\"\",\"places\":0}],\"usable\":true}");
        assertThat(all.get(0).at("/header/media").asString()).isEqualTo("PHOTO");
        assertThat(all.get(122).get("usable").asBoolean()).as("named places").isFalse();
        assertThat(shop.send("GET", shop.inProject("/connections/999/templates"), null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_channel_without_templates_and_a_provider_that_tells_none_say_so() throws Exception {
        long telegram = shop.connectTelegram().get("id").asLong();
        var none = shop.send("GET", shop.inProject("/connections/" + telegram + "/templates"), null);
        assertThat(none.statusCode()).isEqualTo(409);
        assertThat(none.body()).contains("channel_cannot");

        whatsapp.revoke(number);
        var refused = shop.send("GET", connection + "/templates", null);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("provider_unavailable").doesNotContain(TOKEN);
    }

    @Test
    void a_template_with_header_and_buttons_is_kept_as_it_was_read_and_its_reply_is_a_press() throws Exception {
        whatsapp.approve(number, "track", "ru", TRACK);
        anna.writes("Hello");
        awaitsMessages(1);
        clock.advance(Duration.ofHours(25));
        whatsapp.time().advance(Duration.ofHours(25));

        shop.reply("k1", Map.of("parts", List.of(track())));
        shop.reply("k1", Map.of("text", "said otherwise", "parts", List.of(track())));
        anna.awaitsText("Order 1052\nAnna, your order is ready: today\nThe shop");
        awaitsStatus(1, "delivered");
        assertThat(anna.lastSeen().content().buttons().getFirst().getFirst().url())
                .isEqualTo("https://shop.example/1052");
        assertThat(shop.texts()).containsExactly("Hello", "Anna, your order is ready: today");

        anna.presses("Thanks");
        var press = awaitsMessages(3).get(2);
        assertThat(press.at("/content/text").asString()).isEqualTo("Thanks");
        assertThat(press.at("/content/parts/0/value").asString()).isEqualTo("thanked");
    }

    private static Map<String, Object> track() {
        var buttons = List.of(
                Map.of("index", 0, "kind", "URL", "value", "1052"),
                Map.of("index", 1, "kind", "TEXT", "label", "Thanks", "value", "thanked"));
        return Map.of(
                "type",
                "template",
                "name",
                "track",
                "language",
                "ru",
                "parameters",
                List.of("Anna", "today"),
                "header",
                Map.of("text", "1052"),
                "buttons",
                buttons);
    }

    @Test
    void a_template_with_a_picture_shows_it() throws Exception {
        whatsapp.approve(
                number,
                "bouquet",
                "ru",
                "[{\"type\":\"HEADER\",\"format\":\"IMAGE\"},{\"type\":\"BODY\",\"text\":\"Look\"}]");
        anna.writes("Hello");
        awaitsMessages(1);
        var header = Map.of("media", "PHOTO", "link", whatsapp.url() + "/avatars/7.png");
        shop.reply(
                "k1",
                Map.of(
                        "parts",
                        List.of(Map.of("type", "template", "name", "bouquet", "language", "ru", "header", header))));

        anna.awaitsText("Look");
        anna.awaits(person ->
                !person.lastSeen().content().attachments().getFirst().fileId().isEmpty());
    }

    @Test
    void a_template_of_the_wrong_shape_is_not_taken() throws Exception {
        anna.writes("Hello");
        awaitsMessages(1);
        var path =
                shop.inProject("/conversations/" + shop.conversation().get("id").asLong() + "/messages");
        for (var wrong : List.of(
                Map.of("name", "t"),
                Map.of("name", "t", "language", "ru", "parameters", List.of(" ")),
                Map.of("name", "t", "language", "ru", "header", Map.of()),
                Map.of("name", "t", "language", "ru", "header", Map.of("text", "a", "link", "https://x.example")),
                Map.of("name", "t", "language", "ru", "header", Map.of("media", "VOICE", "link", "https://x.example")),
                Map.of("name", "t", "language", "ru", "header", Map.of("media", "PHOTO", "link", "ftp://x.example")),
                Map.of(
                        "name",
                        "t",
                        "language",
                        "ru",
                        "buttons",
                        List.of(Map.of("index", 10, "kind", "URL", "value", "x"))),
                Map.of(
                        "name",
                        "t",
                        "language",
                        "ru",
                        "buttons",
                        List.of(Map.of("index", 0, "kind", "PHONE", "value", "x"))),
                Map.of(
                        "name",
                        "t",
                        "language",
                        "ru",
                        "buttons",
                        List.of(Map.of("index", 0, "kind", "TEXT", "value", "x"))))) {
            var part = new java.util.TreeMap<String, Object>(wrong);
            part.put("type", "template");
            var answer =
                    shop.send("POST", path, Map.of("key", "k", "content", Map.of("text", "", "parts", List.of(part))));
            assertThat(answer.statusCode()).as("%s: %s", wrong, answer.body()).isEqualTo(422);
        }
    }

    @Test
    void a_window_that_closed_earlier_at_whatsapp_fails_at_once_or_by_a_status() throws Exception {
        anna.writes("Hello");
        awaitsMessages(1);
        whatsapp.time().advance(Duration.ofHours(25));
        shop.reply("k1", Map.of("text", "Too late"));
        awaitsError(1, "131047");

        whatsapp.windowClosesLate(true);
        shop.reply("k2", Map.of("text", "Much too late"));
        awaitsError(2, "131047");
        awaitsStatus(2, "failed");
        assertThat(anna.sees()).isEmpty();
    }

    @Test
    void whoever_blocked_us_is_known_by_a_failed_status() throws Exception {
        anna.writes("Hello");
        awaitsMessages(1);
        anna.blocks();
        shop.reply("k1", Map.of("text", "Are you there?"));

        awaitsError(1, "131026");
        awaitsStatus(1, "failed");
        assertThat(anna.sees()).isEmpty();
        assertThat(shop.conversation().at("/client/blocked").asBoolean()).isTrue();

        anna.unblocks();
        anna.writes("I am back");
        awaitsMessages(3);
        shop.reply("k2", Map.of("text", "Welcome"));
        anna.awaitsText("Welcome");
    }

    /** A gateway had perhaps passed the message on: it is not sent again by itself. */
    @Test
    void an_answer_that_leaves_doubt_is_a_question_for_an_operator() throws Exception {
        anna.writes("Hello");
        awaitsMessages(1);
        whatsapp.switchboard()
                .add(new Misfortune.Refused(502, "Bad Gateway", Duration.ZERO), "messages", 1, Instant.MAX, 1);
        shop.reply("k1", Map.of("text", "Once"));
        awaitsStatus(1, "unknown");

        shop.reply("k2", Map.of("text", "Twice"));
        anna.awaitsText("Twice");
        assertThat(anna.sees()).containsExactly("Twice");
    }

    @Test
    void statuses_in_any_order_never_go_back() throws Exception {
        anna.writes("Hello");
        awaitsMessages(1);
        whatsapp.switchboard().add(new Misfortune.Reordered(), "status", 2, Instant.MAX, 1);
        shop.reply("k1", Map.of("text", "One"));
        anna.awaitsText("One");
        anna.reads();

        awaitsStatus(1, "read");
    }

    @Test
    void the_watchdog_registers_again_what_somebody_took_away() throws Exception {
        whatsapp.unsubscribe(number);
        assertThat(number.updates().hooks()).isEmpty();
        check();

        anna.writes("Hello");
        awaitsMessages(1);
        shop.send("DELETE", connection, null);
    }

    /** WhatsApp tries the address while it is registered, so the server must listen by then. */
    @Test
    void what_was_taken_away_while_the_server_was_down_is_registered_at_its_start() throws Exception {
        shop.stop();
        whatsapp.unsubscribe(number);

        shop.start();

        shop.until(() -> Json.MAPPER.valueToTree(number.updates().hooks().size()), hooks -> hooks.asInt() == 1);
    }

    private static Map<String, Object> template(String name, String... parameters) {
        return Map.of(
                "parts",
                List.of(Map.of("type", "template", "name", name, "language", "ru", "parameters", List.of(parameters))));
    }
}
