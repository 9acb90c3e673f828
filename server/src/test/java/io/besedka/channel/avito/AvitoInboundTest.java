package io.besedka.channel.avito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Intake;
import io.besedka.channel.WebhookRequest;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.secret.Secret;
import io.besedka.platform.secret.Tokens;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvitoInboundTest {
    private static final Instant SENT = Instant.ofEpochSecond(1_780_000_000);
    private static final Files NO_FILES = (project, file) -> {
        throw new FileNotFoundException();
    };
    private static final String UPDATE = """
            {"id":"0b1c","version":"v3.0.0","timestamp":1780000000,
             "payload":{"type":"message","value":{"id":"m-71","chat_id":"u2i-AbCd~1","user_id":94235,"author_id":410022,
              "created":1780000000,"published_at":"2026-05-29T10:00:00Z","type":"%s","chat_type":"u2i","item_id":3377001,
              "content":%s,"read":null}}}""";
    private static final String TEXT = UPDATE.formatted("text", "{\"text\":\"Is it available?\"}");

    private final AvitoAdapter adapter =
            new AvitoAdapter(AvitoAdapter.HOSTED, NO_FILES, new MovableClock(Instant.parse("2026-06-01T12:00:00Z")));
    private final Connection connection = connection(Map.of());

    private static Connection connection(Map<String, String> settings) {
        return new Connection(3, 8, "avito", "Shop", false, settings, Map.of("client_secret", new Secret("s3cret")));
    }

    private Intake receive(Connection to, String body, String signature) {
        return adapter.receive(
                to, new WebhookRequest("POST", null, name -> signature, body.getBytes(StandardCharsets.UTF_8)));
    }

    private Intake.Taken taken(String body) {
        return (Intake.Taken) receive(connection, body, null);
    }

    private Content content(String type, String content) {
        return ((Act.Wrote) taken(UPDATE.formatted(type, content))
                        .inputs()
                        .getFirst()
                        .act())
                .content();
    }

    @Test
    void a_text_comes_with_its_chat_and_the_item_it_is_about() {
        var inputs = taken(TEXT).inputs();

        assertThat(inputs.getFirst().act())
                .isEqualTo(new Act.Wrote("m-71", Content.text("Is it available?"), null, null, SENT));
        assertThat(inputs.getFirst().address()).isEqualTo(new Address.OfClient(3, 8, "u2i-AbCd~1", Profile.UNKNOWN));
        assertThat(inputs.get(1).act())
                .isInstanceOfSatisfying(
                        Act.VariablesSet.class,
                        set -> assertThat(set.values()).isEqualTo(Map.of("avito_item_id", "3377001")));
        assertThat(taken(TEXT).inputs()).as("the item is told once").hasSize(1);
    }

    @Test
    void the_largest_image_and_the_voice_by_its_id() {
        var image = content(
                "image",
                "{\"image\":{\"sizes\":{\"140x105\":\"https://i.example/s\",\"1280x960\":\"https://i.example/l\",\"x\":7}}}");
        assertThat(image.parts())
                .containsExactly(Part.Attachment.remote(Media.PHOTO, "https://i.example/l", null, "image/jpeg", 0));

        var voice = content("voice", "{\"voice\":{\"voice_id\":\"v-1\"}}");
        assertThat(voice.parts())
                .containsExactly(Part.Attachment.remote(Media.VOICE, "voice:v-1", null, "audio/mp4", 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            call | {"call":{"status":"missed","target_user_id":1}} | missed call
            call | {"call":{"status":"answered"}} | call
            video | {} | video
            appCall | {} | appCall
            image | {"image":{}} | image
            location | {"location":{"lat":"north"}} | location
            location | {"location":{"lat":155,"lon":1}} | location
            """)
    void what_cannot_be_shown_is_named(String type, String content, String kind) {
        assertThat(content(type, content).parts()).containsExactly(new Part.Unsupported(kind));
    }

    @Test
    void places_links_and_items() {
        assertThat(content(
                                "location",
                                "{\"location\":{\"lat\":55.7,\"lon\":37.6,\"text\":\"Green street 1\",\"title\":\"Moscow\"}}")
                        .parts())
                .containsExactly(new Part.Location(55.7, 37.6, "Moscow", "Green street 1"));
        assertThat(content("link", "{\"link\":{\"text\":\"see\",\"url\":\"https://a.example\"}}")
                        .text())
                .isEqualTo("see\nhttps://a.example");
        assertThat(content(
                                "item",
                                "{\"item\":{\"title\":\"Vase\",\"price_string\":\"700 ₽\",\"item_url\":\"https://a.example/1\"}}")
                        .text())
                .isEqualTo("Vase, 700 ₽\nhttps://a.example/1");
    }

    @Test
    void our_own_message_is_an_echo_and_a_deletion_is_told_once() {
        assertThat(taken(TEXT.replace("410022", "94235")).inputs().getFirst().act())
                .isEqualTo(new Act.Echoed("m-71", Content.text("Is it available?"), SENT));
        var deleted = UPDATE.formatted("deleted", "{}");
        assertThat(taken(deleted).inputs().getFirst().act()).isInstanceOf(Act.Deleted.class);
        assertThat(taken(deleted).inputs()).isEmpty();
    }

    @Test
    void system_lines_are_left_out_where_they_are_not_wanted() {
        var system = UPDATE.formatted("system", "{\"text\":\"A discount!\",\"flow_id\":\"x\"}");

        assertThat(content("system", "{\"text\":\"A discount!\"}").text()).isEqualTo("A discount!");
        assertThat(receive(connection(Map.of("system", "skip")), system, null))
                .isInstanceOfSatisfying(
                        Intake.Taken.class, taken -> assertThat(taken.inputs()).isEmpty());
    }

    @Test
    void what_is_not_for_us_is_skipped_and_counted() {
        assertThat(taken(TEXT.replace("\"u2i\"", "\"a2u\"")).skipped()).containsExactly("a2u");
        assertThat(taken(TEXT.replace("\"type\":\"message\"", "\"type\":\"telepathy\""))
                        .skipped())
                .containsExactly("telepathy");
        assertThat(taken(TEXT.replace("u2i-AbCd~1", "")).skipped()).containsExactly("message");
        assertThat(taken("{}").skipped()).containsExactly("unknown");
    }

    @Test
    void the_signature_counts_where_it_is_to_be_checked() {
        var checking = connection(Map.of("signature", "check"));
        var right = HexFormat.of()
                .formatHex(
                        Tokens.sign("s3cret".getBytes(StandardCharsets.UTF_8), TEXT.getBytes(StandardCharsets.UTF_8)));

        assertThat(receive(checking, TEXT, right)).isInstanceOf(Intake.Taken.class);
        assertThat(receive(connection, TEXT, "0")).isInstanceOf(Intake.Taken.class);
        for (var wrong : new String[] {null, "", "zz", "0".repeat(64)}) {
            assertThat(receive(checking, TEXT, wrong))
                    .isInstanceOfSatisfying(
                            Intake.Rejected.class,
                            rejected -> assertThat(rejected.status()).isEqualTo(401));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "{", "<html>"})
    void what_is_no_json_object_is_refused(String body) {
        assertThat(receive(connection, body, null))
                .isInstanceOfSatisfying(
                        Intake.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(400));
    }

    @Test
    void nothing_posted_is_ever_thrown_back() {
        var values = new String[] {
            "null", "7", "-1", "1e400", "\"\"", "\"" + "x".repeat(3_000) + "\"", "[]", "{}", "true", "[[{}]]"
        };
        var place = Pattern.compile(
                "\"(?:id|chat_id|user_id|author_id|created|type|chat_type|item_id|content|text|payload|value|sizes|lat|voice_id)\":");
        var kinds = new String[] {
            TEXT,
            UPDATE.formatted("image", "{\"image\":{\"sizes\":{\"1x1\":\"https://i.example\"}}}"),
            UPDATE.formatted("voice", "{\"voice\":{\"voice_id\":\"v\"}}"),
            UPDATE.formatted("location", "{\"location\":{\"lat\":1,\"lon\":2}}"),
        };
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            var body = kinds[random.nextInt(kinds.length)];
            var found = place.matcher(body).results().toList();
            var at = found.get(random.nextInt(found.size())).end();
            var damaged =
                    body.substring(0, at) + values[random.nextInt(values.length)] + ",\"was\":" + body.substring(at);
            assertThatCode(() -> receive(connection, damaged, null))
                    .as("seed %d: %s", seed, damaged)
                    .doesNotThrowAnyException();
        }
    }
}
