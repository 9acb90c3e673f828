package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a program does with an API key: the conversation of a client whom the bot serves, read, answered and settled. */
class ProgramTest {
    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "/start;hello"}, "message": {"text": "Welcome!"}}
            ]}
            """;

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private Shop shop;
    private Program program;
    private io.besedka.simulator.telegram.Person anna;
    private String conversation;

    @BeforeEach
    void anna_has_written() throws Exception {
        shop = new Shop(database.address(), data, true);
        shop.publish(FLOW);
        long id = shop.connectTelegram().get("id").asLong();
        shop.post(shop.inProject("/connections/" + id + "/check"), Map.of());
        program = program("READ_CLIENTS", "CHANGE_CLIENTS");
        anna = shop.bot.person("Anna");
        anna.writes("hello");
        anna.awaitsText("Welcome!");
        shop.until(shop::messages, messages -> messages.size() == 2);
        conversation = "/conversations/" + shop.conversation().get("id").asLong();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private Program program(String... rights) throws Exception {
        var made = shop.post(shop.inProject("/keys"), Map.of("name", "Shop's program", "rights", List.of(rights)));
        return new Program(shop, made.get("secret").asString());
    }

    @Test
    void reads_conversations_messages_connections_and_flows() throws Exception {
        var listed = program.get("/conversations").json().get("conversations");

        assertThat(listed.size()).isEqualTo(1);
        assertThat(program.get(conversation)
                        .json()
                        .at("/conversation/client/name")
                        .asString())
                .isEqualTo("Anna");
        assertThat(program.get(conversation + "/messages")
                        .json()
                        .get("messages")
                        .size())
                .isEqualTo(2);
        assertThat(program.get(conversation + "/scheduled")
                        .json()
                        .get("scheduled")
                        .size())
                .isZero();
        assertThat(program.get("/connections").json().toString())
                .contains("Shop bot")
                .doesNotContain(Shop.TOKEN);
        assertThat(program.get("/flows").json().get("flows").size()).isEqualTo(1);
    }

    @Test
    void its_message_reaches_the_client_and_the_bot_keeps_the_conversation() throws Exception {
        var sent = program.post(
                conversation + "/messages",
                Map.of("key", "1", "content", Map.of("text", "Your roses are on the way.")));

        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.json().at("/message/author/kind").asString()).isEqualTo("api");
        assertThat(sent.json().at("/message/key").asString()).isEqualTo("1");
        anna.awaitsText("Your roses are on the way.");
        assertThat(shop.conversation().at("/owner/kind").asString()).isEqualTo("bot");
        anna.writes("hello");
        anna.awaits(person -> person.sees().stream().filter("Welcome!"::equals).count() == 2);
    }

    @Test
    void changes_and_withdraws_what_it_wrote() throws Exception {
        long seq = program.post(conversation + "/messages", Map.of("key", "1", "content", Map.of("text", "Tomorow")))
                .json()
                .at("/message/seq")
                .asLong();
        anna.awaitsText("Tomorow");

        var changed =
                program.send("PATCH", conversation + "/messages/" + seq, Map.of("content", Map.of("text", "Tomorrow")));
        assertThat(changed.json().at("/message/content/text").asString()).isEqualTo("Tomorrow");
        anna.awaitsText("Tomorrow");

        var withdrawn = program.send("DELETE", conversation + "/messages/" + seq, null);
        assertThat(withdrawn.json().at("/message").has("deletedAt")).isTrue();
    }

    @Test
    void notes_tags_variables_schedules_assigns_closes_and_uploads() throws Exception {
        var note = program.post(conversation + "/notes", Map.of("key", "n", "text", "Paid on the site"));
        assertThat(note.json().at("/message/note").asBoolean()).isTrue();
        assertThat(note.json().at("/message/author/kind").asString()).isEqualTo("api");

        assertThat(program.post(conversation + "/tags", Map.of("add", List.of("paid")))
                        .json()
                        .at("/conversation/tags/0")
                        .asString())
                .isEqualTo("paid");
        assertThat(program.send("PUT", conversation + "/variables", Map.of("bonus", "150"))
                        .status())
                .isEqualTo(200);
        assertThat(program.get(conversation).json().at("/variables/bonus").asString())
                .isEqualTo("150");

        var later = Map.of(
                "key",
                "s",
                "content",
                Map.of("text", "Did you like them?"),
                "at",
                java.time.Instant.now().plusSeconds(3600).toString());
        long scheduled = program.post(conversation + "/scheduled", later)
                .json()
                .at("/scheduled/id")
                .asLong();
        assertThat(program.send("DELETE", conversation + "/scheduled/" + scheduled, null)
                        .status())
                .isEqualTo(204);

        long olga = shop.get("/v1/me").at("/user/id").asLong();
        assertThat(program.post(conversation + "/assign", Map.of("userId", olga))
                        .json()
                        .at("/conversation/owner/kind")
                        .asString())
                .isEqualTo("operator");
        assertThat(program.post(conversation + "/hand-back", Map.of())
                        .json()
                        .at("/conversation/owner/kind")
                        .asString())
                .isEqualTo("bot");
        assertThat(program.post(conversation + "/close", Map.of())
                        .json()
                        .at("/conversation/status")
                        .asString())
                .isEqualTo("closed");

        var file = program.send("POST", "/files", "Price list".getBytes(), "X-File-Name", "prices.txt");
        assertThat(program.send("GET", "/files/" + file.json().get("fileId").asLong(), null)
                        .response()
                        .body())
                .isEqualTo("Price list");
    }

    @Test
    void what_only_a_person_can_do_is_not_for_it() throws Exception {
        assertThat(program.post(conversation + "/take", Map.of()).status()).isEqualTo(403);
        assertThat(program.post(conversation + "/read", Map.of("seq", 1)).status())
                .isEqualTo(403);
        assertThat(program.get("/socket").status()).isEqualTo(403);
        assertThat(program.get("/keys").status()).isEqualTo(403);
        assertThat(program.post("/connections", Map.of("channel", "widget", "name", "Site"))
                        .status())
                .isEqualTo(403);
        assertThat(program.post("/flows", Map.of("name", "Mine")).status()).isEqualTo(403);
    }

    @Test
    void a_right_it_lacks_is_named() throws Exception {
        var reader = program("READ_CLIENTS");
        var stranger = program("READ_CRM");

        var refused = reader.post(conversation + "/messages", Map.of("key", "1", "content", Map.of("text", "Hi")));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().at("/error/message").asString()).contains("CHANGE_CLIENTS");
        assertThat(stranger.get("/conversations").status()).isEqualTo(403);
        assertThat(stranger.get("/clients").status()).isEqualTo(403);
        assertThat(new Program(shop, "bsk_nobody's").get("/conversations").status())
                .isEqualTo(401);
    }

    @Test
    void two_programs_may_count_from_one() throws Exception {
        var other = program("CHANGE_CLIENTS");
        var body = Map.of("key", "1", "content", Map.of("text", "From the first"));

        assertThat(program.post(conversation + "/messages", body).status()).isEqualTo(201);
        assertThat(program.post(conversation + "/messages", body).status()).isEqualTo(200);
        var second = other.post(
                conversation + "/messages", Map.of("key", "1", "content", Map.of("text", "From the second")));
        assertThat(second.status()).isEqualTo(201);
    }
}
