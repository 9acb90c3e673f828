package io.besedka.simulator.ok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Caller;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Person;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OkApiTest {
    private static final String YES =
            "{\"type\":\"CALLBACK\",\"text\":\"Yes\",\"intent\":\"POSITIVE\",\"payload\":\"n12:yes\"}";

    private final OkSimulator ok = OkSimulator.start(0);
    private final Account group = ok.group("tkn1", "55001", "Flower shop");
    private final Person anna = group.person("Anna");
    private final Caller caller = new Caller(ok.url());

    @BeforeEach
    void writes() {
        anna.writes("hello");
    }

    @AfterEach
    void stops() {
        ok.close();
    }

    @Test
    void the_token_in_the_query_opens_and_errors_have_a_number_in_body_and_header() {
        assertThat(get("/me/info").path("name").asString()).isEqualTo("Flower shop");
        assertThat(get("/me/info").path("group_id").asString()).isEqualTo("group:55001");

        for (var query : List.of("", "?access_token=tkn2")) {
            var answer = caller.send("GET", "/graph/me/info" + query, "");
            assertThat(Json.parse(answer.body()).path("error_code").asInt(0)).isEqualTo(102);
            assertThat(Json.parse(answer.body()).path("error_msg").asString()).isNotBlank();
            assertThat(answer.headers().firstValue("invocation-error")).contains("102");
        }
        ok.token(group, "tkn2");
        assertThat(get("/me/info").path("error_code").asInt(0)).isEqualTo(102);
    }

    @Test
    void a_text_arrives_by_either_path_and_is_written_into_the_ledger() {
        var said = send("{\"text\":\"Ready\",\"reply_to\":\"" + anna.lastSaid().id() + "\"}");
        var again = post("/" + anna.chat().id() + "/messages", "{\"message\":{\"text\":\"Again\"}}");

        assertThat(said.path("success").asBoolean()).isTrue();
        assertThat(said.path("message_id").asString())
                .startsWith("mid:C")
                .isNotEqualTo(again.path("message_id").asString());
        assertThat(anna.sees()).containsExactly("Ready", "Again");
        assertThat(anna.messages().get(1).replyTo()).isEqualTo(anna.lastSaid().id());
        assertThat(ok.ledger().ofChat(anna.chat().id()))
                .extracting(entry -> entry.text())
                .containsExactly("Ready", "Again");
    }

    @Test
    void only_who_opened_the_chat_is_written_to_as_a_user() {
        var boris = group.person("Boris");

        assertThat(sendTo("{\"user_id\":\"%s\"}".formatted(anna.id()))
                        .path("success")
                        .asBoolean())
                .isTrue();
        assertThat(code(sendTo("{\"user_id\":\"%s\"}".formatted(boris.id())))).isEqualTo(10);
        var many = sendTo("{\"user_ids\":[\"%s\",\"%s\"]}".formatted(anna.id(), boris.id()));
        assertThat(many.path("success").toString()).isEqualTo("[true,false]");
        assertThat(many.path("chat_ids").toString())
                .isEqualTo("[\"%s\",null]".formatted(anna.chat().id()));
        assertThat(anna.sees()).containsExactly("Hi", "Hi");

        anna.blocks();
        assertThat(code(send("{\"text\":\"Hi\"}"))).isEqualTo(455);
        anna.unblocks();
        assertThat(code(send("{\"text\":\"Hi\"}"))).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"text":" "}
            {"attachments":[{"type":"INLINE_KEYBOARD","payload":{"keyboard":{"buttons":[[{"type":"CALLBACK","text":"a","payload":"b"}]]}}}]}
            {"text":"x","attachments":[{"type":"INLINE_KEYBOARD","payload":{"keyboard":{"buttons":[]}}}]}
            {"text":"x","attachments":[{"type":"INLINE_KEYBOARD","payload":{"keyboard":{"buttons":[[{"type":"CALLBACK","text":"a"}]]}}}]}
            {"text":"x","attachments":[{"type":"INLINE_KEYBOARD","payload":{"keyboard":{"buttons":[[{"type":"LINK","text":"a","url":"x"}]]}}}]}
            {"text":"x","attachments":[{"type":"INLINE_KEYBOARD","payload":{"keyboard":{"buttons":[[{"type":"REPLY","text":"a"}]]}}}]}
            {"text":"x","attachments":[{"type":"IMAGE","payload":{"token":"made up"}}]}
            {"text":"x","attachments":[{"type":"FILE","payload":{"url":"https://shop.example/a.pdf"}}]}
            {"attachments":[{"type":"IMAGE","payload":{"url":"https://a.example/1"}},{"type":"IMAGE","payload":{"url":"https://a.example/2"}}]}
            {"text":"x","attachments":[{"type":"TELEPATHY","payload":{}}]}
            []
            """)
    void what_is_no_message_is_refused_in_words(String message) {
        var answer = send(message);

        assertThat(code(answer)).isEqualTo(100);
        assertThat(answer.path("error_msg").asString()).startsWith("PARAM : ");
        assertThat(anna.sees()).isEmpty();
    }

    @Test
    void limits_hold_to_the_letter() {
        assertThat(code(send("{\"text\":\"" + "x".repeat(3_000) + "\"}"))).isZero();
        assertThat(code(send("{\"text\":\"" + "x".repeat(3_001) + "\"}"))).isEqualTo(100);
        assertThat(code(send(keyboard(repeated("[" + YES + "," + YES + "," + YES + "]", 10)))))
                .isZero();
        assertThat(code(send(keyboard(repeated("[" + YES + "]", 11))))).isEqualTo(100);
        assertThat(code(send(keyboard("[" + repeated(YES, 4) + "]")))).isEqualTo(100);
        assertThat(code(send(keyboard("[" + YES.replace("Yes", "x".repeat(41)) + "]"))))
                .isEqualTo(100);
        var token = uploaded("FILE", "application/pdf");
        ok.time().advance(Duration.ofSeconds(1));
        var file = "{\"type\":\"FILE\",\"payload\":{\"token\":\"" + token + "\"}}";
        assertThat(code(send("{\"attachments\":[" + repeated(file, 5) + "]}"))).isZero();
        assertThat(code(send("{\"attachments\":[" + repeated(file, 6) + "]}"))).isEqualTo(100);
        assertThat(code(post("/me/messages/chat:C404", "{\"message\":{\"text\":\"x\"}}")))
                .isEqualTo(300);
        assertThat(code(post("/me/messages/404", "{\"message\":{\"text\":\"x\"}}")))
                .isEqualTo(100);
    }

    @Test
    void a_file_is_ready_a_while_after_it_was_uploaded_and_goes_as_its_own_kind() {
        for (var type : List.of("FILE", "VIDEO", "AUDIO", "IMAGE")) {
            var mime = type.equals("AUDIO")
                    ? "audio/ogg"
                    : type.equals("IMAGE") ? "image/png" : "application/octet-stream";
            var token = uploaded(type, mime);
            var message = "{\"text\":\"%s\",\"attachments\":[{\"type\":\"%s\",\"payload\":{\"token\":\"%s\"}}]}"
                    .formatted(type, type, token);

            assertThat(code(send(message))).as(type).isEqualTo(100);
            ok.time().advance(Duration.ofSeconds(1));
            assertThat(code(send(message))).as(type).isZero();
            assertThat(code(send(message.replace(
                            "\"type\":\"" + type, "\"type\":\"" + (type.equals("FILE") ? "IMAGE" : "FILE")))))
                    .isEqualTo(100);
        }
        assertThat(anna.messages().stream()
                        .filter(Bubble::ours)
                        .map(one -> one.content().attachments().getFirst().kind()))
                .containsExactly(Kind.FILE, Kind.VIDEO, Kind.AUDIO, Kind.PHOTO);
    }

    @Test
    void an_upload_takes_one_part_of_the_right_type_at_an_address_used_once() {
        assertThat(code(get("/me/fileUploadUrl?type=TELEPATHY"))).isEqualTo(100);
        var image = get("/me/fileUploadUrl?type=IMAGE");
        assertThat(image.path("file_id").asString()).isNotBlank();
        assertThat(Json.parse(upload(image, "application/octet-stream").body())
                        .path("error_code")
                        .asInt(0))
                .isEqualTo(100);

        var second = get("/me/fileUploadUrl?type=IMAGE");
        assertThat(Json.parse(upload(second, "image/png").body()).path("photos").isEmpty())
                .isFalse();
        assertThat(Json.parse(upload(second, "image/png").body())
                        .path("error_code")
                        .asInt(0))
                .isEqualTo(100);
    }

    @Test
    void a_press_is_answered_once_by_a_message_in_the_place_of_its_own() {
        send(keyboard("[" + YES + "]"));
        var press = anna.presses("Yes").update().json();
        assertThat(press.path("payload").asString()).isEqualTo("n12:yes");
        var answers = "/" + anna.chat().id() + "/answer?callbackId="
                + press.path("callbackId").asString();

        assertThat(code(post(answers, "{}"))).isEqualTo(100);
        assertThat(post(answers, "{\"message\":{\"text\":\"Chosen\"}}")
                        .path("success")
                        .asBoolean())
                .isTrue();
        assertThat(anna.sees()).containsExactly("Chosen");
        assertThat(anna.lastSeen().content().buttons()).isEmpty();
        assertThat(code(post(answers, "{\"message\":{\"text\":\"Again\"}}"))).isEqualTo(100);
    }

    @Test
    void what_the_group_is_doing_is_seen() {
        assertThat(act("typing_on").path("success").asBoolean()).isTrue();
        assertThat(anna.seesTyping()).isTrue();
        assertThat(anna.lastSaid().status()).isNotEqualTo(Bubble.Status.READ);
        act("mark_seen");
        assertThat(anna.lastSaid().status()).isEqualTo(Bubble.Status.READ);
        assertThat(code(act("dancing"))).isEqualTo(100);
    }

    @Test
    void chats_come_with_the_latest_first_and_their_history_backwards() {
        ok.time().advance(Duration.ofMinutes(1));
        var boris = group.person("Boris");
        boris.writes("me too");
        send("{\"text\":\"Hi\"}");

        var first = get("/me/chats?count=1");
        assertThat(first.at("/chats/0/title").asString()).isEqualTo("Anna");
        assertThat(first.at("/chats/0/participants").has(anna.id())).isTrue();
        var rest = get("/me/chats?count=1&marker=" + first.path("marker").asString());
        assertThat(rest.at("/chats/0/title").asString()).isEqualTo("Boris");
        assertThat(rest.has("marker")).isFalse();
        assertThat(get("/me/chat?chat_id=" + anna.chat().id()).path("owner_id").asString())
                .isEqualTo(anna.id());
        assertThat(get("/" + anna.chat().id() + "/url").path("url").asString()).startsWith("https://ok.ru/");

        var history = get("/me/messages/" + anna.chat().id()).path("messages");
        assertThat(history.valueStream().map(one -> one.at("/message/text").asString()))
                .containsExactly("Hi", "hello");
        assertThat(history.valueStream().map(one -> one.at("/sender/user_id").asString()))
                .containsExactly("group:55001", anna.id());
        var before = get("/me/messages/" + anna.chat().id() + "?from="
                        + history.at("/1/timestamp").asLong())
                .path("messages");
        assertThat(before).hasSize(1);
    }

    @Test
    void rates_are_enforced_where_asked() {
        assertThat(IntStream.range(0, 5).map(i -> status())).containsOnly(200);
        ok.rules().enforceRates(true);

        // However slow the calls are, so many cannot be within the limits.
        assertThat(IntStream.range(0, 1_000).anyMatch(i -> status() == 429)).isTrue();
    }

    @Test
    void misfortune_strikes_in_oks_words() {
        ok.switchboard().next(1, Misfortune.tooMany(Duration.ofSeconds(7)));
        var limited = caller.send("POST", path("/me/messages/" + anna.chat().id()), "{\"message\":{\"text\":\"x\"}}");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        assertThat(Json.parse(limited.body()).path("error_code").asInt(0)).isEqualTo(11);
        ok.switchboard().next(1, Misfortune.unauthorized());
        assertThat(code(send("{\"text\":\"x\"}"))).isEqualTo(102);
        ok.switchboard().next(1, Misfortune.forbidden());
        assertThat(code(send("{\"text\":\"x\"}"))).isEqualTo(10);
        assertThat(anna.sees()).isEmpty();

        ok.switchboard().next(1, new Misfortune.AnswerDropped());
        assertThatThrownBy(() -> send("{\"text\":\"done anyway\"}")).hasMessage("the connection broke");
        anna.awaitsText("done anyway");
        assertThat(ok.ledger().count()).isOne();
    }

    private static String keyboard(String rows) {
        return "{\"text\":\"Choose\",\"attachments\":[{\"type\":\"INLINE_KEYBOARD\",\"payload\":{\"keyboard\":{\"buttons\":["
                + rows + "]}}}]}";
    }

    private static String repeated(String json, int times) {
        return IntStream.range(0, times).mapToObj(i -> json).collect(Collectors.joining(","));
    }

    private JsonNode send(String message) {
        return post(
                "/me/messages/" + anna.chat().id(),
                "{\"recipient\":{\"chat_id\":\"%s\"},\"message\":%s}"
                        .formatted(anna.chat().id(), message));
    }

    private JsonNode sendTo(String recipient) {
        return post("/me/messages", "{\"recipient\":" + recipient + ",\"message\":{\"text\":\"Hi\"}}");
    }

    private JsonNode act(String action) {
        return post(
                "/me/messages",
                "{\"recipient\":{\"chat_id\":\"%s\"},\"sender_action\":\"%s\"}"
                        .formatted(anna.chat().id(), action));
    }

    private int status() {
        return caller.send("POST", path("/me/messages/" + anna.chat().id()), "{\"message\":{\"text\":\"x\"}}")
                .statusCode();
    }

    /** The token by which what was uploaded may be sent. */
    private String uploaded(String type, String mime) {
        var place = get("/me/fileUploadUrl?type=" + type);
        var answer = Json.parse(upload(place, mime).body());
        return type.equals("IMAGE")
                ? answer.path("photos")
                        .valueStream()
                        .findFirst()
                        .orElseThrow()
                        .path("token")
                        .asString()
                : place.path("token").asString();
    }

    private HttpResponse<byte[]> upload(JsonNode place, String mime) {
        var body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: " + mime
                + "\r\n\r\nbytes\r\n--b--\r\n";
        return caller.send(
                "POST",
                place.path("url").asString(),
                "multipart/form-data; boundary=b",
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static int code(JsonNode answer) {
        return answer.path("error_code").asInt(0);
    }

    private JsonNode post(String path, String json) {
        return caller.post(path(path), json);
    }

    private JsonNode get(String path) {
        return caller.get(path(path));
    }

    private static String path(String path) {
        return "/graph" + path + (path.contains("?") ? "&" : "?") + "access_token=tkn1";
    }
}
