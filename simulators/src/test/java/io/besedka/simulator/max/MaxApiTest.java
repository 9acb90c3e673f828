package io.besedka.simulator.max;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Caller;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Receiver;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MaxApiTest {
    private static final String FORM = "multipart/form-data; boundary=b";

    private final MaxSimulator max = MaxSimulator.start(0);
    private final Account bot = max.bot("t0ken", "shop_bot", "Flower shop");
    private final Person anna = bot.person("Anna Petrova");
    private final Receiver server = new Receiver("x-max-bot-api-secret");
    private final Caller caller = new Caller(max.url(), "Authorization", "t0ken");

    @BeforeEach
    void meets() {
        anna.writes("hello");
        max.rules().enforceRates(false);
    }

    @AfterEach
    void stops() {
        max.close();
        server.close();
    }

    private JsonNode send(String body) {
        return caller.post("/messages?user_id=" + anna.id(), body);
    }

    @Test
    void only_the_bare_token_in_the_header_counts() {
        assertThat(caller.get("/me").path("username").asString()).isEqualTo("shop_bot");
        for (var wrong : new Caller[] {new Caller(max.url(), "Authorization", "Bearer t0ken"), new Caller(max.url())}) {
            var refused = wrong.send("GET", "/me?access_token=t0ken", "");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(Json.parse(refused.body()).path("code").asString()).isEqualTo("verify.token");
        }
    }

    @Test
    void updates_are_posted_with_the_secret_or_fetched_but_not_both() {
        caller.post("/subscriptions", "{\"url\":\"%s\",\"update_types\":[\"message_created\"],\"secret\":\"s-123\"}".formatted(server.url()));
        anna.writes("posted");
        assertThat(server.awaits(1).getFirst().header("x-max-bot-api-secret")).isEqualTo("s-123");
        assertThat(caller.get("/updates?marker=0&timeout=0").path("updates")).isEmpty();

        caller.send("DELETE", "/subscriptions?url=" + server.url(), "");
        var fetched = caller.get("/updates?timeout=0");
        assertThat(fetched.at("/updates/0/message/body/text").asString()).isEqualTo("posted");
        assertThat(caller.get("/updates?timeout=0&marker=" + fetched.path("marker").asLong()).path("updates")).isEmpty();
    }

    @Test
    void an_address_that_is_not_https_and_a_secret_too_short_are_refused() {
        var refused = caller.send("POST", "/subscriptions", "{\"url\":\"http://shop.example/hook\"}");
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(Json.parse(refused.body()).path("success").asBoolean(true)).isFalse();
        assertThat(caller.send("POST", "/subscriptions", "{\"url\":\"https://shop.example/hook\",\"secret\":\"abc\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_film_is_not_ready_at_once() {
        var upload = caller.send("POST", "/uploads?type=video", "");
        var slot = Json.parse(upload.body());
        var form = "--b\r\ncontent-disposition:form-data;name=\"data\";filename=\"a.mp4\"\r\n\r\nfilm\r\n--b--\r\n";
        assertThat(new Caller(max.url()).send("POST", slot.path("url").asString(), FORM, form.getBytes(UTF_8)).statusCode()).isEqualTo(200);
        var message = "{\"attachments\":[{\"type\":\"video\",\"payload\":{\"token\":\"%s\"}}]}".formatted(slot.path("token").asString());

        assertThat(send(message).path("code").asString()).isEqualTo("attachment.not.ready");
        max.time().advance(Duration.ofSeconds(2));
        assertThat(send(message).at("/message/body/attachments/0/type").asString()).isEqualTo("video");
        assertThat(new Caller(max.url()).send("POST", slot.path("url").asString(), FORM, form.getBytes(UTF_8)).statusCode()).isEqualTo(400);
    }

    @Test
    void keyboards_have_their_measures() {
        assertThat(send(keyboard(30, 7, "callback")).has("message")).isTrue();
        assertThat(send(keyboard(31, 1, "callback")).path("message").asString()).contains("errors.maxRows");
        assertThat(send(keyboard(1, 8, "callback")).path("message").asString()).contains("errors.maxRowSize");
        assertThat(send(keyboard(1, 3, "request_contact")).has("message")).isTrue();
        assertThat(send(keyboard(1, 4, "request_contact")).path("message").asString()).contains("errors.maxRowSize");
    }

    private static String keyboard(int rows, int perRow, String type) {
        var button = "{\"type\":\"%s\",\"text\":\"a\",\"payload\":\"a\"}".formatted(type);
        var row = IntStream.range(0, perRow).mapToObj(i -> button).collect(Collectors.joining(",", "[", "]"));
        var all = IntStream.range(0, rows).mapToObj(i -> row).collect(Collectors.joining(",", "[", "]"));
        return "{\"text\":\"x\",\"attachments\":[{\"type\":\"inline_keyboard\",\"payload\":{\"buttons\":" + all + "}}]}";
    }

    @Test
    void a_plain_message_can_be_edited_for_a_week() {
        var mid = send("{\"text\":\"one\"}").at("/message/body/mid").asString();
        var edit = "/messages?message_id=" + mid;
        assertThat(Json.parse(caller.send("PUT", edit, "{\"text\":\"two\"}").body()).path("success").asBoolean()).isTrue();
        max.time().advance(Duration.ofDays(8));
        assertThat(Json.parse(caller.send("PUT", edit, "{\"text\":\"three\"}").body()).path("success").asBoolean(true)).isFalse();
        assertThat(anna.sees()).containsExactly("two");
    }

    @Test
    void a_third_message_within_a_second_is_too_much_and_a_text_has_an_end() {
        assertThat(send("{\"text\":\"" + "x".repeat(4001) + "\"}").path("code").asString()).isEqualTo("proto.payload");
        max.rules().enforceRates(true);
        for (int i = 0; i < 2; i++) assertThat(send("{\"text\":\"x\"}").has("message")).isTrue();
        assertThat(caller.send("POST", "/messages?user_id=" + anna.id(), "{\"text\":\"x\"}").statusCode()).isEqualTo(429);
    }

    @Test
    void nobody_is_written_to_before_the_start_or_after_the_stop() {
        var olga = bot.person("Olga");
        assertThat(caller.post("/messages?user_id=" + olga.id(), "{\"text\":\"x\"}").path("code").asString()).isEqualTo("chat.denied");
        anna.blocks();
        assertThat(send("{\"text\":\"x\"}").path("message").asString()).contains("suspended");
    }
}
