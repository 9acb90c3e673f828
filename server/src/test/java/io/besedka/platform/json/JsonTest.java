package io.besedka.platform.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    record Note(String text, Instant at) {}

    @Test
    void unknown_members_are_ignored_and_absent_ones_left_out() {
        var note = Json.read("{\"text\":\"да\",\"colour\":\"red\"}".getBytes(UTF_8), Note.class);

        assertThat(note).isEqualTo(new Note("да", null));
        assertThat(Json.text(note)).isEqualTo("{\"text\":\"да\"}");
        assertThat(Json.text(new Note(null, Instant.parse("2026-01-02T03:04:05Z"))))
                .isEqualTo("{\"at\":\"2026-01-02T03:04:05Z\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "nul", "{\"text\":}", "{} {}", "[1,]", "null", "[]", "{\"text\":{}}", "\u0001"})
    void what_is_not_json_of_that_shape_is_refused(String text) {
        assertThatThrownBy(() -> Json.read(text.getBytes(UTF_8), Note.class)).isInstanceOf(BadJson.class);
    }

    @Test
    void a_refusal_says_where_to_look_and_nothing_of_our_parser() {
        assertThatThrownBy(() -> Json.tree("{\n \"a\": x}".getBytes(UTF_8)))
                .hasMessage("malformed at line 2, column 7");
        assertThatThrownBy(() -> Json.tree("{\"a\":NaN}".getBytes(UTF_8)))
                .hasMessageStartingWith("malformed at line 1");
        assertThatThrownBy(() -> Json.tree("{".getBytes(UTF_8))).hasMessageStartingWith("malformed at line 1");
        assertThatThrownBy(() -> Json.tree(nested(Json.DEPTH_LIMIT + 1)))
                .hasMessage("deeper than 64 levels, or too long");
        assertThatThrownBy(() -> Json.read("[]".getBytes(UTF_8), Note.class))
                .hasMessage("a value of another kind was expected");
    }

    @Test
    void broken_utf_8_is_refused() {
        for (var broken : new byte[][] {
            {(byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xFF}, {(byte) 0xD0}
        }) {
            assertThatThrownBy(() -> Json.tree(quoted(broken))).isInstanceOf(BadJson.class);
        }
        assertThatThrownBy(() -> Json.tree("{}".getBytes(UTF_16))).isInstanceOf(BadJson.class);
        assertThatThrownBy(() -> Json.tree(new byte[] {'"', 0, '"'})).isInstanceOf(BadJson.class);
    }

    @Test
    void depth_and_length_have_limits() {
        assertThat(Json.tree(nested(Json.DEPTH_LIMIT))).isNotNull();
        assertThatThrownBy(() -> Json.tree(nested(Json.DEPTH_LIMIT + 1))).isInstanceOf(BadJson.class);
        assertThatThrownBy(() -> Json.tree(nested(100_000))).isInstanceOf(BadJson.class);
        assertThatThrownBy(() -> Json.tree(("\"" + "a".repeat((1 << 20) + 1) + "\"").getBytes(UTF_8)))
                .isInstanceOf(BadJson.class);
    }

    @Test
    void the_zero_character_is_dropped_wherever_it_stands() {
        var tree = Json.tree("{\"te\\u0000xt\":\"\\u0000a\\u0000\\u0000b\\\\u0000\\n\\u0000\"}".getBytes(UTF_8));

        assertThat(tree.get("text").asString()).isEqualTo("ab\\u0000\n");
    }

    @Test
    void dropping_zeros_from_json_equals_dropping_them_from_the_text() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++) {
            var text = new StringBuilder();
            for (var i = random.nextInt(12); i > 0; i--) {
                text.append(new char[] {0, '\\', 'u', '0', 'я', '"', '\n'}[random.nextInt(7)]);
            }
            var json = Json.write(text.toString());

            assertThat(Json.read(json, String.class))
                    .as("seed %d", seed)
                    .isEqualTo(text.toString().replace("\0", ""))
                    .isEqualTo(Texts.clean(text.toString()));
        }
    }

    @Test
    void clean_text_is_returned_as_it_is_and_halves_of_characters_are_replaced() {
        var fine = "Привет";

        assertThat(Texts.clean(fine)).isSameAs(fine);
        assertThat(Texts.clean("a\ud800b😀\0")).isEqualTo("a\uFFFDb😀");
    }

    private static byte[] quoted(byte[] inner) {
        var json = new byte[inner.length + 2];
        json[0] = '"';
        System.arraycopy(inner, 0, json, 1, inner.length);
        json[json.length - 1] = '"';
        return json;
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
    }
}
