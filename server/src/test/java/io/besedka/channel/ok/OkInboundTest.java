package io.besedka.channel.ok;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.WebhookRequest;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.MovableClock;
import java.io.FileNotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OkInboundTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant SENT = Instant.ofEpochMilli(1780000000123L);
    private static final String PRESSED = """
            {"webhookType":"MESSAGE_CALLBACK","sender":{"user_id":"user:570001"},"recipient":{"chat_id":"chat:C3aa01"},
             "callbackId":"cb-1","payload":"b9.1","mid":"mid:C3aa01.15ce09","timestamp":1780000000123}""";
    private static final String PRESSED_INSIDE = """
            {"webhookType":"MESSAGE_CALLBACK","recipient":{"chat_id":"chat:C3aa01"},"message":{"mid":"mid:C3aa01.15ce09"},
             "callback":{"callback_id":"cb-1","payload":"b9.1","user":{"user_id":"user:570001"}},"timestamp":1780000000123}""";
    private static final String OPENED = """
            {"webhookType":"CHAT_SYSTEM","sender":{"user_id":"user:570001","name":"Nina P"},"recipient":{"chat_id":"chat:C3aa01"},
             "payload":{"ref":"site42"},"timestamp":1780000000123}""";

    private final OkAdapter adapter = new OkAdapter(
            OkAdapter.HOSTED,
            (project, file) -> {
                throw new FileNotFoundException();
            },
            new MovableClock(NOW));
    private final Connection connection = new Connection(3, 8, "ok", "Shop", false, Map.of(), Map.of());

    @Test
    void a_text_comes_with_its_client_and_the_chat_to_answer_in() {
        var update = created("\"text\":\"Hello\"");

        assertThat(taken(update).inputs().getFirst().address())
                .isEqualTo(new Address.OfClient(
                        3, 8, "user:570001", Profile.named("Nina P").withReplyPath("chat:C3aa01")));
        assertThat(act(update)).isEqualTo(new Act.Wrote("mid:C3aa01.15ce01", Content.text("Hello"), null, null, SENT));
        assertThat(act(update.replace("\"webhookType\":\"MESSAGE_CREATED\",", "")))
                .isEqualTo(act(update));
    }

    @Test
    void who_comes_without_a_name_is_still_somebody() {
        var address = (Address.OfClient) taken(created("\"text\":\"x\"").replace(",\"name\":\"Nina P\"", ""))
                .inputs()
                .getFirst()
                .address();

        assertThat(address.profile().name()).isNull();
        assertThat(address.externalId()).isEqualTo("user:570001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"reply_to\":\"mid:C3aa01.15cdff\"", "\"reply_to\":{\"mid\":\"mid:C3aa01.15cdff\"}"})
    void a_reply_names_its_message_in_either_form(String reply) {
        assertThat(((Act.Wrote) act(created("\"text\":\"Yes\"," + reply))).replyTo())
                .isEqualTo("mid:C3aa01.15cdff");
    }

    @ParameterizedTest
    @CsvSource({"IMAGE, PHOTO", "VIDEO, VIDEO", "AUDIO, VOICE", "FILE, FILE", "STICKER, STICKER"})
    void every_kind_of_file_is_known_by_where_it_lies(String type, Media media) {
        var attachment =
                "{\"type\":\"%s\",\"payload\":{\"url\":\"https://i.mycdn.example/x\",\"token\":\"t\"}}".formatted(type);

        for (var form : List.of("\"attachments\":[" + attachment + "]", "\"attachment\":" + attachment)) {
            assertThat(content(form).attachments())
                    .extracting(Attachment::media)
                    .containsExactly(media);
            assertThat(content(form).attachments())
                    .extracting(Attachment::remote)
                    .containsExactly("https://i.mycdn.example/x");
        }
        assertThat(content("\"attachments\":[" + attachment.replace("https://i.mycdn.example/x", "") + "]")
                        .parts())
                .containsExactly(new Part.Unsupported(type.toLowerCase()));
    }

    @Test
    void places_contacts_links_and_what_nobody_knows() {
        var place = new Part.Location(55.7, 37.6, null, null);
        assertThat(parts("LOCATION", "\"lat\":55.7,\"lon\":37.6")).containsExactly(place);
        assertThat(parts("LOCATION", "\"latitude\":55.7,\"longitude\":37.6")).containsExactly(place);
        assertThat(parts("LOCATION", "\"lat\":155.7,\"lon\":37.6")).containsExactly(new Part.Unsupported("location"));
        assertThat(parts("CONTACT", "\"name\":\"Ivan\",\"phone\":\"+79990000202\""))
                .containsExactly(new Part.ContactCard("+79990000202", "Ivan", null, false));
        assertThat(parts("CALL", "\"x\":1")).containsExactly(new Part.Unsupported("call"));
        assertThat(parts("<script>", "\"x\":1")).containsExactly(new Part.Unsupported("unknown"));
        assertThat(content("\"attachments\":[{\"type\":\"SHARE\",\"payload\":{\"url\":\"https://x.example\"}}]"))
                .isEqualTo(Content.text("https://x.example"));
        assertThat(
                        content(
                                "\"text\":\"See https://x.example\",\"attachments\":[{\"type\":\"SHARE\",\"payload\":{\"url\":\"https://x.example\"}}]"))
                .isEqualTo(Content.text("See https://x.example"));
    }

    @Test
    void a_press_is_read_in_every_form_it_may_have() {
        var press = new Act.Pressed("cbcb-1", "b9.1", "mid:C3aa01.15ce09", SENT);

        assertThat(act(PRESSED)).isEqualTo(press);
        assertThat(act(PRESSED.replace("callbackId", "callback_id"))).isEqualTo(press);
        assertThat(act(PRESSED_INSIDE)).isEqualTo(press);
        assertThat(taken(PRESSED_INSIDE).inputs().getFirst().address())
                .isEqualTo(new Address.OfClient(3, 8, "user:570001", Profile.UNKNOWN.withReplyPath("chat:C3aa01")));
        assertThat(((Act.Pressed) act(PRESSED.replace("\"callbackId\":\"cb-1\",", ""))).externalId())
                .isEqualTo("cbmid:C3aa01.15ce09@1780000000123");
    }

    @Test
    void who_opened_the_chat_by_a_marked_link_has_started_with_the_mark() {
        assertThat(act(OPENED))
                .isEqualTo(new Act.Wrote("start1780000000123", Content.text("/start site42"), null, "site42", SENT));
        assertThat(act(OPENED.replace("\"payload\":{\"ref\":\"site42\"}", "\"ref\":\"site42\"")))
                .isEqualTo(act(OPENED));
    }

    @Test
    void a_time_that_is_none_is_now() {
        for (var time : List.of("0", "-5", "\"x\"", "9e99", "253402300800000")) {
            assertThat(((Act.Wrote) act(created("\"text\":\"x\"").replace("1780000000123", time))).sentAt())
                    .as(time)
                    .isEqualTo(NOW);
        }
    }

    @Test
    void the_groups_own_words_and_other_kinds_are_counted_and_answered_with_200() {
        assertSkipped(created("\"text\":\"x\"").replace("user:570001", "group:55001"), "message_created");
        assertSkipped(created("\"text\":\" \""), "message_created");
        assertSkipped(created("\"text\":\"x\"").replace("mid:C3aa01.15ce01", ""), "message_created");
        assertSkipped(created("\"text\":\"" + "x".repeat(Content.TEXT_LIMIT + 1) + "\""), "message_created.too_long");
        assertSkipped(PRESSED.replace("b9.1", ""), "message_callback");
        assertSkipped(OPENED.replace("site42", ""), "chat_system");
        assertSkipped(OPENED.replace("CHAT_SYSTEM", "CHAT_DREAM"), "chat_dream");
        assertSkipped(OPENED.replace("CHAT_SYSTEM", "<script>"), "unknown");
        assertSkipped("{}", "unknown");
    }

    /** The ids become parts of the addresses we call. */
    @Test
    void an_id_that_would_lead_elsewhere_is_nobodys() {
        assertSkipped(
                created("\"text\":\"x\"").replace("user:570001", "user:1/../me").replace("chat:C3aa01", "chat:?a=b"),
                "message_created");
        var safe = (Address.OfClient) taken(created("\"text\":\"x\"").replace("chat:C3aa01\"}", "chat:C3/../x\"}"))
                .inputs()
                .getFirst()
                .address();
        assertThat(safe.profile().replyPath()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "{} x", "not json"})
    void what_is_not_an_event_is_refused(String body) {
        assertThat(receive("POST", body))
                .isInstanceOfSatisfying(
                        Intake.Rejected.class, no -> assertThat(no.status()).isEqualTo(400));
    }

    @Test
    void events_are_posted() {
        assertThat(receive("GET", PRESSED))
                .isInstanceOfSatisfying(
                        Intake.Rejected.class, no -> assertThat(no.status()).isEqualTo(405));
    }

    @Test
    void no_damage_to_an_event_makes_it_throw() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var values =
                List.of("null", "true", "-1", "1e400", "99999999999999999999", "\"\"", "\"x\"", "[]", "[[]]", "{}");
        var rich = created("\"text\":\"a\",\"reply_to\":\"mid:1\",\"attachments\":["
                + "{\"type\":\"FILE\",\"payload\":{\"url\":\"https://f.example/1\",\"name\":\"a\",\"size\":9,\"width\":1,\"duration\":2}},"
                + "{\"type\":\"CONTACT\",\"payload\":{\"name\":\"a\",\"phone\":\"1\"}},{\"type\":\"MUSIC\",\"payload\":{\"url\":\"https://m.example\"}},"
                + "{\"type\":\"LOCATION\",\"payload\":{\"lat\":1,\"lon\":2}}]");
        for (var original : List.of(rich, PRESSED, PRESSED_INSIDE, OPENED)) {
            for (int round = 0; round < 500; round++) {
                var damaged = damaged(original, values.get(random.nextInt(values.size())), random);
                assertThat(receive("POST", damaged))
                        .as("seed %d: %s", seed, damaged)
                        .isNotNull();
            }
        }
    }

    /** Puts another value in place of one that follows some member's name. */
    private static String damaged(String json, String value, Random random) {
        var members = json.split("(?<=\":)");
        int at = 1 + random.nextInt(members.length - 1);
        members[at] =
                members[at].replaceFirst("^(\"[^\"]*\"|-?[0-9.]+|true|false|null)", Matcher.quoteReplacement(value));
        return String.join("", members);
    }

    private void assertSkipped(String event, String kind) {
        var taken = taken(event);
        assertThat(taken.inputs()).isEmpty();
        assertThat(taken.skipped()).containsExactly(kind);
        assertThat(taken.reply().status()).isEqualTo(200);
    }

    private static String created(String message) {
        return """
                {"webhookType":"MESSAGE_CREATED","sender":{"user_id":"user:570001","name":"Nina P"},"recipient":{"chat_id":"chat:C3aa01"},\
                "message":{"seq":982110001,"mid":"mid:C3aa01.15ce01",%s},"timestamp":1780000000123}""".formatted(message);
    }

    private List<Part> parts(String type, String payload) {
        return content("\"attachments\":[{\"type\":\"%s\",\"payload\":{%s}}]".formatted(type, payload))
                .parts();
    }

    private Content content(String message) {
        return ((Act.Wrote) act(created(message))).content();
    }

    private Act act(String event) {
        return taken(event).inputs().getFirst().act();
    }

    private Intake.Taken taken(String event) {
        return (Intake.Taken) receive("POST", event);
    }

    private Intake receive(String method, String body) {
        return adapter.receive(connection, new WebhookRequest(method, null, name -> null, body.getBytes(UTF_8)));
    }
}
