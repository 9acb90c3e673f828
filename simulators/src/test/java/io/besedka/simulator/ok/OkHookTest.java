package io.besedka.simulator.ok;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Caller;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Receiver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OkHookTest {
    private final OkSimulator ok = OkSimulator.start(0);
    private final Account group = ok.group("tkn1", "55001", "Flower shop");
    private final Person anna = group.person("Anna");
    private final Receiver server = new Receiver();
    private final Caller caller = new Caller(ok.url());

    @AfterEach
    void stops() {
        ok.close();
        server.close();
    }

    @Test
    void a_group_has_several_webhooks_and_each_gets_everything() {
        try (var other = new Receiver()) {
            assertThat(subscribe("\"url\":\"" + server.url() + "\"")
                            .path("success")
                            .asBoolean())
                    .isTrue();
            subscribe("\"url\":\"" + server.url() + "\"");
            subscribe("\"url\":\"" + other.url() + "\"");
            assertThat(subscriptions())
                    .containsExactly(server.url().toString(), other.url().toString());
            anna.writes("hello");

            for (var each : List.of(server, other)) {
                var event = each.awaits(1).getFirst();
                assertThat(event.text("/webhookType")).isEqualTo("MESSAGE_CREATED");
                assertThat(event.text("/message/text")).isEqualTo("hello");
                assertThat(event.text("/message/mid")).startsWith("mid:C");
                assertThat(event.text("/sender/user_id")).isEqualTo(anna.id()).startsWith("user:");
                assertThat(event.text("/recipient/chat_id"))
                        .isEqualTo(anna.chat().id())
                        .startsWith("chat:C");
            }
            caller.post(path("/me/unsubscribe"), "{\"url\":\"" + server.url() + "\"}");
            assertThat(subscriptions()).containsExactly(other.url().toString());
        }
    }

    @Test
    void an_address_that_is_none_and_a_kind_nobody_knows_are_refused() {
        for (var body : List.of(
                "\"url\":\"ftp://shop.example\"",
                "\"url\":\"no address\"",
                "\"url\":\"\"",
                "\"url\":\"https://shop.example\",\"types\":[\"MESSAGE_DREAMED\"]")) {
            assertThat(subscribe(body).path("error_code").asInt(0)).as(body).isEqualTo(100);
        }
        assertThat(subscriptions()).isEmpty();
        assertThat(subscribe("\"url\":\"http://shop.example/in\"")
                        .path("success")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void everything_a_person_does_is_told_and_nothing_the_group_says() {
        subscribe("\"url\":\"" + server.url() + "\"");
        anna.starts();
        anna.starts("site42");
        anna.sends("look", Media.photo(new byte[] {1, 2}));
        anna.sends(Media.file("price.pdf", new byte[3]));
        anna.sends(Media.voice(new byte[4]));
        anna.sends(Media.sticker(new byte[5]));
        anna.sendsLocation(55.5, 37.5);
        anna.sendsContact("Oleg", "+79161234567");
        anna.repliesTo(anna.lastSaid(), "his");
        caller.post(path("/me/messages/" + anna.chat().id()), """
                {"message":{"text":"Well?","attachments":[{"type":"INLINE_KEYBOARD","payload":{"keyboard":{"buttons":[[
                 {"type":"CALLBACK","text":"Yes","payload":"n1"}]]}}}]}}""");
        anna.presses("Yes");

        var events = server.awaits(9);
        assertThat(events)
                .extracting(event -> event.text("/webhookType"))
                .containsExactly(
                        "CHAT_SYSTEM",
                        "MESSAGE_CREATED",
                        "MESSAGE_CREATED",
                        "MESSAGE_CREATED",
                        "MESSAGE_CREATED",
                        "MESSAGE_CREATED",
                        "MESSAGE_CREATED",
                        "MESSAGE_CREATED",
                        "MESSAGE_CALLBACK");
        assertThat(events.getFirst().text("/ref")).isEqualTo("site42");
        assertThat(events.subList(1, 7))
                .extracting(event -> event.text("/message/attachments/0/type"))
                .containsExactly("IMAGE", "FILE", "AUDIO", "STICKER", "LOCATION", "CONTACT");
        assertThat(events.get(2).text("/message/attachments/0/payload/name")).isEqualTo("price.pdf");
        assertThat(caller.send("GET", events.get(1).text("/message/attachments/0/payload/url"), "")
                        .body())
                .containsExactly(1, 2);
        assertThat(events.get(7).text("/message/reply_to"))
                .isEqualTo(events.get(6).text("/message/mid"));
        assertThat(events.get(8).text("/payload")).isEqualTo("n1");
        assertThat(events.get(8).text("/mid")).isEqualTo(anna.lastSeen().id());
    }

    @Test
    void what_was_not_taken_is_told_again_and_after_eight_hours_nobody_is_told() {
        subscribe("\"url\":\"" + server.url() + "\"");
        server.replies(500, "");
        anna.writes("hello");
        group.updates().awaitsFailure();
        server.replies(200, "");
        ok.time().advance(Duration.ofSeconds(6));
        assertThat(server.awaits(2))
                .extracting(event -> event.text("/message/text"))
                .containsOnly("hello");
        group.updates().awaitsDelivery();
        assertThat(subscriptions()).hasSize(1);

        server.replies(500, "");
        // One message alone may be given up before: an attempt under way when the clock is moved is one more of its
        // attempts.
        for (int hour = 0; hour < 10 && !subscriptions().isEmpty(); hour++) {
            anna.writes("again");
            ok.time().advance(Duration.ofHours(1));
            group.updates().awaitsFailureSince(ok.time().now());
        }
        assertThat(subscriptions()).isEmpty();
    }

    @Test
    void events_are_polled_from_the_subscription_on_and_by_the_marker() {
        anna.writes("too early");
        assertThat(updates("").path("error_code").asInt(0)).isEqualTo(5000);
        subscribe("\"longPolling\":true,\"types\":[\"MESSAGE_CREATED\"]");
        assertThat(ok.isPolled(group)).isTrue();
        anna.writes("one");
        anna.writes("two");

        var first = updates("&count=1");
        assertThat(texts(first)).containsExactly("one");
        var second = updates("&marker=" + first.path("marker").asString());
        assertThat(texts(second)).containsExactly("two");
        assertThat(updates("&timeout=0&marker=" + second.path("marker").asString())
                        .path("updates"))
                .isEmpty();

        ok.forgetPolling(group);
        assertThat(updates("").path("error_code").asInt(0)).isEqualTo(5000);
    }

    private static List<String> texts(JsonNode polled) {
        return polled.path("updates")
                .valueStream()
                .map(update -> update.at("/message/text").asString())
                .toList();
    }

    private JsonNode updates(String query) {
        return caller.get(path("/me/updates") + query);
    }

    private JsonNode subscribe(String members) {
        return caller.post(path("/me/subscribe"), "{" + members + "}");
    }

    private List<String> subscriptions() {
        return caller.get(path("/me/subscriptions"))
                .path("subscriptions")
                .valueStream()
                .map(one -> one.path("url").asString())
                .toList();
    }

    private static String path(String path) {
        return "/graph" + path + "?access_token=tkn1";
    }
}
