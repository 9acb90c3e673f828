package io.besedka.simulator.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Caller;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Receiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MetaApiTest {
    private static final String SEND = "/v25.0/me/messages";

    private final MetaSimulator messenger = MetaSimulator.messenger(0);
    private final Account page = messenger.page("EAAtoken", "6001", "secret", "10055", "Flower shop");
    private final Person anna = page.person("Анна");
    private final Receiver server = new Receiver("x-hub-signature-256");
    private final Caller caller = new Caller(messenger.url(), "Authorization", "Bearer EAAtoken");
    private final Caller app = new Caller(messenger.url(), "Authorization", "Bearer 6001|secret");

    @AfterEach
    void stops() {
        messenger.close();
        server.close();
    }

    private JsonNode subscribe() {
        var body = """
                {"object":"page","callback_url":"%s","verify_token":"w","fields":"messages,message_echoes,message_deliveries"}""".formatted(server.url());
        return app.post("/v25.0/6001/subscriptions", body);
    }

    private JsonNode send(String message) {
        return caller.post(SEND, "{\"recipient\":{\"id\":\"" + anna.id() + "\"},\"message\":" + message + "}");
    }

    private static int code(JsonNode answer) {
        return answer.at("/error/code").asInt(0);
    }

    @Test
    void an_address_counts_only_when_it_gives_the_challenge_back() {
        assertThat(subscribe().at("/error/error_subcode").asInt(0)).isEqualTo(2200);
        server.replies(post -> new Receiver.Reply(200, post.query().replaceAll(".*hub.challenge=(\\d+).*", "$1")));
        assertThat(subscribe().path("success").asBoolean(false)).isTrue();
        assertThat(app.get("/v25.0/6001/subscriptions")
                        .at("/data/0/callback_url")
                        .asString(""))
                .isEqualTo(server.url().toString());
    }

    @Test
    void events_are_escaped_and_signed_and_sends_come_back_as_echoes() {
        server.replies(post -> new Receiver.Reply(200, post.query().replaceAll(".*hub.challenge=(\\d+).*", "$1")));
        subscribe();
        caller.post("/v25.0/me/subscribed_apps", "{\"subscribed_fields\":\"messages\"}");
        anna.writes("Привет");
        var post = server.awaits(2).get(1);
        assertThat(new String(post.body(), StandardCharsets.UTF_8)).contains("\\u041f");
        assertThat(post.text("/entry/0/messaging/0/message/text")).isEqualTo("Привет");
        assertThat(post.header("x-hub-signature-256"))
                .isEqualTo("sha256=" + MetaPostman.hmac("HmacSHA256", "secret", post.body()));

        var id =
                send("{\"text\":\"Hi\",\"metadata\":\"m7\"}").path("message_id").asString("");
        var told = server.awaits(4).subList(2, 4);
        assertThat(told)
                .anyMatch(
                        one -> one.text("/entry/0/messaging/0/message/metadata").equals("m7"));
        assertThat(told)
                .anyMatch(
                        one -> one.text("/entry/0/messaging/0/delivery/mids/0").equals(id));
    }

    @Test
    void instagram_takes_no_metadata() {
        try (var instagram = MetaSimulator.instagram(0)) {
            var account = instagram.page("EAAtoken", "6001", "secret", "10056", "Flower shop");
            var oleg = account.person("Oleg");
            oleg.writes("Hello");
            var calls = new Caller(instagram.url(), "Authorization", "Bearer EAAtoken");
            var body = "{\"recipient\":{\"id\":\"" + oleg.id() + "\"},\"message\":{\"text\":\"Hi\"%s}}";
            assertThat(code(calls.post(SEND, body.formatted(",\"metadata\":\"m7\""))))
                    .isEqualTo(100);
            assertThat(code(calls.post(SEND, body.formatted("")))).isZero();
        }
    }

    @Test
    void limits_blocks_and_the_window_are_kept() {
        assertThat(code(send("{\"text\":\"Hi\"}"))).isEqualTo(100);
        anna.writes("Hello");
        assertThat(code(send("{\"text\":\"" + "x".repeat(2_001) + "\"}"))).isEqualTo(100);
        assertThat(code(send("{\"text\":\"Hi\"}"))).isZero();
        anna.blocks();
        assertThat(code(send("{\"text\":\"Hi\"}"))).isEqualTo(551);
        anna.unblocks();
        messenger.time().advance(Duration.ofHours(25));
        assertThat(send("{\"text\":\"Hi\"}").at("/error/error_subcode").asInt(0))
                .isEqualTo(2018278);
        messenger.revoke(page);
        assertThat(code(send("{\"text\":\"Hi\"}"))).isEqualTo(190);
        assertThat(anna.sees()).isEqualTo(List.of("Hi"));
    }
}
