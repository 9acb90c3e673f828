package io.besedka.simulator.messenger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpdatesTest {
    private final Acme acme = new Acme();
    private final Account shop = acme.messenger.account("shop", "Flower shop", Json.object());
    private final Person anna = shop.person("Anna");
    private final Receiver server = new Receiver();

    @AfterEach
    void stops() {
        acme.close();
        server.close();
    }

    @Test
    void updates_of_a_chat_arrive_in_order_at_every_hook() {
        try (var other = new Receiver()) {
            shop.updates().register(server.url(), Set.of(), Json.object());
            shop.updates().register(other.url(), Set.of("told"), Json.object());

            for (int i = 0; i < 20; i++) anna.writes("line " + i);

            var expected =
                    IntStream.range(0, 20).mapToObj(i -> "message line " + i).toList();
            assertThat(server.awaits(20))
                    .extracting(post -> post.text("/words"))
                    .isEqualTo(expected);
            assertThat(other.awaits(20)).extracting(post -> post.text("/words")).isEqualTo(expected);
        }
    }

    @Test
    void a_refused_update_holds_its_chat_but_no_other_until_the_pause_is_over() {
        shop.updates().register(server.url(), Set.of(), Json.object());
        server.replies(post -> new Receiver.Reply(post.text("/words").endsWith("poison") ? 500 : 200, ""));
        anna.writes("poison");
        shop.updates().awaitsFailure();
        anna.writes("after");
        shop.person("Boris").writes("unconcerned");
        assertThat(server.awaits(2).getLast().text("/words")).isEqualTo("message unconcerned");

        server.replies(200, "");
        acme.messenger.time().advance(Duration.ofSeconds(10));

        assertThat(server.awaits(4).subList(2, 4))
                .extracting(post -> post.text("/words"))
                .containsExactly("message poison", "message after");
    }

    @Test
    void a_hook_that_fails_for_too_long_is_switched_off() {
        acme.terms = Terms.of(Duration.ofSeconds(5), Duration.ofHours(5), Duration.ofHours(5))
                .offAfter(Duration.ofHours(8));
        shop.updates().register(server.url(), Set.of(), Json.object());
        server.replies(500, "");
        anna.writes("hello");
        for (int attempt = 1; attempt <= 2; attempt++) {
            server.awaits(attempt);
            acme.messenger.time().advance(Duration.ofHours(5));
        }
        server.awaits(3);

        shop.updates().awaitsDelivery();
        assertThat(shop.updates().hooks()).isEmpty();
    }

    @Test
    void a_failed_update_can_be_repeated_at_once_by_hand() {
        shop.updates().register(server.url(), Set.of(), Json.object());
        server.replies(503, "");
        anna.writes("hello");
        shop.updates().awaitsFailure();
        server.replies(200, "");

        shop.updates().retryNow();

        shop.updates().awaitsDelivery();
        assertThat(server.awaits(2)).hasSize(2);
    }

    @Test
    void a_poller_reads_by_number_and_learns_what_it_missed() {
        var log = shop.updates().log();
        long before = log.last();
        anna.writes("one");
        anna.writes("two");

        var entries = log.after(before, 10, Duration.ZERO);
        assertThat(entries)
                .extracting(entry -> entry.update().json().path("words").asString())
                .containsExactly("message one", "message two");
        assertThat(log.after(entries.getFirst().number(), 10, Duration.ZERO)).hasSize(1);
        assertThat(log.after(log.last(), 10, Duration.ofMillis(1))).isEmpty();
        assertThat(log.oldest()).isEqualTo(before + 1);
        acme.messenger.switchboard().next(1, new Misfortune.Duplicated());
        anna.writes("three");
        assertThat(log.last()).isEqualTo(before + 4);
    }

    @Test
    void people_who_read_at_once_tell_so_after_the_answer_and_strangers_are_welcome_when_asked() {
        var caller = new Caller(acme.messenger.url());
        assertThat(shop.chatOf("u77")).isEmpty();
        caller.post("/api/rules", "{\"welcome_strangers\":true,\"reads_at_once\":true}");
        var stranger = shop.chatOf("u77").orElseThrow();

        caller.post("/v1/chats/u77/messages", "{\"text\":\"news\"}");

        new Person(stranger).awaits(person -> person.lastSeen().status() == Bubble.Status.READ);
        assertThat(acme.told).containsExactly("read news");
        assertThat(stranger.started()).isTrue();
    }

    @Test
    void a_blocked_account_is_not_delivered_until_unblocked() {
        anna.writes("hello");
        anna.blocks();
        var caller = new Caller(acme.messenger.url());
        caller.post("/v1/chats/" + anna.id() + "/messages", "{\"text\":\"news\"}");
        assertThat(anna.lastSeen().status()).isEqualTo(Bubble.Status.ACCEPTED);

        anna.unblocks();
        acme.messenger.delivers(anna.chat());

        assertThat(anna.lastSeen().status()).isEqualTo(Bubble.Status.DELIVERED);
    }

    @Test
    void an_origin_can_be_led_to_loopback_over_http() {
        new Caller(acme.messenger.url())
                .post(
                        "/api/rules",
                        "{\"deliver_origin\":\"https://shop.example\",\"deliver_to\":\"%s\"}".formatted(server.url()));
        var hook = shop.updates().register(URI.create("https://shop.example/in"), Set.of("other"), Json.object());
        anna.writes("unwanted");
        hook.kinds(Set.of("told"));
        anna.writes("wanted");

        assertThat(server.awaits(1).getFirst().text("/words")).isEqualTo("message wanted");
    }

    @Test
    void calls_are_routed_limited_and_struck() {
        var caller = new Caller(acme.messenger.url(), "Authorization", "Bearer s3cret");
        assertThat(caller.get("/v1/me").path("token").asString()).isEqualTo("s3cret");
        assertThat(caller.send("POST", "/v1/chats/nobody/messages", "{}").statusCode())
                .isEqualTo(404);
        assertThat(caller.send("GET", "/v1/chats/x/messages", "").statusCode()).isEqualTo(404);
        anna.writes("hello");
        var path = "/v1/chats/" + anna.id() + "/messages";
        acme.messenger.rules().enforceRates(true);
        caller.post(path, "{\"text\":\"one\"}");
        caller.post(path, "{\"text\":\"two\"}");
        assertThat(caller.send("POST", path, "{\"text\":\"three\"}").headers().firstValue("Retry-After"))
                .hasValue("1");
        acme.messenger.time().advance(Duration.ofSeconds(1));

        acme.messenger.switchboard().next(1, new Misfortune.CallDropped());
        assertThatThrownBy(() -> caller.post(path, "{\"text\":\"dropped\"}")).hasMessage("the connection broke");
        acme.messenger.switchboard().next(1, Misfortune.serverError(502));
        assertThat(caller.send("POST", path, "{\"text\":\"refused\"}").statusCode())
                .isEqualTo(502);
        assertThat(caller.get("/v1/me").path("token").asString()).isEqualTo("s3cret");
        caller.post(path, "{\"text\":\"three\"}");

        assertThat(anna.sees()).containsExactly("one", "two", "three");
        assertThat(acme.messenger.ledger().after(0, 10))
                .extracting(Ledger.Entry::text)
                .containsExactly("one", "two", "three");
        assertThat(acme.messenger.ledger().after(2, 10)).hasSize(1);
    }
}
