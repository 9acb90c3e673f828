package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.contract.Contract;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
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
import tools.jackson.databind.JsonNode;

/** What another program is told of clients and of who stands behind them, and what is left of what it was told of the erased. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookClientsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path data;

    private WebhookScene scene;
    private Shop shop;
    private Receiver receiver;

    @BeforeAll
    void open() throws Exception {
        scene = new WebhookScene(database, data);
        shop = scene.shop;
        receiver = scene.receiver;
    }

    @AfterAll
    void close() {
        scene.close();
    }

    @AfterEach
    void nobodyListens() throws Exception {
        for (var webhook : shop.get(shop.inProject("/webhooks")).get("webhooks")) {
            scene.remove(webhook.get("id").asLong());
        }
        shop.send("DELETE", shop.inProject("/salebot-url"), null);
    }

    private void erase(WebhookScene.Visitor visitor) throws Exception {
        shop.call("DELETE", shop.inProject("/clients/" + visitor.conversation()), null);
    }

    private long stored(String words) {
        return database.get()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select count(*) from webhook_deliveries where body like '%' || :words || '%' or answer like '%' || :words || '%'")
                        .bind("words", words)
                        .mapTo(Long.class)
                        .one());
    }

    private JsonNode delivery(long webhook, JsonNode listed) throws Exception {
        return shop.get(scene.path(webhook) + "/deliveries/" + listed.get("id").asLong());
    }

    @Test
    void what_was_told_of_an_erased_client_is_readable_no_more_and_is_not_sent_again() throws Exception {
        var path = scene.freshPath();
        receiver.answers(path, got -> got.text().startsWith("arrives") ? 200 : 500);
        long id = WebhookScene.id(scene.subscribe(path, false, "message.received"));
        var anna = scene.visitor();
        anna.writes("arrives: my address is Lenina 5");
        anna.writes("fails: my address is Lenina 5");
        scene.await(path, 2);
        var boris = scene.visitor();
        boris.writes("fails: I am another");
        shop.until(
                () -> scene.deliveries(id),
                all -> all.size() == 3
                        && all.valueStream()
                                .noneMatch(one -> one.get("state").asString().equals("posting")));
        assertThat(stored("Lenina")).isEqualTo(2);

        erase(anna);

        assertThat(stored("Lenina")).isZero();
        assertThat(stored("I am another")).isEqualTo(1);
        var all = scene.deliveries(id);
        assertThat(all.valueStream().map(one -> one.get("state").asString()))
                .containsExactly("waiting", "skipped", "done");
        assertThat(all.valueStream().map(one -> one.has("erased"))).containsExactly(false, true, true);
        var arrived = delivery(id, all.get(2));
        assertThat(arrived.has("body") || arrived.has("answer")).isFalse();
        assertThat(arrived.get("erased").asBoolean()).isTrue();
        assertThat(arrived.get("status").asInt()).isEqualTo(200);
        for (var gone : List.of(all.get(1), all.get(2))) {
            var again = shop.send(
                    "POST", scene.path(id) + "/deliveries/" + gone.get("id").asLong() + "/redeliver", Map.of());
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(Json.MAPPER.readTree(again.body()).at("/error/code").asString())
                    .isEqualTo("erased");
        }
        shop.until(
                () -> {
                    scene.advance(Duration.ofHours(1));
                    return scene.deliveries(id).get(0);
                },
                one -> one.get("attempts").asInt() > 2);
        assertThat(receiver.at(path).stream().filter(got -> got.body().contains("Lenina")))
                .hasSize(2);
    }

    @Test
    void an_ordered_webhook_does_not_wait_for_what_the_erasure_took_from_under_way() throws Exception {
        var path = scene.freshPath();
        var hanging = new AtomicBoolean(true);
        receiver.answers(path, got -> {
            while (hanging.get()) {
                Thread.onSpinWait();
            }
            return 200;
        });
        long id = WebhookScene.id(scene.subscribe(path, true, "message.received", "client.erased"));
        var anna = scene.visitor();
        anna.writes("my address is Mira 7");
        scene.await(path, 1);
        erase(anna);
        hanging.set(false);

        var got = scene.await(path, 2);
        scene.settle(id);
        assertThat(got.stream().map(Receiver.Got::type)).containsExactly("message.received", "client.erased");
        var all = scene.deliveries(id);
        assertThat(all.valueStream().map(one -> one.get("state").asString())).containsExactly("done", "skipped");
        assertThat(stored("Mira")).isZero();
    }

    @Test
    void what_waits_for_the_salebot_url_goes_with_the_client_too() throws Exception {
        var path = scene.freshPath();
        shop.call("PUT", shop.inProject("/salebot-url"), Map.of("url", receiver.url(path)));
        var anna = scene.visitor();
        anna.writes("my address is Sadovaya 3");
        scene.await(path, 1);
        shop.until(
                () -> shop.get(shop.inProject("/salebot-url")),
                url -> url.get("waiting").asInt() == 0);
        assertThat(stored("Sadovaya")).isEqualTo(1);

        erase(anna);

        assertThat(stored("Sadovaya")).isZero();
        scene.visitor().writes("Is anybody there?");
        assertThat(scene.await(path, 2).getLast().json().get("message").asString())
                .isEqualTo("Is anybody there?");
    }

    private long contact(WebhookScene.Visitor visitor) throws Exception {
        return shop.get(shop.inProject("/clients/" + visitor.conversation()))
                .at("/contact/id")
                .asLong();
    }

    private static long toldOf(Receiver.Got got) {
        return got.json().at("/data/conversation/client/id").asLong();
    }

    /** Only a conversation's events come in order. */
    private List<Receiver.Got> inOrder(String path) {
        return receiver.at(path).stream()
                .sorted(Comparator.comparing(got -> got.json().get("cursor").asLong()))
                .toList();
    }

    @Test
    void who_stands_behind_a_client_is_told_when_that_changes() throws Exception {
        var path = scene.freshPath();
        long id = WebhookScene.id(scene.subscribe(path, true, "client.changed"));
        long before = shop.get(shop.inProject("/events?limit=500")).get("next").asLong();
        var anna = scene.visitor();
        anna.writes("Hello");
        var work = scene.visitor();
        work.writes("It is me again");
        long person = contact(anna);

        shop.call(
                "PATCH",
                shop.inProject("/contacts/" + person),
                Map.of("name", "Anna Petrova", "comment", "Likes roses"));
        scene.await(path, 1);
        shop.post(shop.inProject("/contacts/" + person + "/merge"), Map.of("contactId", contact(work)));
        scene.await(path, 3);
        shop.post(shop.inProject("/contacts/" + person + "/split"), Map.of("clientId", work.conversation()));
        scene.await(path, 5);
        scene.settle(id);

        var got = inOrder(path);
        assertThat(got.stream().map(WebhookClientsTest::toldOf))
                .containsExactly(
                        anna.conversation(),
                        anna.conversation(),
                        work.conversation(),
                        anna.conversation(),
                        work.conversation());
        assertThat(receiver.at(path).stream().filter(one -> toldOf(one) == work.conversation()))
                .as("in the order of the conversation")
                .containsExactly(got.get(2), got.get(4));
        for (var one : got) {
            Contract.checkFrame("Event", one.json());
        }
        var renamed = got.getFirst().json();
        assertThat(renamed.get("type").asString()).isEqualTo("client.changed");
        assertThat(renamed.at("/data/contact/id").asLong()).isEqualTo(person);
        assertThat(renamed.at("/data/contact/name").asString()).isEqualTo("Anna Petrova");
        assertThat(renamed.at("/data/contact/comment").asString()).isEqualTo("Likes roses");
        assertThat(renamed.at("/data/conversation/connectionId").asLong()).isPositive();
        assertThat(got.get(2).json().at("/data/contact/id").asLong()).isEqualTo(person);
        assertThat(got.get(4).json().at("/data/contact/id").asLong())
                .isEqualTo(contact(work))
                .isNotEqualTo(person);
        assertThat(ids(before, "client.changed"))
                .containsExactlyElementsOf(
                        got.stream().map(one -> one.header("webhook-id")).toList());
    }

    private List<String> ids(long after, String type) throws Exception {
        return shop.get(shop.inProject("/events?limit=500&after=" + after))
                .get("events")
                .valueStream()
                .filter(event -> event.get("type").asString().equals(type))
                .map(event -> event.get("id").asString())
                .toList();
    }

    @Test
    void an_erasure_is_told_by_numbers_alone() throws Exception {
        var path = scene.freshPath();
        long id = WebhookScene.id(scene.subscribe(path, false, "client.erased", "client.changed"));
        long before = shop.get(shop.inProject("/events?limit=500")).get("next").asLong();
        var anna = scene.visitor();
        anna.writes("Hello");
        scene.clock.advance(Duration.ofMinutes(1));
        var erasedAt = scene.clock.now();
        erase(anna);

        var got = scene.await(path, 1).getFirst();
        scene.settle(id);
        assertThat(receiver.at(path)).hasSize(1);
        Contract.checkFrame("Event", got.json());
        assertThat(got.json().get("type").asString()).isEqualTo("client.erased");
        assertThat(got.json().get("data"))
                .isEqualTo(Json.MAPPER.readTree("{\"clientId\":" + anna.conversation() + "}"));
        assertThat(Instant.parse(got.json().get("timestamp").asString()))
                .isEqualTo(erasedAt.truncatedTo(ChronoUnit.MILLIS));
        assertThat(ids(before, "client.erased")).containsExactly(got.header("webhook-id"));
        var feed = shop.get(shop.inProject("/events?limit=500&after=" + before)).get("events");
        assertThat(feed.valueStream().map(event -> event.get("type").asString()))
                .containsExactly("client.erased");
        assertThat(scene.deliveries(id).get(0).get("conversationId").asLong()).isEqualTo(anna.conversation());

        var when = erasedAt.toString();
        shop.post(scene.path(id) + "/replay", Map.of("from", when, "to", when));
        assertThat(scene.await(path, 2).getLast().body()).isEqualTo(got.body());
    }
}
