package io.besedka.api.salebot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=x-y";

    private static String part(String disposition, String value) {
        return "--x-y\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value + "\r\n";
    }

    private static String read(String body) {
        return Multipart.read(TYPE, body.getBytes(UTF_8)).toString();
    }

    @Test
    void texts_are_the_fields_of_a_form() {
        var body = part("name=\"client_id\"", "5")
                + part("name=message", "Привет,\r\nмир --x-y")
                + part("name=\"list[]\"", "1")
                + part("name=\"list[]\"", "2")
                + part("name=\"variables[size]\"", "")
                + "--x-y\r\nContent-Type: text/plain; charset=utf-8\r\ncontent-disposition: form-data; name=\"a \\\"b\\\"\"\r\n\r\nc\r\n"
                + "--x-y--\r\nafterwards";

        assertThat(read(body))
                .isEqualTo(
                        "{\"client_id\":\"5\",\"message\":\"Привет,\\r\\nмир --x-y\",\"list\":[\"1\",\"2\"],\"variables\":{\"size\":\"\"},\"a \\\"b\\\"\":\"c\"}");
        assertThat(read("--x-y--")).isEqualTo("{}");
        assertThat(Multipart.read("Multipart/Form-Data; boundary=\"x-y\"", "--x-y--".getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void a_file_is_refused_by_a_sentence_that_says_what_to_send() {
        for (var disposition :
                new String[] {"name=\"f\"; filename=\"a.txt\"", "filename*=UTF-8''a; name=f", "name=f; filename=\"\""
                }) {
            assertThatThrownBy(() -> read(part(disposition, "bytes") + "--x-y--"))
                    .as(disposition)
                    .hasMessageContaining("attachment_url");
        }
        assertThat(read(part("name=\"filename\"", "a.txt") + "--x-y--")).isEqualTo("{\"filename\":\"a.txt\"}");
    }

    @Test
    void what_is_cut_or_made_up_is_refused_and_breaks_nothing() {
        var whole = part("name=\"a\"", "1") + part("name=\"b[]\"", "2") + "--x-y--";
        for (int cut = 0; cut < whole.length() - 2; cut++) {
            var body = whole.substring(0, cut);
            assertThatThrownBy(() -> read(body)).as(body).isInstanceOf(Failed.class);
        }
        assertThatThrownBy(() -> Multipart.read("multipart/form-data", whole.getBytes(UTF_8)))
                .isInstanceOf(Failed.class);
        assertThatThrownBy(() -> Multipart.read("multipart/mixed; boundary=x-y", whole.getBytes(UTF_8)))
                .isInstanceOf(Failed.class);
        assertThatThrownBy(() -> read(part("name=\"a\"", "1").repeat(Form.FIELDS + 1) + "--x-y--"))
                .isInstanceOf(Failed.class);
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var junk = whole.getBytes(UTF_8);
            for (int changes = random.nextInt(8); changes >= 0; changes--) {
                junk[random.nextInt(junk.length)] = (byte) random.nextInt(256);
            }
            try {
                Multipart.read(TYPE, junk);
            } catch (Failed refused) {
                assertThat(refused.reply().http()).as("seed " + seed).isEqualTo(400);
            }
        }
    }
}
