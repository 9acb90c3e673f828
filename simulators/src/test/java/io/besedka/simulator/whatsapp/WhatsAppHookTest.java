package io.besedka.simulator.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Caller;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Receiver;
import io.besedka.simulator.messenger.Receiver.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WhatsAppHookTest {
    private static final String SIGNATURE = "X-Hub-Signature-256";
    private static final String MESSAGE = "/entry/0/changes/0/value/messages/0";
    private static final String STATUS = "/entry/0/changes/0/value/statuses/0";

    private final WhatsAppSimulator whatsapp = WhatsAppSimulator.start(0);
    private final Account number = whatsapp.number("1100220033", "Flower shop", "EAAtoken", "s3cret");
    private final Person anna = number.person("Anna");
    private final Receiver server = new Receiver(SIGNATURE);
    private final Caller caller = new Caller(whatsapp.url(), "Authorization", "Bearer EAAtoken");
    private final Caller application = new Caller(whatsapp.url(), "Authorization", "Bearer 771100220033|s3cret");

    @AfterEach
    void stops() {
        whatsapp.close();
        server.close();
    }

    private void subscribes() {
        server.replies(post -> new Reply(200, challenge(post.query())));
        var answer = application.post(
                "/v25.0/771100220033/subscriptions",
                "{\"object\":\"whatsapp_business_account\",\"callback_url\":\"%s\",\"verify_token\":\"v\",\"fields\":\"messages\"}"
                        .formatted(server.url()));
        assertThat(answer.path("success").asBoolean()).isTrue();
        assertThat(caller.post("/v25.0/881100220033/subscribed_apps", "{}")
                        .path("success")
                        .asBoolean())
                .isTrue();
    }

    private static String challenge(String query) {
        return query.isEmpty()
                ? ""
                : URLDecoder.decode(query.replaceAll(".*hub\\.challenge=([^&]*).*", "$1"), StandardCharsets.UTF_8);
    }

    @Test
    void nothing_is_posted_until_all_three_stand() throws Exception {
        subscribes();
        anna.writes("one");
        assertThat(server.awaits(2).getLast().text(MESSAGE + "/text/body")).isEqualTo("one");

        whatsapp.unsubscribe(number);
        anna.writes("two");
        assertThat(number.updates().hooks()).isEmpty();
    }

    @Test
    void an_address_that_does_not_repeat_the_challenge_is_refused() {
        server.replies(200, "hello");
        var lead = "{\"webhook_configuration\":{\"override_callback_uri\":\"%s\",\"verify_token\":\"v\"}}";

        assertThat(caller.post("/v25.0/1100220033", lead.formatted(server.url()))
                        .at("/error/code")
                        .asInt(0))
                .isEqualTo(2200);
        assertThat(caller.post("/v25.0/1100220033", lead.formatted("http://shop.example"))
                        .at("/error/code")
                        .asInt(0))
                .isEqualTo(100);
    }

    @Test
    void a_number_s_own_address_comes_before_the_application_s() throws Exception {
        subscribes();
        try (var other = new Receiver()) {
            other.replies(post -> new Reply(200, challenge(post.query())));
            caller.post(
                    "/v25.0/1100220033",
                    "{\"webhook_configuration\":{\"override_callback_uri\":\"%s\",\"verify_token\":\"v\"}}"
                            .formatted(other.url()));
            anna.writes("hello");

            assertThat(other.awaits(2).getLast().text(MESSAGE + "/text/body")).isEqualTo("hello");
            assertThat(caller.get("/v25.0/1100220033")
                            .at("/webhook_configuration/phone_number")
                            .asString())
                    .isEqualTo(other.url().toString());
        }
    }

    @Test
    void a_change_is_escaped_and_signed_over_its_bytes() throws Exception {
        subscribes();
        anna.writes("Привет 🌷");
        var post = server.awaits(2).getLast();

        assertThat(new String(post.body(), StandardCharsets.ISO_8859_1))
                .isASCII()
                .contains("\\u041f");
        assertThat(post.header(SIGNATURE)).isEqualTo("sha256=" + WhatsAppPostman.signature("s3cret", post.body()));
        assertThat(post.text(MESSAGE + "/text/body")).isEqualTo("Привет 🌷");
        assertThat(post.text(MESSAGE + "/from_user_id")).isEqualTo("RU." + new StringBuilder(anna.id()).reverse());
    }

    @Test
    void who_hides_the_phone_is_told_by_the_scoped_id_alone() throws Exception {
        subscribes();
        whatsapp.hidesPhone(anna);
        anna.writes("hello");
        JsonNode value = server.awaits(2).getLast().json().at("/entry/0/changes/0/value");

        assertThat(value.toString()).doesNotContain("\"" + anna.id() + "\"").contains("\"username\":\"anna\"");
    }

    @Test
    void a_message_is_sent_then_delivered_and_a_blocked_one_failed() throws Exception {
        subscribes();
        anna.writes("hello");
        send();
        assertThat(server.awaits(4).subList(2, 4))
                .extracting(post -> post.text(STATUS + "/status"))
                .containsExactlyInAnyOrder("sent", "delivered");

        anna.blocks();
        send();
        var failed = server.awaits(5).getLast();
        assertThat(failed.text(STATUS + "/status")).isEqualTo("failed");
        assertThat(failed.json().at(STATUS + "/errors/0/code").asInt(0)).isEqualTo(131026);
    }

    private void send() {
        var body = "{\"messaging_product\":\"whatsapp\",\"to\":\"%s\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}";
        assertThat(caller.post("/v25.0/1100220033/messages", body.formatted(anna.id()))
                        .at("/messages/0/id")
                        .asString(""))
                .isNotEmpty();
    }
}
