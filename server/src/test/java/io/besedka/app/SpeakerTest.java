package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.simulator.telegram.Person;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The connection's setting {@code show_operator_name}, as clients of a messenger see it. */
class SpeakerTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "hello"}, "message": {"text": "Welcome!"}}
            ]}
            """;

    @TempDir
    Path data;

    private Shop shop;
    private String connection;
    private Person anna;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true);
        shop.publish(FLOW);
        connection = shop.inProject(
                "/connections/" + shop.connectTelegram().get("id").asLong());
        shop.post(connection + "/check", Map.of());
        anna = shop.bot.person("Anna");
        anna.writes("hello");
        anna.awaitsText("Welcome!");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void an_operators_words_come_under_the_operators_name_and_the_bots_do_not() throws Exception {
        shows("true");
        shop.reply("k1", Map.of("text", "Yes, *every* day.", "markup", true));
        anna.awaitsText("Olga:\nYes, every day.");

        assertThat(anna.sees()).containsExactly("Welcome!", "Olga:\nYes, every day.");
        assertThat(shop.texts()).containsExactly("hello", "Welcome!", "Yes, *every* day.");
    }

    @Test
    void an_edit_keeps_the_name() throws Exception {
        shows("true");
        shop.reply("k1", Map.of("text", "Yes"));
        anna.awaitsText("Olga:\nYes");
        shop.until(
                shop::messages,
                messages -> "sent"
                        .equals(messages.get(2).get("delivery").get("status").asString()));

        var message =
                shop.inProject("/conversations/" + shop.conversation().get("id").asLong() + "/messages/3");
        shop.call("PATCH", message, Map.of("content", Map.of("text", "No")));

        anna.awaits(person -> person.sees().contains("Olga:\nNo"));
        assertThat(anna.sees()).containsExactly("Welcome!", "Olga:\nNo");
    }

    @Test
    void without_the_setting_nobody_is_named() throws Exception {
        shop.reply("k1", Map.of("text", "one"));
        anna.awaitsText("one");
        shows("false");
        shop.reply("k2", Map.of("text", "two"));
        anna.awaitsText("two");

        assertThat(anna.sees()).isEqualTo(List.of("Welcome!", "one", "two"));
    }

    private void shows(String value) throws Exception {
        shop.call("PATCH", connection, Map.of("settings", Map.of("show_operator_name", value)));
    }
}
