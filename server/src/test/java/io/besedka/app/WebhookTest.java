package io.besedka.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.contract.Contract;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What another program is told, whatever becomes of it and of us meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookTest {
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
    }

    private static String signed(String secret, Receiver.Got got) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        var signed = got.header("webhook-id") + "." + got.header("webhook-timestamp") + "." + got.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    }

    @Test
    void what_happens_is_posted_signed_and_the_feed_tells_the_same() throws Exception {
        var path = scene.freshPath();
        long before = shop.get(shop.inProject("/events?limit=500")).get("next").asLong();
        var created = scene.subscribe(path, true, WebhookScene.ALL.toArray(String[]::new));
        var secret = created.get("secret").asString();
        var visitor = scene.visitor();
        visitor.writes("Is delivery free?");
        var conversation = shop.inProject("/conversations/" + visitor.conversation());
        shop.post(conversation + "/messages", Map.of("key", "w1", "content", Map.of("text", "Yes.")));
        shop.post(conversation + "/notes", Map.of("key", "w2", "text", "Asks often."));
        shop.call("DELETE", conversation + "/messages/2", null);
        shop.post(conversation + "/close", Map.of());

        scene.settle(WebhookScene.id(created));
        var got = receiver.at(path);
        assertThat(got.stream().map(Receiver.Got::type).distinct())
                .contains("message.received", "message.sent", "note.added", "message.changed", "conversation.changed");
        for (var one : got) {
            assertThat(one.header("webhook-signature")).isEqualTo(signed(secret, one));
            assertThat(one.header("webhook-timestamp"))
                    .isEqualTo(Long.toString(scene.clock.now().getEpochSecond()));
            assertThat(one.header("webhook-id")).isEqualTo(one.json().get("id").asString());
            Contract.checkFrame("Event", one.json());
        }
        var feed = shop.get(shop.inProject("/events?after=" + before));
        assertThat(got.stream().map(one -> one.header("webhook-id")))
                .containsExactlyElementsOf(feed.get("events")
                        .valueStream()
                        .map(event -> event.get("id").asString())
                        .toList());
        assertThat(got.getFirst().text()).isEqualTo("Is delivery free?");
        assertThat(got.getFirst().json().at("/data/conversation/channel").asString())
                .isEqualTo("widget");
        assertThat(got.getFirst().json().at("/data/message/number").asLong())
                .isEqualTo(visitor.conversation() * 1_000_000 + 1);
    }

    @Test
    void only_the_kinds_that_were_asked_for_are_posted() throws Exception {
        var path = scene.freshPath();
        var created = scene.subscribe(path, false, "message.sent");
        var visitor = scene.visitor();
        visitor.writes("Hello");
        shop.post(
                shop.inProject("/conversations/" + visitor.conversation() + "/messages"),
                Map.of("key", "s1", "content", Map.of("text", "Good day")));

        scene.await(path, 1);
        scene.settle(WebhookScene.id(created));
        assertThat(receiver.at(path).stream().map(Receiver.Got::text)).containsExactly("Good day");
    }

    @Test
    void an_endpoint_that_fails_is_tried_again_later_under_the_same_id() throws Exception {
        var path = scene.freshPath();
        var calls = new AtomicInteger();
        receiver.answers(path, got -> calls.incrementAndGet() < 4 ? 503 : 204);
        long id = WebhookScene.id(scene.subscribe(path, false, "message.received"));
        var from = scene.clock.now();
        scene.visitor().writes("Hello");

        scene.await(path, 1);
        var waiting = shop.until(
                () -> scene.deliveries(id).get(0),
                one -> one.get("state").asString().equals("waiting"));
        assertThat(Instant.parse(waiting.get("nextAt").asString())).isBetween(from.plusSeconds(4), from.plusSeconds(6));
        assertThat(scene.webhook(id).get("state").asString()).isEqualTo("failing");
        assertThat(scene.webhook(id).get("lastError").asString()).isEqualTo("answered 503");
        scene.await(path, 4, Duration.ofSeconds(5));
        scene.settle(id);
        assertThat(receiver.at(path).stream()
                        .map(got -> got.header("webhook-id"))
                        .distinct())
                .hasSize(1);
        var done = shop.get(scene.path(id) + "/deliveries/" + waiting.get("id").asLong());
        assertThat(done.get("attempts").asInt()).isEqualTo(4);
        assertThat(done.get("state").asString()).isEqualTo("done");
        assertThat(done.get("status").asInt()).isEqualTo(204);
        assertThat(done.get("body").asString())
                .isEqualTo(receiver.at(path).getFirst().body());
        assertThat(scene.webhook(id).get("state").asString()).isEqualTo("active");
    }

    @Test
    void a_redirect_is_a_failure_and_is_not_followed() throws Exception {
        var path = scene.freshPath();
        receiver.answers(path, got -> 302);
        long id = WebhookScene.id(scene.subscribe(path, false, "message.received"));
        scene.visitor().writes("Hello");
        shop.until(
                () -> scene.webhook(id),
                seen -> seen.path("lastError").asString("").equals("answered 302"));
        assertThat(receiver.at("/elsewhere")).isEmpty();
    }

    @Test
    void an_endpoint_dead_for_three_days_is_paused_with_a_notice_and_nothing_is_lost() throws Exception {
        var path = scene.freshPath();
        var dead = new AtomicBoolean(true);
        receiver.answers(path, got -> dead.get() ? 500 : 200);
        long id = WebhookScene.id(scene.subscribe(path, false, "message.received"));
        var visitor = scene.visitor();
        visitor.writes("one");
        scene.await(path, 1);
        scene.awaitState(id, "paused", Duration.ofMinutes(10));

        var paused = scene.webhook(id);
        assertThat(paused.get("pauseReason").asString()).isEqualTo("failing");
        assertThat(shop.get(shop.inProject("/audit")).toString()).contains("webhook.paused", "webhook " + id);
        assertThat(scene.deliveries(id).get(0).get("state").asString()).isEqualTo("dead");
        visitor.writes("two");
        dead.set(false);
        shop.call("PATCH", scene.path(id), Map.of("paused", false));
        shop.until(
                () -> scene.webhook(id),
                seen -> seen.get("behind").asLong() == 0 && seen.get("waiting").asInt() == 0);
        assertThat(receiver.at(path).getLast().text()).isEqualTo("two");
        assertThat(scene.webhook(id).get("state").asString()).isEqualTo("active");
    }

    @Test
    void an_endpoint_that_is_gone_is_paused_at_once_and_what_waits_comes_when_it_is_back() throws Exception {
        var path = scene.freshPath();
        var gone = new AtomicBoolean(true);
        receiver.answers(path, got -> gone.get() ? 410 : 200);
        long id = WebhookScene.id(scene.subscribe(path, false, "message.received"));
        scene.visitor().writes("Hello");
        scene.awaitState(id, "paused", Duration.ZERO);

        assertThat(scene.webhook(id).get("pauseReason").asString()).isEqualTo("gone");
        assertThat(shop.send("POST", scene.path(id) + "/ping", Map.of()).statusCode())
                .isEqualTo(409);
        gone.set(false);
        shop.call("PATCH", scene.path(id), Map.of("paused", false));
        scene.settle(id);
        assertThat(receiver.at(path)).hasSize(2);
        assertThat(receiver.at(path).get(1).header("webhook-id"))
                .isEqualTo(receiver.at(path).get(0).header("webhook-id"));
    }

    @Test
    void in_order_a_conversations_next_event_waits_and_other_conversations_do_not() throws Exception {
        var path = scene.freshPath();
        var stuck = new AtomicBoolean(true);
        receiver.answers(path, got -> stuck.get() && got.text().equals("first") ? 500 : 200);
        long id = WebhookScene.id(scene.subscribe(path, true, "message.received"));
        var anna = scene.visitor();
        anna.writes("first");
        anna.writes("second");
        scene.visitor().writes("of another");

        shop.until(
                () -> scene.deliveries(id),
                all -> all.size() == 3 && all.get(0).get("state").asString().equals("done"));
        scene.await(path, 4, Duration.ofSeconds(5));
        assertThat(receiver.at(path).stream().map(Receiver.Got::text))
                .contains("of another")
                .doesNotContain("second");
        stuck.set(false);
        shop.until(
                () -> {
                    scene.advance(Duration.ofMinutes(5));
                    return scene.webhook(id);
                },
                seen -> seen.get("waiting").asInt() == 0);
        assertThat(receiver.at(path).getLast().text()).isEqualTo("second");
    }

    @Test
    void without_order_the_next_event_does_not_wait() throws Exception {
        var path = scene.freshPath();
        receiver.answers(path, got -> got.text().equals("first") ? 500 : 200);
        scene.subscribe(path, false, "message.received");
        var anna = scene.visitor();
        anna.writes("first");
        anna.writes("second");

        shop.until(
                () -> Json.MAPPER.valueToTree(
                        receiver.at(path).stream().map(Receiver.Got::text).toList()),
                texts -> texts.valueStream().anyMatch(text -> text.asString().equals("second")));
    }

    @Test
    void two_servers_on_one_database_post_each_event_once() throws Exception {
        var path = scene.freshPath();
        long id = WebhookScene.id(scene.subscribe(path, false, "message.received"));
        try (var other = Server.start(scene.beside(), scene.clock)) {
            assertThat(other.port()).isPositive();
            for (int person = 0; person < 3; person++) {
                var visitor = scene.visitor();
                for (int i = 0; i < 20; i++) {
                    visitor.writes("message " + i + " of " + person);
                }
            }
            scene.settle(id);
        }
        assertThat(receiver.at(path)).hasSize(60);
        assertThat(receiver.at(path).stream().map(Receiver.Got::text).distinct())
                .hasSize(60);
    }

    @Test
    void a_deal_that_changed_is_told_with_its_client() throws Exception {
        var anna = scene.visitor();
        anna.writes("Hello");
        var path = scene.freshPath();
        long id = WebhookScene.id(scene.subscribe(path, false, "deal.changed"));
        scene.logDeal(anna.conversation(), 77);
        scene.logDeal(anna.conversation(), 78);
        anna.writes("Are you there?");
        scene.await(path, 2);
        scene.settle(id);
        var told = receiver.at(path).stream()
                .filter(got -> got.body().contains("\"id\":77,"))
                .findFirst()
                .orElseThrow()
                .json();
        Contract.checkFrame("Event", told);
        assertThat(told.get("type").asString()).isEqualTo("deal.changed");
        assertThat(told.at("/data/deal/status").asString()).isEqualTo("open");
        assertThat(told.at("/data/deal/budget").asInt()).isEqualTo(3500);
        assertThat(told.at("/data/conversation/id").asLong()).isEqualTo(anna.conversation());
    }

    @Test
    void a_slow_endpoint_holds_up_nobody_else() throws Exception {
        var slow = scene.freshPath();
        var quick = scene.freshPath();
        receiver.answers(slow, got -> 0);
        scene.subscribe(slow, false, "message.received");
        scene.subscribe(quick, false, "message.received");
        var anna = scene.visitor();
        for (int i = 0; i < 20; i++) {
            anna.writes("message " + i);
        }

        assertThat(scene.await(quick, 20)).hasSize(20);
        assertThat(receiver.at(slow)).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void what_a_killed_server_had_claimed_is_posted_again_by_the_next_and_nothing_twice_else() throws Exception {
        var path = scene.freshPath();
        var hanging = new AtomicBoolean(true);
        receiver.answers(path, got -> hanging.get() ? 0 : 200);
        long id = WebhookScene.id(scene.subscribe(path, false, "message.received"));
        var anna = scene.visitor();
        anna.writes("one");
        scene.await(path, 1);
        shop.stop();
        hanging.set(false);
        shop.start();
        anna.writes("two");
        scene.await(path, 2);
        assertThat(receiver.at(path).get(1).text()).isEqualTo("two");
        scene.waits(id, 1);
        scene.clock.advance(Duration.ofSeconds(61));
        scene.await(path, 3);
        scene.settle(id);
        assertThat(receiver.at(path).stream().map(Receiver.Got::text)).containsExactly("one", "two", "one");
        assertThat(receiver.at(path).get(2).header("webhook-id"))
                .isEqualTo(receiver.at(path).get(0).header("webhook-id"));
    }

    @Test
    void a_time_range_is_replayed_under_the_same_ids_and_one_delivery_is_sent_again() throws Exception {
        var path = scene.freshPath();
        long id = WebhookScene.id(scene.subscribe(path, true, "message.received"));
        var anna = scene.visitor();
        anna.writes("too early");
        scene.settle(id);
        scene.clock.advance(Duration.ofMinutes(10));
        var from = scene.clock.now();
        anna.writes("one");
        anna.writes("two");
        var to = scene.clock.now();
        scene.settle(id);
        scene.clock.advance(Duration.ofMinutes(10));
        anna.writes("too late");
        scene.settle(id);
        var first = receiver.at(path);
        assertThat(first).hasSize(4);

        shop.post(scene.path(id) + "/replay", Map.of("from", from.toString(), "to", to.toString()));
        var again = scene.await(path, 6);
        scene.settle(id);
        assertThat(receiver.at(path)).hasSize(6);
        assertThat(again.subList(4, 6).stream().map(Receiver.Got::text)).containsExactly("one", "two");
        assertThat(again.subList(4, 6).stream().map(got -> got.header("webhook-id")))
                .containsExactly(first.get(1).header("webhook-id"), first.get(2).header("webhook-id"));

        var newest = scene.deliveries(id).get(0);
        assertThat(newest.get("replay").asInt()).isEqualTo(1);
        shop.post(scene.path(id) + "/deliveries/" + newest.get("id").asLong() + "/redeliver", Map.of());
        assertThat(scene.await(path, 7).get(6).body()).isEqualTo(again.get(5).body());
        assertThat(shop.send(
                                "POST",
                                scene.path(id) + "/replay",
                                Map.of(
                                        "from",
                                        to.toString(),
                                        "to",
                                        from.minusSeconds(1).toString()))
                        .statusCode())
                .isEqualTo(422);
        assertThat(shop.send("POST", scene.path(id) + "/replay", Map.of("from", "yesterday", "to", "now"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void what_was_posted_before_a_pause_by_hand_can_be_skipped() throws Exception {
        var path = scene.freshPath();
        long id = WebhookScene.id(scene.subscribe(path, false, "message.received"));
        shop.call("PATCH", scene.path(id), Map.of("paused", true));
        var anna = scene.visitor();
        anna.writes("meanwhile");
        assertThat(scene.webhook(id).get("behind").asLong()).isPositive();
        assertThat(scene.webhook(id).get("pauseReason").asString()).isEqualTo("member");
        assertThat(shop.post(scene.path(id) + "/skip", Map.of()).get("behind").asLong())
                .isZero();
        shop.call("PATCH", scene.path(id), Map.of("paused", false, "name", "Renamed", "ordered", true));
        anna.writes("afterwards");
        scene.await(path, 1);
        scene.settle(id);
        assertThat(receiver.at(path).stream().map(Receiver.Got::text)).containsExactly("afterwards");
        assertThat(scene.webhook(id).get("name").asString()).isEqualTo("Renamed");
    }

    @Test
    void after_a_rotation_both_secrets_sign_for_a_day() throws Exception {
        var path = scene.freshPath();
        var created = scene.subscribe(path, false, "message.received");
        long id = WebhookScene.id(created);
        var former = created.get("secret").asString();
        var secret =
                shop.post(scene.path(id) + "/rotate", Map.of()).get("secret").asString();
        shop.post(scene.path(id) + "/ping", Map.of());

        var both = scene.await(path, 1).getFirst();
        assertThat(both.type()).isEqualTo("ping");
        assertThat(both.header("webhook-signature")).isEqualTo(signed(secret, both) + " " + signed(former, both));
        Contract.checkFrame("Event", both.json());
        assertThat(scene.webhook(id).has("formerSecretUntil")).isTrue();
        scene.clock.advance(Duration.ofHours(24));
        shop.post(scene.path(id) + "/ping", Map.of());
        var one = scene.await(path, 2).getLast();
        assertThat(one.header("webhook-signature")).isEqualTo(signed(secret, one));
        assertThat(scene.webhook(id).has("formerSecretUntil")).isFalse();
        assertThat(shop.get(scene.path(id)).toString()).doesNotContain(secret, former);
    }

    @Test
    void the_log_is_kept_for_thirty_days() throws Exception {
        var path = scene.freshPath();
        long id = WebhookScene.id(scene.subscribe(path, false, "message.received"));
        shop.post(scene.path(id) + "/ping", Map.of());
        scene.await(path, 1);
        scene.settle(id);
        scene.clock.advance(Duration.ofDays(29));
        assertThat(scene.deliveries(id)).hasSize(1);
        scene.clock.advance(Duration.ofDays(1).plusMinutes(11));
        shop.until(() -> scene.deliveries(id), JsonNode::isEmpty);
    }

    @Test
    void the_log_is_read_by_pages_and_by_state() throws Exception {
        var path = scene.freshPath();
        receiver.answers(path, got -> got.text().equals("bad") ? 500 : 200);
        long id = WebhookScene.id(scene.subscribe(path, false, "message.received"));
        var anna = scene.visitor();
        for (var text : List.of("good", "bad", "fine")) {
            anna.writes(text);
        }
        shop.until(
                () -> shop.get(scene.path(id) + "/deliveries?state=done"),
                done -> done.get("deliveries").size() == 2);
        var seen = new ArrayList<Long>();
        for (var next = ""; next != null; ) {
            var page = shop.get(scene.path(id) + "/deliveries?limit=2" + next);
            page.get("deliveries").forEach(one -> seen.add(one.get("id").asLong()));
            next = page.has("next") ? "&before=" + page.get("next").asLong() : null;
        }
        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
        assertThat(shop.send("GET", scene.path(id) + "/deliveries?state=odd", null)
                        .statusCode())
                .isEqualTo(400);
        assertThat(shop.send("GET", scene.path(id) + "/deliveries?limit=0", null)
                        .statusCode())
                .isEqualTo(400);
        assertThat(shop.send("GET", scene.path(id) + "/deliveries/1", null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void addresses_that_must_not_be_called_and_other_nonsense_are_refused() throws Exception {
        for (var url : List.of(
                "",
                "ftp://example.com/",
                "http://10.1.2.3/",
                "http://169.254.169.254/latest",
                "http://[::1]:80/",
                "http://user:pass@example.com/",
                "example.com",
                "http://",
                "http://a b/",
                "https://example.com/" + "x".repeat(2_000))) {
            var answer = shop.send(
                    "POST",
                    shop.inProject("/webhooks"),
                    Map.of("name", "N", "url", url, "events", List.of("message.sent")));
            assertThat(answer.statusCode()).as(url).isEqualTo(422);
            assertThat(answer.body()).contains("\"field\":\"url\"");
        }
        var url = receiver.url("/x");
        assertThat(shop.send(
                                "POST",
                                shop.inProject("/webhooks"),
                                Map.of("name", "", "url", url, "events", List.of("message.sent")))
                        .statusCode())
                .isEqualTo(422);
        for (var events :
                List.of(List.of(), List.of("ping"), List.of("message.eaten"), java.util.Arrays.asList((Object) null))) {
            assertThat(shop.send("POST", shop.inProject("/webhooks"), Map.of("name", "N", "url", url, "events", events))
                            .statusCode())
                    .isEqualTo(422);
        }
        assertThat(shop.send("POST", shop.inProject("/webhooks"), Map.of("events", "all"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(shop.send("POST", shop.inProject("/webhooks"), Map.of()).statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_project_has_at_most_fifty() throws Exception {
        for (int i = 0; i < 50; i++) {
            scene.subscribe("/many", false, "message.changed");
        }
        var more = shop.send(
                "POST",
                shop.inProject("/webhooks"),
                Map.of("name", "N", "url", receiver.url("/many"), "events", List.of("message.sent")));
        assertThat(more.statusCode()).isEqualTo(409);
        assertThat(more.body()).contains("\"webhook_limit\"");
    }

    @Test
    void a_key_follows_the_feed_of_its_project_and_of_no_other() throws Exception {
        scene.visitor().writes("Hello");
        var reader = shop.post(shop.inProject("/keys"), Map.of("name", "Reader", "rights", List.of("READ_CLIENTS")))
                .get("secret")
                .asString();
        var crm = shop.post(shop.inProject("/keys"), Map.of("name", "Crm", "rights", List.of("READ_CRM")))
                .get("secret")
                .asString();
        var other = shop.post("/v1/projects", Map.of("name", "Other", "timeZone", "UTC", "locale", "en"));
        var theirs = other.get("mainKey").asString();

        var page = Json.MAPPER.readTree(
                shop.asVisitor(reader, "GET", "/v1/events?limit=1", null).body());
        assertThat(page.get("events")).hasSize(1);
        assertThat(page.get("next").asLong()).isEqualTo(1);
        assertThat(shop.asVisitor(reader, "GET", shop.inProject("/events?after=1"), null)
                        .statusCode())
                .isEqualTo(200);
        var beyond = Json.MAPPER.readTree(shop.asVisitor(reader, "GET", "/v1/events?after=999999999", null)
                .body());
        assertThat(beyond.get("events")).isEmpty();
        assertThat(beyond.get("next").asLong()).isEqualTo(999_999_999);
        assertThat(shop.asVisitor(crm, "GET", "/v1/events", null).statusCode()).isEqualTo(403);
        assertThat(shop.asVisitor("bsk_made-up", "GET", "/v1/events", null).statusCode())
                .isEqualTo(401);
        assertThat(shop.asVisitor(reader, "GET", "/v1/events?after=-1", null).statusCode())
                .isEqualTo(400);
        assertThat(shop.asVisitor(reader, "GET", "/v1/events?limit=501", null).statusCode())
                .isEqualTo(400);
        assertThat(shop.asVisitor(theirs, "GET", "/v1/events", null).body()).contains("\"events\":[]");
        for (var route : shop.routes()) {
            if (route.contains("/webhooks") || route.contains("/salebot-url") || route.contains("{project}/events")) {
                var path = route.substring(route.indexOf(' ') + 1)
                        .replace("{project}", "" + shop.project)
                        .replaceAll("\\{[a-z]+}", "1");
                var method = route.substring(0, route.indexOf(' '));
                assertThat(shop.asVisitor(theirs, method, path, method.equals("GET") ? null : Map.of())
                                .statusCode())
                        .as(route)
                        .isEqualTo(404);
                assertThat(shop.asVisitor("", method, path, null).statusCode())
                        .as(route)
                        .isEqualTo(401);
                boolean reads = method.equals("GET");
                assertThat(shop.asVisitor(reader, method, path, reads ? null : Map.of())
                                .statusCode())
                        .as(route)
                        .isIn(reads ? List.of(200, 404) : List.of(403));
            }
        }
    }

    @Test
    void a_webhook_of_another_project_is_not_found_in_ones_own() throws Exception {
        long id = WebhookScene.id(scene.subscribe(scene.freshPath(), false, "message.sent"));
        var other = shop.post("/v1/projects", Map.of("name", "Another", "timeZone", "UTC", "locale", "en"));
        var theirs = "/v1/projects/" + other.get("id").asLong() + "/webhooks/" + id;
        assertThat(shop.send("GET", theirs, null).statusCode()).isEqualTo(404);
        assertThat(shop.send("PATCH", theirs, Map.of("name", "Mine")).statusCode())
                .isEqualTo(404);
        assertThat(shop.send("DELETE", theirs, null).statusCode()).isEqualTo(404);
        assertThat(shop.send("GET", theirs + "/deliveries", null).statusCode()).isEqualTo(404);
    }
}
