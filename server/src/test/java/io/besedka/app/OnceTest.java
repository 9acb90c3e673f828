package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A request with an idempotency key is done once, whatever happens to its answer. */
class OnceTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private Shop shop;
    private Program program;
    private String messages;

    @BeforeEach
    void a_client_is_known() throws Exception {
        shop = new Shop(database.address(), data, true);
        long connection = shop.connect("widget", Map.of(), Map.of()).get("id").asLong();
        program = new Program(shop, secret("READ_CLIENTS", "CHANGE_CLIENTS"));
        var anna = program.post("/clients", Map.of("connectionId", connection, "externalId", "700123", "name", "Anna"));
        messages = "/conversations/" + anna.json().at("/client/id").asLong() + "/messages";
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private String secret(String... rights) throws Exception {
        return shop.post(shop.inProject("/keys"), Map.of("name", "Program", "rights", List.of(rights)))
                .get("secret")
                .asString();
    }

    private static Map<String, Object> saying(String text) {
        return Map.of("content", Map.of("text", text));
    }

    private int said() throws Exception {
        return program.get(messages).json().get("messages").size();
    }

    private int kept() {
        return database.get()
                .jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from idempotency_keys")
                        .mapTo(int.class)
                        .one());
    }

    @Test
    void the_same_request_gets_its_first_answer_again() throws Exception {
        var first = program.once("order-1", messages, saying("Your roses"));
        var second = program.once("order-1", messages, saying("Your roses"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(said()).isEqualTo(1);
    }

    @Test
    void another_request_under_the_key_is_refused() throws Exception {
        program.once("order-1", messages, saying("Your roses"));

        assertThat(program.once("order-1", messages, saying("Your tulips")).error())
                .isEqualTo("idempotency_key_reused");
        assertThat(program.once("order-1", messages + "?other=1", saying("Your roses"))
                        .status())
                .isEqualTo(422);
        assertThat(program.once("order-1", "/files", "bytes".getBytes()).error())
                .isEqualTo("idempotency_key_reused");
        assertThat(said()).isEqualTo(1);
    }

    @Test
    void a_refusal_frees_its_key() throws Exception {
        assertThat(program.once("order-1", messages, saying("")).status()).isEqualTo(422);
        assertThat(program.once("order-1", "/conversations/999999/messages", saying("Roses"))
                        .status())
                .isEqualTo(404);

        assertThat(program.once("order-1", messages, saying("Your roses")).status())
                .isEqualTo(201);
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void whoever_comes_while_the_first_is_at_it_is_told_so() throws Exception {
        begun("now()");

        var early = program.once("order-1", messages, saying("Your roses"));
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.error()).isEqualTo("idempotency_key_busy");
        assertThat(early.header("Retry-After")).isEqualTo("1");
        assertThat(said()).isZero();
    }

    @Test
    void a_key_whose_server_died_is_free_again_and_its_message_is_not_doubled() throws Exception {
        program.once("order-1", messages, saying("Your roses"));
        diedBeforeItsAnswer();

        var again = program.once("order-1", messages, saying("Your roses"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).isNull();
        assertThat(said()).isEqualTo(1);
    }

    private void diedBeforeItsAnswer() {
        database.get()
                .jdbi()
                .useHandle(
                        handle -> handle.execute(
                                "update idempotency_keys set request = null, answer = null, begun_at = now() - interval '61 s'"));
    }

    private Map<String, Object> news(String text) throws Exception {
        return Map.of("name", "News", "audience", Map.of("clients", List.of(anna())), "content", Map.of("text", text));
    }

    private long anna() throws Exception {
        return program.get("/clients").json().at("/clients/0/id").asLong();
    }

    @Test
    void a_key_whose_server_died_is_free_again_and_its_broadcast_is_not_doubled() throws Exception {
        var first =
                program.once("news-1", "/broadcasts", news("Tulips are here")).json();
        diedBeforeItsAnswer();

        var again = program.once("news-1", "/broadcasts", news("Tulips are here"));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).isNull();
        assertThat(again.json().at("/broadcast/id")).isEqualTo(first.at("/broadcast/id"));
        assertThat(program.get("/broadcasts").json().get("broadcasts")).hasSize(1);
        diedBeforeItsAnswer();
        assertThat(program.once("news-1", "/broadcasts", news("Roses are here")).error())
                .isEqualTo("idempotency_key_reused");
        assertThat(program.once("news-2", "/broadcasts", news("Tulips are here"))
                        .status())
                .isEqualTo(201);
        diedBeforeItsAnswer();
        var slashed = HttpRequest.newBuilder(
                        URI.create(program.shop().url() + program.shop().inProject("/broadcasts/")))
                .header("Authorization", "Bearer " + program.key())
                .header("Idempotency-Key", "news-2")
                .POST(BodyPublishers.ofByteArray(Json.write(news("Tulips are here"))))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(slashed, BodyHandlers.discarding()).statusCode())
                    .as("a slash too many makes it no other request")
                    .isEqualTo(201);
        }
        assertThat(program.get("/broadcasts").json().get("broadcasts")).hasSize(2);
    }

    @Test
    void what_does_not_know_its_repeats_is_not_done_again_after_its_server_died() throws Exception {
        var list = Map.<String, Object>of("name", "Regulars");
        assertThat(program.once("list-1", "/lists", list).status()).isEqualTo(201);
        diedBeforeItsAnswer();

        var again = program.once("list-1", "/lists", list);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.error()).isEqualTo("idempotency_outcome_unknown");
        assertThat(program.get("/lists").json().get("lists")).hasSize(1);
        assertThat(program.once("list-2", "/lists", Map.of("name", "Strangers")).status())
                .as("another key: the caller looked, and means it")
                .isEqualTo(201);
    }

    @Test
    void an_answer_is_kept_for_a_day() throws Exception {
        program.once("order-1", messages, saying("Your roses"));
        database.get()
                .jdbi()
                .useHandle(handle -> handle.execute("update idempotency_keys set begun_at = now() - interval '25 h'"));

        assertThat(program.once("order-1", "/contacts/0/merge", Map.of("contactId", 1))
                        .status())
                .isEqualTo(404);
        assertThat(kept()).isZero();
    }

    @Test
    void of_many_at_once_one_is_done() throws Exception {
        var asking = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 24; i++) {
            asking.add(() ->
                    program.once("file-1", "/files", "Price list".getBytes()).status());
        }
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var asked : threads.invokeAll(asking)) {
                statuses.add(asked.get());
            }
        }

        assertThat(statuses).contains(201).allMatch(status -> status == 201 || status == 409);
        int files = database.get()
                .jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from files")
                        .mapTo(int.class)
                        .one());
        assertThat(files).isEqualTo(1);
    }

    @Test
    void a_key_is_its_callers_own() throws Exception {
        var other = new Program(shop, secret("CHANGE_CLIENTS", "READ_CLIENTS"));
        program.once("1", messages, saying("From the first"));

        var second = other.once("1", messages, saying("From the second"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().at("/message/content/text").asString()).isEqualTo("From the second");
        assertThat(said()).isEqualTo(2);
    }

    @Test
    void a_secret_that_is_shown_once_is_replayed_and_lies_sealed() throws Exception {
        var wanted = Map.of("name", "Third", "rights", List.of("READ_CLIENTS"));
        var headers = Map.of("Idempotency-Key", "key-1");

        var first = shop.send("POST", shop.inProject("/keys"), wanted, headers);
        var second = shop.send("POST", shop.inProject("/keys"), wanted, headers);

        assertThat(second.body()).isEqualTo(first.body()).contains("bsk_");
        var stored = database.get()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select encode(answer, 'escape') from idempotency_keys where key = 'key-1'")
                        .mapTo(String.class)
                        .one());
        assertThat(stored).doesNotContain("bsk_");
    }

    @Test
    void a_key_that_is_none_is_refused() throws Exception {
        assertThat(program.once(" ", messages, saying("Hi"))
                        .json()
                        .at("/error/field")
                        .asString())
                .isEqualTo("Idempotency-Key");
        assertThat(program.once("x".repeat(201), messages, saying("Hi")).status())
                .isEqualTo(400);
        assertThat(program.once("x".repeat(200), messages, saying("Hi")).status())
                .isEqualTo(201);
    }

    private void begun(String when) {
        database.get()
                .jdbi()
                .useHandle(handle ->
                        handle.execute("insert into idempotency_keys (project_id, caller, key, attempt, begun_at)"
                                + " select project_id, 'key ' || id, 'order-1', 1, " + when
                                + " from api_keys where name = 'Program'"));
    }
}
