package io.besedka.channel.viber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Intake;
import io.besedka.channel.WebhookRequest;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.json.Json;
import io.besedka.platform.secret.Secret;
import io.besedka.platform.secret.Tokens;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViberInboundTest {
    private static final String TOKEN = "445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9";
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant SENT = Instant.ofEpochMilli(1780000001500L);
    private static final String ID = "5741311803571721999";
    private static final Files NO_FILES = (project, file) -> {
        throw new FileNotFoundException();
    };
    private static final String MESSAGE = """
            {"event":"message","timestamp":1780000001500,"chat_hostname":"SN-CHAT-01_","message_token":5741311803571721999,
             "sender":{"id":"q8Zp1w4L5c0TtQ==","name":"Oleg","avatar":"https://media.viber.example/a.jpg","country":"RU","language":"ru","api_version":10},
             "message":%s,"silent":false}""";
    private static final String STARTED = """
            {"event":"conversation_started","timestamp":1780000001500,"message_token":5741311803571721999,"type":"open","context":"site42",
             "user":{"id":"q8Zp1w4L5c0TtQ==","name":"Oleg","language":"ru"},"subscribed":%s}""";
    private static final String ABOUT =
            "{\"event\":\"%s\",\"timestamp\":1780000001500,\"message_token\":5741311803571721999,\"user_id\":\"q8Zp1w4L5c0TtQ==\"}";

    private final ViberAdapter adapter = new ViberAdapter(ViberAdapter.HOSTED, NO_FILES, new MovableClock(NOW));
    private final Connection connection = connection(Map.of());

    private static Connection connection(Map<String, String> settings) {
        return new Connection(3, 8, "viber", "Shop", false, settings, Map.of("token", new Secret(TOKEN)));
    }

    @Test
    void a_text_comes_with_its_client_and_its_id_keeps_all_digits() {
        var input = taken(message("{\"type\":\"text\",\"text\":\"Is delivery free?\"}"))
                .inputs()
                .getFirst();

        assertThat(input.act()).isEqualTo(new Act.Wrote(ID, Content.text("Is delivery free?"), null, null, SENT));
        assertThat(input.address())
                .isEqualTo(new Address.OfClient(
                        3,
                        8,
                        "q8Zp1w4L5c0TtQ==",
                        new Profile("Oleg", null, "ru", null, null).withAvatar("https://media.viber.example/a.jpg")));
    }

    @Test
    void a_token_told_as_a_text_is_the_same() {
        var asText = message("{\"type\":\"text\",\"text\":\"Hi\"}").replace(ID, "\"" + ID + "\"");

        assertThat(act(asText))
                .isInstanceOfSatisfying(
                        Act.Wrote.class, wrote -> assertThat(wrote.externalId()).isEqualTo(ID));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"picture","media":"https://m.example/1.jpg","text":"My vase","file_name":"v.jpg","size":150000} | PHOTO | v.jpg | image/jpeg | 150000 | 0
            {"type":"video","media":"https://m.example/1.jpg","size":7,"duration":12} | VIDEO | | video/mp4 | 7 | 12
            {"type":"file","media":"https://m.example/1.jpg","file_name":"order.pdf","size":99} | FILE | order.pdf | | 99 | 0
            {"type":"sticker","media":"https://m.example/1.jpg","sticker_id":46105} | STICKER | | | 0 | 0
            """)
    void every_kind_of_file_is_known_by_its_address(
            String message, Media media, String name, String mime, long size, int seconds) {
        assertThat(content(message).attachments())
                .containsExactly(new Attachment(media, 0, "https://m.example/1.jpg", name, mime, size, 0, 0, seconds));
    }

    @Test
    void a_pictures_caption_is_the_text() {
        assertThat(content("{\"type\":\"picture\",\"media\":\"https://m.example/1.jpg\",\"text\":\"My vase\"}")
                        .text())
                .isEqualTo("My vase");
    }

    @Test
    void places_links_and_what_nobody_knows() {
        assertThat(content(
                                "{\"type\":\"location\",\"location\":{\"lat\":55.751,\"lon\":37.618,\"address\":\"Green street 1\"}}")
                        .parts())
                .containsExactly(new Part.Location(55.751, 37.618, null, "Green street 1"));
        assertThat(content("{\"type\":\"location\",\"location\":{\"lat\":155,\"lon\":37}}")
                        .parts())
                .containsExactly(new Part.Unsupported("location"));
        assertThat(content("{\"type\":\"url\",\"media\":\"https://shop.example\"}")
                        .text())
                .isEqualTo("https://shop.example");
        assertThat(content("{\"type\":\"poll\"}").parts()).containsExactly(new Part.Unsupported("poll"));
        assertThat(content("{\"type\":\"picture\"}").parts()).containsExactly(new Part.Unsupported("picture"));
    }

    @Test
    void a_contact_is_the_clients_own_only_when_we_asked_and_the_name_is_the_clients() {
        var card = "{\"type\":\"contact\",\"contact\":{\"name\":\"%s\",\"phone_number\":\"79990000101\"}%s}";
        var asked = ",\"tracking_data\":\"phone\"";

        assertThat(content(card.formatted("Oleg", asked)).parts())
                .containsExactly(new Part.ContactCard("+79990000101", "Oleg", null, true));
        assertThat(profile(message(card.formatted("Oleg", asked))).phone()).isEqualTo("+79990000101");
        assertThat(content(card.formatted("Ivan", asked)).parts())
                .containsExactly(new Part.ContactCard("+79990000101", "Ivan", null, false));
        assertThat(content(card.formatted("Oleg", "")).parts())
                .containsExactly(new Part.ContactCard("+79990000101", "Oleg", null, false));
        assertThat(profile(message(card.formatted("Oleg", ""))).phone()).isNull();
    }

    @Test
    void our_buttons_key_is_a_press_and_a_silent_address_is_nothing() {
        var press = message("{\"type\":\"text\",\"text\":\"b12.0\"}").replace("false}", "true}");
        assertThat(act(press)).isEqualTo(new Act.Pressed(ID, "b12.0", null, SENT));

        var opened =
                message("{\"type\":\"text\",\"text\":\"https://shop.example\"}").replace("false}", "true}");
        assertThat(taken(opened).inputs()).isEmpty();
        assertThat(taken(opened).skipped()).containsExactly("message");
    }

    @Test
    void statuses_name_our_message() {
        assertThat(act(ABOUT.formatted("delivered"))).isEqualTo(new Act.Reported(ID, DeliveryStatus.DELIVERED, null));
        assertThat(act(ABOUT.formatted("seen"))).isEqualTo(new Act.Reported(ID, DeliveryStatus.READ, null));
        var failed = ABOUT.formatted("failed").replace("}", ",\"desc\":\"keyboard is not valid\"}");
        assertThat(act(failed)).isEqualTo(new Act.Reported(ID, DeliveryStatus.FAILED, "keyboard is not valid"));
        assertThat(profile(failed)).isEqualTo(Profile.UNKNOWN);
    }

    @Test
    void who_unsubscribes_is_blocked_until_subscribed_again() {
        assertThat(act(ABOUT.formatted("unsubscribed"))).isEqualTo(new Act.Blocked(true));
        assertThat(act(STARTED.formatted("false").replace("conversation_started", "subscribed")))
                .isEqualTo(new Act.Blocked(false));
    }

    @Test
    void a_newcomer_gets_the_welcome_and_it_keeps_the_links_mark_for_the_first_message() {
        var welcoming = connection(Map.of("welcome", "Hello! Ask us anything.", "sender", "Flowers"));
        var taken = (Intake.Taken) receive(welcoming, STARTED.formatted("false"));

        assertThat(taken.inputs()).isEmpty();
        assertThat(taken.skipped()).isEmpty();
        var answer = Json.tree(taken.reply().body());
        assertThat(answer).isEqualTo(Json.MAPPER.readTree("""
                        {"min_api_version":1,"sender":{"name":"Flowers"},"type":"text","text":"Hello! Ask us anything.","tracking_data":"tag:site42"}"""));
        var first = act(message("{\"type\":\"text\",\"text\":\"Hi\",\"tracking_data\":\"tag:site42\"}"));
        assertThat(first).isEqualTo(new Act.Wrote(ID, Content.text("Hi"), null, "site42", SENT));
    }

    @Test
    void without_a_welcome_nothing_is_said_and_a_subscriber_who_follows_a_link_has_written() {
        assertThat(taken(STARTED.formatted("false")).reply()).isEqualTo(Intake.Reply.OK);
        assertThat(act(STARTED.formatted("true")))
                .isEqualTo(new Act.Wrote(ID, Content.text("/start site42"), null, "site42", SENT));
    }

    @Test
    void the_test_event_is_taken_and_unknown_events_are_skipped() {
        assertThat(taken("{\"event\":\"webhook\",\"timestamp\":1780000000123,\"message_token\":57}"))
                .isEqualTo(new Intake.Taken(List.of(), List.of(), Intake.Reply.OK));
        assertThat(taken("{\"event\":\"client_status\"}").skipped()).containsExactly("client_status");
        assertThat(taken("{\"event\":\"<b>\"}").skipped()).containsExactly("unknown");
        assertThat(taken("{}").skipped()).containsExactly("unknown");
    }

    @Test
    void only_viber_is_believed() {
        var body = message("{\"type\":\"text\",\"text\":\"Hi\"}").getBytes(StandardCharsets.UTF_8);
        var right = signature(body);

        assertThat(receive(body, right, null)).isInstanceOf(Intake.Taken.class);
        assertThat(receive(body, null, "x=1&sig=" + right)).isInstanceOf(Intake.Taken.class);
        assertThat(receive(body, right.toUpperCase(), null)).isInstanceOf(Intake.Taken.class);
        for (var wrong : new String[] {
            null, "", "zz", right.substring(1), right.replace(right.charAt(0), right.charAt(0) == '0' ? '1' : '0')
        }) {
            assertThat(receive(body, wrong, null))
                    .as("signature %s", wrong)
                    .isInstanceOfSatisfying(
                            Intake.Rejected.class,
                            rejected -> assertThat(rejected.status()).isEqualTo(401));
        }
        body[20]++;
        assertThat(receive(body, right, null)).isInstanceOf(Intake.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "\"text\"", "{", "{\"event\":", "<html>"})
    void what_is_no_json_object_is_refused(String body) {
        assertThat(receive(connection, body))
                .isInstanceOfSatisfying(
                        Intake.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(400));
    }

    /** Random values in random places of every event. */
    @Test
    void damaged_events_are_taken_or_refused_and_never_throw() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var events = List.of(
                message("{\"type\":\"text\",\"text\":\"Hi\",\"tracking_data\":\"tag:x\"}"),
                message(
                        "{\"type\":\"picture\",\"media\":\"https://m.example/1.jpg\",\"file_name\":\"v.jpg\",\"size\":1}"),
                message("{\"type\":\"video\",\"media\":\"https://m.example/1.mp4\",\"size\":7,\"duration\":12}"),
                message("{\"type\":\"contact\",\"contact\":{\"name\":\"I\",\"phone_number\":\"79990000101\"}}"),
                message("{\"type\":\"location\",\"location\":{\"lat\":55.751,\"lon\":37.618}}"),
                STARTED.formatted("true"),
                STARTED.formatted("false"),
                ABOUT.formatted("seen"),
                ABOUT.formatted("unsubscribed"));
        var values = List.of(
                "null",
                "0",
                "-1",
                "1e999",
                "99999999999999999999999",
                "\"\"",
                "\"x\"",
                "[]",
                "{}",
                "true",
                "[[1]]",
                "\"" + "x".repeat(120_000) + "\"");
        for (int i = 0; i < 3_000; i++) {
            var damaged = damaged(
                    events.get(random.nextInt(events.size())), values.get(random.nextInt(values.size())), random);
            assertThatCode(() -> receive(connection, damaged))
                    .as("seed %d: %s", seed, damaged)
                    .doesNotThrowAnyException();
        }
    }

    private static String damaged(String json, String value, Random random) {
        var members = Pattern.compile("(:|\\[)(\"[^\"]*\"|-?[\\d.]+|true|false)")
                .matcher(json)
                .results()
                .toList();
        var hit = members.get(random.nextInt(members.size()));
        return json.substring(0, hit.start(2)) + Matcher.quoteReplacement(value) + json.substring(hit.end(2));
    }

    private static String message(String message) {
        return MESSAGE.formatted(message);
    }

    private Content content(String message) {
        return ((Act.Wrote) act(message(message))).content();
    }

    private Act act(String event) {
        return taken(event).inputs().getFirst().act();
    }

    private Profile profile(String event) {
        return ((Address.OfClient) taken(event).inputs().getFirst().address()).profile();
    }

    private Intake.Taken taken(String event) {
        return (Intake.Taken) receive(connection, event);
    }

    private Intake receive(Connection to, String event) {
        var body = event.getBytes(StandardCharsets.UTF_8);
        return adapter.receive(to, new WebhookRequest("POST", null, name -> signature(body), body));
    }

    private Intake receive(byte[] body, String header, String query) {
        return adapter.receive(connection, new WebhookRequest("POST", query, name -> header, body));
    }

    private static String signature(byte[] body) {
        return HexFormat.of().formatHex(Tokens.sign(TOKEN.getBytes(StandardCharsets.UTF_8), body));
    }
}
