package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.Misfortune;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each message in and out, once, as integrations written for Salebot read it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SalebotUrlTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path data;

    private WebhookScene scene;
    private Shop shop;
    private Receiver receiver;
    private String bot;

    @BeforeAll
    void open() throws Exception {
        scene = new WebhookScene(database, data);
        shop = scene.shop;
        receiver = scene.receiver;
        bot = shop.inProject("/connections/" + shop.connectTelegram().get("id").asLong());
        shop.post(bot + "/check", Map.of());
    }

    @AfterAll
    void close() {
        scene.close();
    }

    @AfterEach
    void nobodyListens() throws Exception {
        shop.send("DELETE", shop.inProject("/salebot-url"), null);
        shop.telegram.switchboard().calm();
    }

    private void listen(String path) throws Exception {
        shop.call("PUT", shop.inProject("/salebot-url"), Map.of("url", receiver.url(path)));
    }

    private void say(long conversation, String key, String text) throws Exception {
        shop.post(
                shop.inProject("/conversations/" + conversation + "/messages"),
                Map.of("key", key, "content", Map.of("text", text, "markup", true)));
    }

    @Test
    void a_message_in_and_a_message_out_have_exactly_salebots_keys() throws Exception {
        var path = scene.freshPath();
        listen(path);
        var anna = shop.bot.person("Anna");
        anna.writes("Is delivery free?");
        var in = scene.await(path, 1).getFirst();
        long now = scene.clock.now().getEpochSecond();
        assertThat(in.json().at("/client/created_at").asLong()).isBetween(now - 1, now);
        long conversation = in.json().at("/client/id").asLong();
        say(conversation, "out1", "**Yes**, every day.");
        var out = scene.await(path, 2, Duration.ofMillis(300)).getLast();

        var client = shop.get(shop.inProject("/conversations/" + conversation)).at("/conversation/client");
        var expected = """
                {"id":%d,"client":{"id":%d,"recepient":"%s","client_type":1,"name":"%s","avatar":null,"created_at":%d,"tag":null,\
                "group":"flower_shop_bot"},"message":"%s","attachments":[],"message_id":null,"project_id":%d,"is_input":%d,\
                "delivered":1,"error_message":""}""";
        var recepient = in.json().at("/client/recepient").asString();
        var created = in.json().at("/client/created_at").asLong();
        var name = client.get("name").asString();
        assertThat(recepient).matches("\\d+");
        assertThat(in.body())
                .isEqualTo(expected.formatted(
                        conversation * 1_000_000 + 1,
                        conversation,
                        recepient,
                        name,
                        created,
                        "Is delivery free?",
                        shop.project,
                        1));
        assertThat(out.body())
                .isEqualTo(expected.formatted(
                        conversation * 1_000_000 + 2,
                        conversation,
                        recepient,
                        name,
                        created,
                        "Yes, every day.",
                        shop.project,
                        0));
        assertThat(in.header("content-type")).isEqualTo("application/json");
        assertThat(in.headers()).doesNotContainKey("webhook-signature");
    }

    @Test
    void what_could_not_be_sent_is_told_once_with_the_reason() throws Exception {
        var path = scene.freshPath();
        listen(path);
        shop.bot.person("Boris").writes("Hello");
        long conversation =
                scene.await(path, 1).getFirst().json().at("/client/id").asLong();
        shop.telegram
                .switchboard()
                .next(1, new Misfortune.Refused(400, "Bad Request: something is odd", Duration.ZERO));
        say(conversation, "out2", "Hello to you");
        var failed = scene.await(path, 2, Duration.ofMillis(300)).getLast().json();
        assertThat(failed.get("delivered").asInt()).isZero();
        assertThat(failed.get("error_message").asString()).contains("something is odd");
        assertThat(failed.get("is_input").asInt()).isZero();
        say(conversation, "out3", "Hello again");
        scene.await(path, 3, Duration.ofMillis(300));
        assertThat(receiver.at(path).getLast().json().get("message").asString()).isEqualTo("Hello again");
        assertThat(receiver.at(path)).hasSize(3);
    }

    @Test
    void a_pulled_channels_message_is_told_at_once_and_notes_never() throws Exception {
        var path = scene.freshPath();
        listen(path);
        var visitor = scene.visitor();
        visitor.writes("Hello");
        shop.post(
                shop.inProject("/conversations/" + visitor.conversation() + "/notes"),
                Map.of("key", "n1", "text", "between us"));
        say(visitor.conversation(), "out4", "Good day");
        shop.post(shop.inProject("/conversations/" + visitor.conversation() + "/close"), Map.of());
        visitor.writes("Bye");
        var got = scene.await(path, 3);
        assertThat(got.stream().map(one -> one.json().get("message").asString()))
                .containsExactly("Hello", "Good day", "Bye");
        assertThat(got.getFirst().json().at("/client/client_type").asInt()).isEqualTo(5);
        assertThat(got.getFirst().json().at("/client/name").isNull()).isTrue();
        assertThat(got.getFirst().json().at("/client/group").asString()).matches("\\d+");
    }

    @Test
    void an_error_is_never_made_good_and_later_messages_go_on() throws Exception {
        var path = scene.freshPath();
        receiver.answers(path, got -> 500);
        listen(path);
        var visitor = scene.visitor();
        visitor.writes("one");
        scene.await(path, 1);
        shop.until(
                () -> shop.get(shop.inProject("/salebot-url")),
                url -> url.get("waiting").asInt() == 0);
        scene.clock.advance(Duration.ofDays(3));
        visitor.writes("two");
        scene.await(path, 2);
        var told = shop.until(
                () -> shop.get(shop.inProject("/salebot-url")),
                url -> url.get("waiting").asInt() == 0);
        assertThat(receiver.at(path).stream()
                        .map(got -> got.json().get("message").asString()))
                .containsExactly("one", "two");
        assertThat(told.get("lastError").asString()).isEqualTo("answered 500");
        var log = shop.get(shop.inProject("/webhooks/" + told.get("webhookId").asLong() + "/deliveries"))
                .get("deliveries");
        assertThat(log.valueStream().map(one -> one.get("state").asString())).containsExactly("dead", "dead");
        var again = shop.inProject("/webhooks/" + told.get("webhookId").asLong() + "/deliveries/"
                + log.get(0).get("id").asLong() + "/redeliver");
        assertThat(shop.send("POST", again, Map.of()).statusCode()).isEqualTo(409);
        assertThat(shop.send(
                                "GET",
                                shop.inProject(
                                        "/webhooks/" + told.get("webhookId").asLong()),
                                null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_a_killed_server_had_claimed_is_not_posted_again_and_the_rest_is() throws Exception {
        var path = scene.freshPath();
        var hanging = new AtomicBoolean(true);
        receiver.answers(path, got -> hanging.get() ? 0 : 200);
        listen(path);
        var visitor = scene.visitor();
        visitor.writes("one");
        scene.await(path, 1);
        visitor.writes("two");
        shop.stop();
        hanging.set(false);
        shop.start();
        scene.clock.advance(Duration.ofSeconds(61));
        scene.await(path, 2);
        visitor.writes("three");
        scene.await(path, 3);
        shop.until(
                () -> shop.get(shop.inProject("/salebot-url")),
                url -> url.get("waiting").asInt() == 0);
        assertThat(receiver.at(path).stream()
                        .map(got -> got.json().get("message").asString()))
                .containsExactly("one", "two", "three");
    }

    @Test
    void a_url_is_set_changed_and_removed() throws Exception {
        assertThat(shop.get(shop.inProject("/salebot-url"))).isEqualTo(Json.MAPPER.createObjectNode());
        assertThat(shop.send("DELETE", shop.inProject("/salebot-url"), null).statusCode())
                .isEqualTo(404);
        for (var url : List.of("", "http://192.168.1.1/", "not a url")) {
            assertThat(shop.send("PUT", shop.inProject("/salebot-url"), Map.of("url", url))
                            .statusCode())
                    .as(url)
                    .isEqualTo(422);
        }
        var first = scene.freshPath();
        var second = scene.freshPath();
        listen(first);
        listen(second);
        scene.visitor().writes("Hello");
        scene.await(second, 1);
        assertThat(receiver.at(first)).isEmpty();
        assertThat(shop.get(shop.inProject("/webhooks")).get("webhooks")).isEmpty();
    }
}
