package io.besedka.simulator.viber;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Caller;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Receiver;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ViberHookTest {
    private static final String SIGNATURE = "X-Viber-Content-Signature";

    private final ViberSimulator viber = ViberSimulator.start(0);
    private final Account bot = viber.bot("t0ken", "flower_shop", "Flower shop");
    private final Person anna = bot.person("Anna");
    private final Receiver server = new Receiver(SIGNATURE);
    private final Caller caller = new Caller(viber.apiUrl(), "X-Viber-Auth-Token", "t0ken");

    @AfterEach
    void stops() {
        viber.close();
        server.close();
    }

    @Test
    void registering_tries_the_address_with_a_signed_event_first() throws Exception {
        var answer = registers("");

        var tried = server.awaits(1).getFirst();
        assertThat(tried.text("/event")).isEqualTo("webhook");
        assertThat(tried.header(SIGNATURE)).isEqualTo(hmac(tried.body())).hasSize(64);
        assertThat(tried.query()).isEqualTo("sig=" + hmac(tried.body()));
        assertThat(answer.path("event_types").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "delivered", "seen", "failed", "subscribed", "unsubscribed", "conversation_started", "message");
    }

    @Test
    void an_address_that_does_not_answer_200_is_refused_and_the_old_one_stays() {
        registers("");
        server.replies(403, "");

        assertThat(registers("").path("status").asInt(0)).isEqualTo(1);
        assertThat(caller.post("/set_webhook", "{\"url\":\"http://shop.example/x\"}")
                        .path("status")
                        .asInt(0))
                .isEqualTo(1);
        assertThat(caller.post("/set_webhook", "{\"url\":\"no address at all\"}")
                        .path("status")
                        .asInt(0))
                .isEqualTo(1);
        assertThat(bot.updates().hooks()).hasSize(1);
    }

    @Test
    void a_registered_origin_can_be_led_to_loopback() {
        viber.rules().deliver("https://shop.example", URI.create(server.url().toString()));

        assertThat(caller.post("/set_webhook", "{\"url\":\"https://shop.example/in?x=1\"}")
                        .path("status")
                        .asInt(-1))
                .isZero();
        assertThat(server.awaits(1).getFirst().query()).startsWith("x=1&sig=");
    }

    @Test
    void everything_a_person_sends_becomes_a_signed_message() throws Exception {
        registers("");
        anna.writes("Привет 👋");
        anna.sends("look", Media.photo(new byte[] {1, 2}));
        anna.sends(Media.file("price.pdf", new byte[3]));
        anna.sendsLocation(55.5, 37.5);
        anna.sendsContact("Oleg", "+79161234567");
        anna.writes("https://shop.example/roses");

        var posts = server.awaits(7).subList(1, 7);
        assertThat(posts)
                .extracting(post -> post.text("/message/type"))
                .containsExactly("text", "picture", "file", "location", "contact", "url");
        assertThat(posts).extracting(post -> post.text("/sender/id")).containsOnly(anna.id());
        for (var post : posts) assertThat(post.header(SIGNATURE)).isEqualTo(hmac(post.body()));
        assertThat(posts.getFirst().text("/message/text")).isEqualTo("Привет 👋");
        assertThat(caller.send("GET", posts.get(1).text("/message/media"), "").body())
                .containsExactly(1, 2);
        assertThat(posts)
                .extracting(post -> post.json().path("message_token").asLong(0))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_welcome_in_the_answer_is_the_only_word_before_a_subscription() {
        registers("");
        server.replies(200, "{\"sender\":{\"name\":\"Shop\"},\"type\":\"text\",\"text\":\"Welcome\"}");

        var started = anna.starts("site42").update().json();

        anna.awaitsText("Welcome");
        assertThat(started.path("context").asString()).isEqualTo("site42");
        assertThat(started.path("subscribed").asBoolean(true)).isFalse();
        assertThat(caller.post("/send_message", text("too early"))
                        .path("status")
                        .asInt(0))
                .isEqualTo(6);
        viber.subscribes(anna);
        assertThat(caller.post("/send_message", text("in time")).path("status").asInt(-1))
                .isZero();
        assertThat(anna.sees()).containsExactly("Welcome", "in time");
    }

    @Test
    void delivered_and_seen_follow_the_answer_in_this_order() {
        registers("");
        anna.writes("hello");
        server.awaits(2);
        var token =
                caller.post("/send_message", text("hi")).path("message_token").asLong(0);
        assertThat(server.awaits(3).getLast().text("/event")).isEqualTo("delivered");

        anna.reads();

        var seen = server.awaits(4).getLast();
        assertThat(seen.text("/event")).isEqualTo("seen");
        assertThat(seen.json().path("message_token").asLong(0)).isEqualTo(token);
        assertThat(anna.reads().updates()).isEmpty();
    }

    @Test
    void subscribing_and_unsubscribing_are_told_and_unwanted_events_are_not() {
        registers(",\"event_types\":[\"seen\"]");
        anna.writes("hello");
        anna.blocks();
        anna.unblocks();
        caller.post("/send_message", text("hi"));
        anna.reads();

        assertThat(server.awaits(5))
                .extracting(post -> post.text("/event"))
                .containsExactly("webhook", "message", "unsubscribed", "subscribed", "seen");
        assertThat(server.posts().get(2).text("/user_id")).isEqualTo(anna.id());
    }

    @Test
    void a_refused_event_is_repeated_for_an_hour_and_lets_others_pass() {
        registers("");
        server.replies(post -> new Receiver.Reply(post.text("/message/text").equals("poison") ? 500 : 200, ""));
        anna.writes("poison");
        bot.updates().awaitsFailure();
        anna.writes("next");
        assertThat(server.awaits(3).getLast().text("/message/text")).isEqualTo("next");

        server.replies(200, "");
        viber.time().advance(Duration.ofSeconds(10));

        assertThat(server.awaits(4).getLast().text("/message/text")).isEqualTo("poison");
        bot.updates().awaitsDelivery();
    }

    @Test
    void an_event_nobody_takes_is_dropped_after_the_last_repeat() {
        registers("");
        server.replies(500, "");
        anna.writes("lost");
        for (int repeat = 1; repeat <= 6; repeat++) {
            server.awaits(1 + repeat);
            viber.time().advance(Duration.ofMinutes(41));
        }

        bot.updates().awaitsDelivery();
        assertThat(viber.switchboard().counters()).containsEntry("updates_expired", 1L);
        assertThat(server.posts()).hasSize(7);
    }

    @Test
    void misfortune_strikes_events() {
        registers("");
        viber.switchboard().next(1, new Misfortune.Duplicated());
        anna.writes("twice");
        var twice = server.awaits(3);
        assertThat(twice.get(1).json()).isEqualTo(twice.get(2).json());

        viber.switchboard().next(1, new Misfortune.Reordered());
        anna.writes("first");
        anna.writes("second");
        assertThat(server.awaits(5).subList(3, 5))
                .extracting(post -> post.text("/message/text"))
                .containsExactly("second", "first");

        viber.switchboard().next(1, new Misfortune.UnknownKind());
        anna.writes("strange");
        assertThat(server.awaits(7)).anyMatch(post -> post.text("/event").equals("client_status"));

        viber.switchboard().next(1, new Misfortune.Malformed());
        anna.writes("broken");
        assertThat(server.awaits(9)).anyMatch(post -> post.json().isMissingNode());
        var update = anna.writes("again").update();
        server.awaits(10);
        bot.redeliver(update);
        assertThat(server.awaits(11).getLast().json()).isEqualTo(update.json());
    }

    private JsonNode registers(String more) {
        return caller.post("/set_webhook", "{\"url\":\"%s\"%s}".formatted(server.url(), more));
    }

    private String text(String text) {
        return "{\"receiver\":\"%s\",\"sender\":{\"name\":\"Shop\"},\"type\":\"text\",\"text\":\"%s\"}"
                .formatted(anna.id(), text);
    }

    private static String hmac(byte[] body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("t0ken".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
