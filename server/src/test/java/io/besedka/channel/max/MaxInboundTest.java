package io.besedka.channel.max;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
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
import io.besedka.platform.secret.Secret;
import java.io.FileNotFoundException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaxInboundTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Files NO_FILES = (project, file) -> {
        throw new FileNotFoundException();
    };
    private static final String VERA = """
            {"user_id":81001,"first_name":"Vera","last_name":"S","username":null,"is_bot":false,"last_activity_time":1780000000000,"name":"Vera S"}""";
    private static final String STARTED = """
            {"update_type":"bot_started","timestamp":1780000000123,"chat_id":55501,"user":%s,"payload":"site42","user_locale":"ru"}""".formatted(VERA);
    private static final String PRESSED = """
            {"update_type":"message_callback","timestamp":1780000000200,"user_locale":"ru",
             "callback":{"timestamp":1780000000190,"callback_id":"f9LH-x_1","payload":"b9.1","user":%s},
             "message":{"recipient":{"chat_id":55501,"chat_type":"dialog","user_id":81001},"body":{"mid":"mid.0001","seq":1,"text":"Choose"}}}""".formatted(VERA);
    private static final String REMOVED = """
            {"update_type":"message_removed","timestamp":1780000000300,"message_id":"mid.0002","chat_id":55501,"user_id":81001}""";

    private final MaxAdapter adapter = new MaxAdapter(MaxAdapter.HOSTED, NO_FILES, new MovableClock(NOW));
    private final Connection connection = new Connection(
            3,
            8,
            "max",
            "Shop",
            false,
            Map.of(),
            Map.of("token", new Secret("t0ken"), "webhook_secret", new Secret("s-1")));

    @Test
    void a_text_comes_with_its_client_and_the_dialog_to_type_in() {
        var update = created("\"text\":\"Hello\",\"markup\":[{\"type\":\"strong\",\"from\":0,\"length\":5}]");

        assertThat(taken(update).inputs().getFirst().address())
                .isEqualTo(new Address.OfClient(
                        3, 8, "81001", new Profile("Vera S", null, "ru", null, null, "avatar:55501", "55501")));
        assertThat(act(update))
                .isEqualTo(new Act.Wrote(
                        "mid.0002", Content.text("Hello"), null, null, Instant.ofEpochMilli(1780000000100L)));
    }

    @Test
    void a_reply_names_its_message_and_a_forward_says_what_was_forwarded() {
        var reply = created("\"text\":\"Yes\"")
                .replace("\"body\":", "\"link\":{\"type\":\"reply\",\"message\":{\"mid\":\"mid.0001\"}},\"body\":");
        assertThat(((Act.Wrote) act(reply)).replyTo()).isEqualTo("mid.0001");

        var forward = created("\"text\":\"\",\"attachments\":[]")
                .replace(
                        "\"body\":",
                        "\"link\":{\"type\":\"forward\",\"message\":{\"mid\":\"mid.x\",\"text\":\"Half price\"}},\"body\":");
        assertThat(((Act.Wrote) act(forward)).content()).isEqualTo(Content.text("Half price"));
        assertThat(((Act.Wrote) act(forward)).externalId()).isEqualTo("mid.0002");
        var bodiless = forward.replaceAll("\"body\":\\{.*}}", "\"body\":null}}").replace("}}}}", "}}}");
        assertThat(act(bodiless))
                .isInstanceOfSatisfying(
                        Act.Wrote.class, wrote -> assertThat(wrote.externalId()).isEqualTo("mid.x@1780000000100"));
    }

    @Test
    void linked_words_keep_their_addresses() {
        var text = content(
                "\"text\":\"a b c\",\"markup\":[{\"type\":\"link\",\"from\":0,\"length\":1,\"url\":\"https://a.example\"},"
                        + "{\"type\":\"link\",\"from\":4,\"length\":1,\"url\":\"https://c.example\"},{\"type\":\"link\",\"from\":4,\"length\":9,\"url\":\"https://no.example\"}]");

        assertThat(text.text()).isEqualTo("a (https://a.example) b c (https://c.example)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"image","payload":{"photo_id":4,"token":"t","url":"https://i.example/1"}} | PHOTO | https://i.example/1
            {"type":"video","payload":{"url":"https://v.example/1","token":"t1"},"duration":7} | VIDEO | video:t1 https://v.example/1
            {"type":"video","payload":{"token":"t1"}} | VIDEO | video:t1
            {"type":"audio","payload":{"url":"https://a.example/1","token":"t"}} | VOICE | https://a.example/1
            {"type":"file","payload":{"url":"https://f.example/1","token":"t"},"filename":"a.pdf","size":9} | FILE | https://f.example/1
            {"type":"sticker","payload":{"url":"https://s.example/1","code":"c"},"width":9,"height":9} | STICKER | https://s.example/1
            """)
    void every_kind_of_file_is_known_by_where_it_lies(String attachment, Media media, String remote) {
        var files =
                content("\"text\":null,\"attachments\":[" + attachment + "]").attachments();

        assertThat(files).extracting(Attachment::media).containsExactly(media);
        assertThat(files).extracting(Attachment::remote).containsExactly(remote);
    }

    @Test
    void places_previews_and_what_nobody_knows() {
        assertThat(content("\"attachments\":[{\"type\":\"location\",\"latitude\":55.7,\"longitude\":37.6}]")
                        .parts())
                .containsExactly(new Part.Location(55.7, 37.6, null, null));
        assertThat(content("\"attachments\":[{\"type\":\"location\",\"latitude\":1e400,\"longitude\":37.6}]")
                        .parts())
                .containsExactly(new Part.Unsupported("location"));
        assertThat(
                        content(
                                "\"text\":\"See https://x.example\",\"attachments\":[{\"type\":\"share\",\"payload\":{\"url\":\"https://x.example\"}}]"))
                .isEqualTo(Content.text("See https://x.example"));
        assertThat(
                        content(
                                "\"text\":null,\"attachments\":[{\"type\":\"share\",\"payload\":{\"url\":\"https://x.example\"}}]"))
                .isEqualTo(Content.text("https://x.example"));
        assertThat(content("\"attachments\":[{\"type\":\"hologram\",\"payload\":{}}]")
                        .parts())
                .containsExactly(new Part.Unsupported("hologram"));
    }

    @Test
    void a_number_is_ones_own_by_its_owner_or_by_its_hash() throws Exception {
        var vcard = "BEGIN:VCARD\\r\\nVERSION:3.0\\r\\nTEL;TYPE=cell:79990000101\\r\\nFN:Vera S\\r\\nEND:VCARD\\r\\n";
        var hash = hash(vcard.replace("\\r\\n", "\r\n"));

        assertThat(card(vcard, "\"max_info\":{\"user_id\":81001,\"first_name\":\"Vera\"}"))
                .isEqualTo(new Part.ContactCard("+79990000101", "Vera", null, true));
        assertThat(card(vcard, "\"hash\":\"" + hash + "\""))
                .isEqualTo(new Part.ContactCard("+79990000101", "Vera S", null, true));
        assertThat(card(vcard, "\"hash\":\"" + hash.replace('a', 'b').replace('1', '2') + "\"")
                        .own())
                .isFalse();
        assertThat(card(vcard, "\"max_info\":{\"user_id\":7},\"hash\":\"" + hash + "\"")
                        .own())
                .isFalse();
        assertThat(card(vcard, "\"x\":1").own()).isFalse();
        var shared = taken(
                created("\"attachments\":[{\"type\":\"contact\",\"payload\":{\"vcf_info\":\"%s\",\"hash\":\"%s\"}}]"
                        .formatted(vcard, hash)));
        assertThat(((Address.OfClient) shared.inputs().getFirst().address())
                        .profile()
                        .phone())
                .isEqualTo("+79990000101");
    }

    @Test
    void a_start_is_the_command_with_its_payload_as_the_tag() {
        assertThat(act(STARTED))
                .isEqualTo(new Act.Wrote(
                        "start1780000000123",
                        Content.text("/start site42"),
                        null,
                        "site42",
                        Instant.ofEpochMilli(1780000000123L)));
        var plain = (Act.Wrote) act(STARTED.replace("\"payload\":\"site42\",", ""));
        assertThat(plain.content()).isEqualTo(Content.text("/start"));
        assertThat(plain.tag()).isNull();
        assertThat(((Act.Wrote) act(STARTED.replace("site42", "x".repeat(513)))).tag())
                .isNull();
    }

    @Test
    void stopping_editing_and_deleting_are_told() {
        assertThat(act(STARTED.replace("bot_started", "bot_stopped"))).isEqualTo(new Act.Blocked(true));
        assertThat(act(created("\"text\":\"New\"").replace("message_created", "message_edited")))
                .isEqualTo(new Act.Edited("mid.0002", Content.text("New"), Instant.ofEpochMilli(1780000000123L)));
        assertThat(act(REMOVED)).isEqualTo(new Act.Deleted(List.of("mid.0002"), Instant.ofEpochMilli(1780000000300L)));
        assertThat(taken(REMOVED).inputs().getFirst().address())
                .isEqualTo(new Address.OfClient(3, 8, "81001", Profile.UNKNOWN));
    }

    @Test
    void a_press_carries_its_payload_even_where_its_message_is_gone() {
        var at = Instant.ofEpochMilli(1780000000190L);
        assertThat(act(PRESSED)).isEqualTo(new Act.Pressed("cbf9LH-x_1", "b9.1", "mid.0001", at));
        assertThat(act(PRESSED.replaceAll("\"message\":\\{.*}}}", "\"message\":null}")))
                .isEqualTo(new Act.Pressed("cbf9LH-x_1", "b9.1", null, at));
    }

    @Test
    void groups_bots_and_other_kinds_are_counted_and_answered_with_200() {
        assertSkipped(created("\"text\":\"x\"").replace("\"dialog\"", "\"chat\""), "message_created");
        assertSkipped(created("\"text\":\"x\"").replace("\"is_bot\":false", "\"is_bot\":true"), "message_created");
        assertSkipped(created("\"text\":\" \""), "message_created");
        assertSkipped(created("\"text\":\"" + "x".repeat(Content.TEXT_LIMIT + 1) + "\""), "message_created.too_long");
        assertSkipped(PRESSED.replace("\"dialog\"", "\"chat\""), "message_callback");
        assertSkipped(STARTED.replace("bot_started", "dialog_removed"), "dialog_removed");
        assertSkipped("{\"update_type\":\"comment_created\"}", "comment_created");
        assertSkipped("{\"update_type\":\"<script>\"}", "unknown");
        assertSkipped("{}", "unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "{} x", "not json"})
    void what_is_not_an_update_is_refused(String body) {
        assertThat(receive(body.getBytes(UTF_8), "s-1"))
                .isInstanceOfSatisfying(
                        Intake.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(400));
    }

    @Test
    void without_the_right_secret_nothing_is_believed() {
        for (var secret : new String[] {null, "", "s-2", "s-1 "}) {
            assertThat(receive(STARTED.getBytes(UTF_8), secret)).isInstanceOf(Intake.Rejected.class);
        }
        var open = new Connection(3, 8, "max", "Shop", false, Map.of(), Map.of());
        assertThat(adapter.receive(open, new WebhookRequest("POST", null, name -> "", STARTED.getBytes(UTF_8))))
                .isInstanceOf(Intake.Rejected.class);
    }

    @Test
    void no_damage_to_an_update_makes_it_throw() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var values =
                List.of("null", "true", "-1", "1e400", "99999999999999999999", "\"\"", "\"x\"", "[]", "[[]]", "{}");
        var rich = created(
                "\"text\":\"a b\",\"markup\":[{\"type\":\"link\",\"from\":0,\"length\":1,\"url\":\"https://a.example\"}],\"attachments\":["
                        + "{\"type\":\"file\",\"payload\":{\"url\":\"https://f.example/1\"},\"filename\":\"a\",\"size\":9},"
                        + "{\"type\":\"contact\",\"payload\":{\"vcf_info\":\"TEL:1\",\"hash\":\"ab\",\"max_info\":{\"user_id\":1}}},"
                        + "{\"type\":\"location\",\"latitude\":1,\"longitude\":2}]");
        for (var original : List.of(rich, STARTED, PRESSED, REMOVED)) {
            for (int round = 0; round < 500; round++) {
                var damaged = damaged(original, values.get(random.nextInt(values.size())), random);
                assertThat(receive(damaged.getBytes(UTF_8), "s-1"))
                        .as("seed %d: %s", seed, damaged)
                        .isNotNull();
            }
        }
    }

    /** Puts another value in place of one that follows some member's name. */
    private static String damaged(String json, String value, Random random) {
        var members = json.split("(?<=\":)");
        int at = 1 + random.nextInt(members.length - 1);
        members[at] = members[at].replaceFirst(
                "^(\"[^\"]*\"|-?[0-9.]+|true|false|null)", java.util.regex.Matcher.quoteReplacement(value));
        return String.join("", members);
    }

    private void assertSkipped(String update, String kind) {
        var taken = taken(update);
        assertThat(taken.inputs()).isEmpty();
        assertThat(taken.skipped()).containsExactly(kind);
        assertThat(taken.reply().status()).isEqualTo(200);
    }

    private static String created(String body) {
        return """
                {"update_type":"message_created","timestamp":1780000000123,"user_locale":"ru","message":{"sender":%s,\
                "recipient":{"chat_id":55501,"chat_type":"dialog","user_id":90001},"timestamp":1780000000100,\
                "body":{"mid":"mid.0002","seq":2,%s}}}""".formatted(VERA, body);
    }

    private Part.ContactCard card(String vcard, String more) {
        return (Part.ContactCard) content("\"attachments\":[{\"type\":\"contact\",\"payload\":{\"vcf_info\":\"" + vcard
                        + "\"," + more + "}}]")
                .parts()
                .getFirst();
    }

    private static String hash(String vcard) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("t0ken".getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(vcard.getBytes(UTF_8)));
    }

    private Content content(String body) {
        return ((Act.Wrote) act(created(body))).content();
    }

    private Act act(String update) {
        return taken(update).inputs().getFirst().act();
    }

    private Intake.Taken taken(String update) {
        return (Intake.Taken) receive(update.getBytes(UTF_8), "s-1");
    }

    private Intake receive(byte[] body, String secret) {
        return adapter.receive(
                connection,
                new WebhookRequest(
                        "POST", null, name -> name.equalsIgnoreCase("X-Max-Bot-Api-Secret") ? secret : null, body));
    }
}
