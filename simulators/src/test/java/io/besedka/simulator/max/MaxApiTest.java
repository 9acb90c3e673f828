package io.besedka.simulator.max;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Caller;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Person;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MaxApiTest {
    private static final String CALLBACK = "{\"type\":\"callback\",\"text\":\"Yes\",\"payload\":\"n12:yes\"}";
    private static final String LINK = "{\"type\":\"link\",\"text\":\"Site\",\"url\":\"https://shop.example\"}";

    private final MaxSimulator max = MaxSimulator.start(0);
    private final Account bot = max.bot("t0ken", "flower_shop_bot", "Flower shop");
    private final Person anna = bot.person("Anna Petrova");
    private final Caller caller = new Caller(max.url(), "Authorization", "t0ken");

    @BeforeEach
    void writes() {
        anna.writes("hello");
    }

    @AfterEach
    void stops() {
        max.close();
    }

    @Test
    void only_the_bare_token_in_the_header_opens() {
        assertThat(caller.get("/me").path("username").asString()).isEqualTo("flower_shop_bot");
        for (var stranger : List.of(
                new Caller(max.url()),
                new Caller(max.url(), "Authorization", "Bearer t0ken"),
                new Caller(max.url(), "Authorization", "t0k"))) {
            var answer = stranger.send("GET", "/me?access_token=t0ken", "");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(Json.parse(answer.body()).path("code").asString()).isEqualTo("verify.token");
        }
    }

    @Test
    void a_text_arrives_with_its_marks_and_is_written_into_the_ledger() {
        var message =
                send("\"text\":\"<b>Ready</b> &amp; <a href=\\\"https://shop.example\\\">here</a>\",\"format\":\"html\"")
                        .path("message");

        assertThat(message.at("/body/mid").asString()).startsWith("mid.");
        assertThat(message.at("/body/text").asString()).isEqualTo("Ready & here");
        assertThat(message.at("/body/markup")
                        .valueStream()
                        .map(mark -> mark.path("type").asString()))
                .containsExactly("strong", "link");
        assertThat(message.at("/recipient/user_id").asString()).isEqualTo(anna.id());
        anna.awaitsText("Ready & here");
        assertThat(max.ledger().ofChat(anna.chat().id()))
                .extracting(entry -> entry.text())
                .containsExactly("Ready & here");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            30 | 7 | callback | sent
            31 | 1 | callback | errors.maxRows
            1  | 8 | callback | errors.maxRowSize
            30 | 3 | link     | sent
            1  | 4 | link     | errors.maxRowSize
            """)
    void a_keyboard_has_its_measure(int rows, int perRow, String type, String expected) {
        var row = IntStream.range(0, perRow)
                .mapToObj(i -> type.equals("link") ? LINK : CALLBACK)
                .collect(Collectors.joining(",", "[", "]"));
        var answer = send("\"text\":\"Choose\","
                + keyboard(IntStream.range(0, rows).mapToObj(i -> row).collect(Collectors.joining(","))));

        assertThat(
                        expected.equals("sent")
                                ? answer.path("message")
                                        .path("body")
                                        .path("text")
                                        .asString()
                                : answer.path("message").asString())
                .contains(expected.equals("sent") ? "Choose" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"text":""}
            {"text":null,"attachments":[]}
            {"text":"x","format":"rtf"}
            {"text":"x","attachments":{}}
            {"text":"x","attachments":[{"type":"reply_keyboard","payload":{}}]}
            {"text":"x","attachments":[{"type":"image","payload":{"token":"made up"}}]}
            {"text":"x","attachments":[{"type":"location","latitude":91,"longitude":0}]}
            {"text":"x","link":{"type":"reply","mid":"mid.unknown"}}
            []
            """)
    void what_is_no_message_is_refused_in_words(String body) {
        var answer = post(body);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(Json.parse(answer.body()).path("message").asString()).isNotBlank();
        assertThat(anna.sees()).isEmpty();
        assertThat(post("{\"text\":\"" + "x".repeat(4_001) + "\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_file_is_ready_a_while_after_it_was_uploaded_and_its_address_works_once() {
        var image = caller.post("/uploads?type=image", "");
        assertThat(image.has("token")).isFalse();
        var photos = Json.parse(upload(image, "picture").body()).path("photos");
        var body = "{\"text\":\"Look\",\"attachments\":[{\"type\":\"image\",\"payload\":{\"photos\":" + photos + "}}]}";

        assertThat(Json.parse(post(body).body()).path("code").asString()).isEqualTo("attachment.not.ready");
        max.time().advance(Duration.ofSeconds(1));
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(anna.lastSeen().content().attachments().getFirst().kind()).isEqualTo(Kind.PHOTO);
        assertThat(upload(image, "another").statusCode()).isEqualTo(400);
    }

    @Test
    void a_film_has_its_token_beforehand_and_may_come_in_pieces() {
        var film = caller.post("/uploads?type=video", "");
        assertThat(piece(film, "bytes 0-3/8", "abcd").statusCode()).isEqualTo(201);
        assertThat(piece(film, "bytes 5-7/8", "fgh").statusCode()).isEqualTo(416);
        assertThat(new String(piece(film, "bytes 4-7/8", "efgh").body())).isEqualTo("<retval>1</retval>");
        max.time().advance(Duration.ofSeconds(1));

        send("\"text\":\"\",\"attachments\":[{\"type\":\"video\",\"payload\":{\"token\":\"%s\"}}]"
                .formatted(film.path("token").asString()));

        var seen = anna.lastSeen().content().attachments().getFirst();
        assertThat(seen.kind()).isEqualTo(Kind.VIDEO);
        assertThat(seen.size()).isEqualTo(8);
        assertThat(caller.get("/videos/" + film.path("token").asString())
                        .at("/urls/mp4_360")
                        .asString())
                .isEqualTo(seen.url());
    }

    @Test
    void a_plain_message_can_be_edited_for_a_week_and_one_with_buttons_for_ever() {
        var plain = mid(send("\"text\":\"Yess\""));
        var asked = mid(send("\"text\":\"Choose\"," + keyboard("[" + CALLBACK + "]")));
        assertThat(edit(plain, "{\"text\":\"Yes\"}").path("success").asBoolean())
                .isTrue();
        max.time().advance(Duration.ofDays(8));

        var late = edit(plain, "{\"text\":\"Yes!\"}");
        assertThat(late.path("success").asBoolean(true)).isFalse();
        assertThat(late.path("message").asString()).isNotBlank();
        assertThat(edit(asked, "{\"text\":\"Chosen\",\"attachments\":[]}")
                        .path("success")
                        .asBoolean())
                .isTrue();
        assertThat(anna.sees()).containsExactly("Yes", "Chosen");
        assertThat(anna.lastSeen().content().buttons()).isEmpty();

        assertThat(Json.parse(caller.send("DELETE", "/messages?message_id=" + plain, "")
                                .body())
                        .path("success")
                        .asBoolean())
                .isTrue();
        assertThat(anna.sees()).containsExactly("Chosen");
    }

    @Test
    void who_did_not_start_or_stopped_is_not_written_to() {
        var boris = bot.person("Boris");
        assertThat(Json.parse(sendTo(boris.id()).body()).path("code").asString())
                .isEqualTo("chat.denied");
        assertThat(sendTo("12345").statusCode()).isEqualTo(404);

        assertThat(anna.blocks().updates())
                .extracting(update -> update.kind())
                .containsExactly("bot_stopped", "dialog_removed");
        assertThat(sendTo(anna.id()).statusCode()).isEqualTo(403);
        anna.unblocks();
        assertThat(sendTo(anna.id()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_press_is_answered_with_a_notice_or_another_message_for_its_own() {
        send("\"text\":\"Choose\"," + keyboard("[" + CALLBACK + "]"));
        var press = anna.presses("Yes").update().json();
        assertThat(press.at("/callback/payload").asString()).isEqualTo("n12:yes");
        var answers =
                "/answers?callback_id=" + press.at("/callback/callback_id").asString();

        assertThat(caller.post(answers, "{\"notification\":\"Saved\"}")
                        .path("success")
                        .asBoolean())
                .isTrue();
        assertThat(anna.toast()).contains("Saved");
        assertThat(caller.post(answers, "{\"message\":{\"text\":\"Chosen\"}}")
                        .path("success")
                        .asBoolean())
                .isTrue();
        assertThat(anna.sees()).containsExactly("Chosen");
        assertThat(caller.post("/answers?callback_id=none", "{\"notification\":\"x\"}")
                        .path("success")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void rates_are_enforced_where_asked() {
        assertThat(IntStream.range(0, 5).map(i -> sendTo(anna.id()).statusCode()))
                .containsOnly(200);
        max.rules().enforceRates(true);

        // However slow the calls are, so many cannot be within the limits.
        assertThat(IntStream.range(0, 1_000).anyMatch(i -> sendTo(anna.id()).statusCode() == 429))
                .isTrue();
        assertThat(IntStream.range(0, 10_000)
                        .anyMatch(i -> caller.send("GET", "/me", "").statusCode() == 429))
                .isTrue();
    }

    @Test
    void misfortune_strikes_calls_in_maxs_words() {
        max.switchboard().next(1, Misfortune.tooMany(Duration.ofSeconds(7)));
        var limited = sendTo(anna.id());
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        max.switchboard().next(1, Misfortune.tooMany(Duration.ZERO));
        assertThat(sendTo(anna.id()).headers().firstValue("Retry-After")).isEmpty();

        max.switchboard().next(1, Misfortune.unauthorized());
        assertThat(code(sendTo(anna.id()))).isEqualTo("401 verify.token");
        max.switchboard().next(1, Misfortune.forbidden());
        assertThat(code(sendTo(anna.id()))).isEqualTo("403 chat.denied");
        max.switchboard().next(1, Misfortune.serverError(503));
        assertThat(code(sendTo(anna.id()))).isEqualTo("503 service.unavailable");
        assertThat(max.ledger().ofChat(anna.chat().id())).isEmpty();

        max.switchboard().next(1, new Misfortune.CallDropped());
        assertThatThrownBy(() -> sendTo(anna.id())).hasMessageContaining("broke");
        assertThat(max.ledger().ofChat(anna.chat().id())).isEmpty();
        max.switchboard().next(1, new Misfortune.AnswerDropped());
        assertThatThrownBy(() -> sendTo(anna.id())).hasMessageContaining("broke");
        assertThat(max.ledger().ofChat(anna.chat().id())).hasSize(1);
    }

    @Test
    void misfortune_can_be_meant_for_one_call() {
        max.switchboard().add(Misfortune.serverError(500), "uploads", 1, Instant.MAX, 1);

        assertThat(sendTo(anna.id()).statusCode()).isEqualTo(200);
        assertThat(caller.send("POST", "/uploads?type=file", "").statusCode()).isEqualTo(500);
    }

    private static String code(HttpResponse<byte[]> answer) {
        return answer.statusCode() + " "
                + Json.parse(answer.body()).path("code").asString();
    }

    private HttpResponse<byte[]> sendTo(String user) {
        return caller.send("POST", "/messages?user_id=" + user, "{\"text\":\"hi\"}");
    }

    private JsonNode send(String members) {
        return Json.parse(post("{" + members + "}").body());
    }

    private HttpResponse<byte[]> post(String body) {
        return caller.send("POST", "/messages?user_id=" + anna.id(), body);
    }

    private JsonNode edit(String mid, String body) {
        return Json.parse(
                caller.send("PUT", "/messages?message_id=" + mid, body).body());
    }

    private static String mid(JsonNode sent) {
        return sent.path("message").path("body").path("mid").asString();
    }

    private static String keyboard(String rows) {
        return "\"attachments\":[{\"type\":\"inline_keyboard\",\"payload\":{\"buttons\":[" + rows + "]}}]";
    }

    private HttpResponse<byte[]> upload(JsonNode slot, String content) {
        var form = "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a.bin\"\r\n\r\n" + content
                + "\r\n--b--\r\n";
        return caller.send(
                "POST",
                slot.path("url").asString(),
                "multipart/form-data; boundary=b",
                form.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> piece(JsonNode slot, String range, String content) {
        var pieces = new Caller(
                max.url(), "Content-Range", range, "Content-Disposition", "attachment; filename=\"walk.mp4\"");
        return pieces.send(
                "POST", slot.path("url").asString(), "application/x-binary", content.getBytes(StandardCharsets.UTF_8));
    }
}
