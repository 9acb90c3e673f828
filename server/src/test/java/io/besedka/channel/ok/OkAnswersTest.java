package io.besedka.channel.ok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.channel.Connection;
import io.besedka.channel.Outbound;
import io.besedka.channel.Planner;
import io.besedka.channel.Recipient;
import io.besedka.channel.Registration;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Scope;
import io.besedka.conversation.Content;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.Json;
import io.besedka.platform.secret.Secret;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we ask of OK, what its answers mean, and which addresses of files are followed. */
class OkAnswersTest {
    private static final String TOKEN = "tkn1SecretOfTheGroup";

    private record Asked(String path, String body) {}

    private final Connection connection = connection(TOKEN);
    private final Recipient nina = new Recipient(new ConversationKey(3, 4), "user:570001", "chat:C3aa01");
    private final List<Asked> asked = new ArrayList<>();
    private HttpServer server;
    private OkAdapter adapter;

    private volatile int status = 200;
    private volatile String body = "";
    private volatile Map<String, String> headers = Map.of();

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(exchange.getRequestURI().toString(), sent));
            headers.forEach(exchange.getResponseHeaders()::set);
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        adapter = new OkAdapter(
                root(),
                (project, id) -> {
                    throw new FileNotFoundException();
                },
                Clock.system());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI root() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    private static Connection connection(String token) {
        return new Connection(3, 8, "ok", "Shop", false, Map.of(), Map.of("token", new Secret(token)));
    }

    private static Outbound planned(Content content) {
        return Planner.plan(9, content, OkLimits.CAPABILITIES, null).parts().getFirst();
    }

    private SendResult send() {
        return adapter.send(connection, nina, planned(Content.text("Hi")));
    }

    private SendResult failing(int httpStatus, int code) {
        status = httpStatus;
        body = "{\"error_code\":" + code + ",\"error_msg\":\"because\",\"error_data\":null}";
        return send();
    }

    @Test
    void a_text_goes_into_the_chat_with_its_buttons_and_the_message_it_answers() {
        body = "{\"success\":true,\"message_id\":\"mid:C3aa01.15ce11\"}";
        var buttons = Part.Buttons.inline(List.of(List.of(
                new Button("Yes", ButtonKind.TEXT, null, "positive"),
                new Button("Site", ButtonKind.URL, "https://shop.example", null))));

        var result = adapter.send(connection, nina, planned(Content.of("Order?", buttons)));

        assertThat(result).isEqualTo(new SendResult.Sent(List.of("mid:C3aa01.15ce11")));
        var call = asked.getFirst();
        assertThat(call.path()).isEqualTo("/graph/me/messages/chat:C3aa01?access_token=" + TOKEN);
        assertThat(Json.tree(call.body().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Json.MAPPER.readTree("""
                {"recipient":{"chat_id":"chat:C3aa01"},"message":{"text":"Order?","attachments":[{"type":"INLINE_KEYBOARD",
                 "payload":{"keyboard":{"buttons":[[
                  {"type":"CALLBACK","text":"Yes","intent":"POSITIVE","payload":"9:0"},
                  {"type":"LINK","text":"Site","intent":"DEFAULT","url":"https://shop.example"}]]}}}]}}""".replace("9:0", payload(call.body()))));
    }

    private static String payload(String body) {
        var button = Json.MAPPER.readTree(body).at("/message/attachments/0/payload/keyboard/buttons/0/0");
        assertThat(button.path("payload").asString("")).isNotEmpty().hasSizeLessThanOrEqualTo(24);
        return button.path("payload").asString();
    }

    @Test
    void without_a_chat_it_goes_to_the_user_who_may_not_have_allowed_it() {
        body = "{\"success\":[false],\"chat_ids\":[null]}";
        var stranger = new Recipient(new ConversationKey(3, 4), "user:570001");

        assertThat(adapter.send(connection, stranger, planned(Content.text("Hi"))))
                .isInstanceOf(SendResult.Unreachable.class);
        assertThat(asked.getFirst().path()).startsWith("/graph/me/messages?");
        assertThat(asked.getFirst().body()).contains("\"user_id\":\"user:570001\"");
    }

    @Test
    void an_album_with_buttons_never_has_more_than_five_attachments() {
        body = "{\"success\":true,\"message_id\":\"mid:1\"}";
        var buttons = Part.Buttons.inline(List.of(List.of(new Button("Yes", ButtonKind.TEXT, null, null))));
        var parts = new ArrayList<Part>();
        for (int i = 1; i <= 5; i++) {
            parts.add(Part.Attachment.stored(Part.Media.PHOTO, i, "a.png", "image/png", 9));
        }
        parts.add(buttons);

        for (var part : Planner.plan(9, new Content("Roses", false, parts), OkLimits.CAPABILITIES, null)
                .parts()) {
            assertThat(part.media().size() + (part.buttons() == null ? 0 : 1)).isLessThanOrEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, TryLater",
        "4, TryLater",
        "7, TryLater",
        "8, TryLater",
        "9, TryLater",
        "11, TryLater",
        "26, TryLater",
        "9999, TryLater",
        "10, Unreachable",
        "22, Unreachable",
        "23, Unreachable",
        "25, Unreachable",
        "110, Unreachable",
        "300, Unreachable",
        "455, Unreachable",
        "50, Broken",
        "101, Broken",
        "102, Broken",
        "103, Broken",
        "104, Broken",
        "105, Broken",
        "401, Broken",
        "1, Unknown",
        "100, Refused",
        "5000, Refused",
        "777, Refused",
        "-3, Refused"
    })
    void every_error_has_a_meaning_whatever_the_http_status(int code, String result) {
        assertThat(failing(200, code).getClass().getSimpleName()).isEqualTo(result);
        assertThat(failing(400, code).getClass().getSimpleName()).isEqualTo(result);
    }

    @Test
    void the_number_in_the_header_counts_where_the_body_has_none() {
        headers = Map.of("invocation-error", "103");
        assertThat(send()).isInstanceOf(SendResult.Broken.class);
    }

    @Test
    void a_blocked_server_waits_longer() {
        assertThat(failing(200, 8))
                .isEqualTo(new SendResult.TryLater(Duration.ofMinutes(1), Scope.CONNECTION, "error 8: because"));
        assertThat(failing(200, 9))
                .isEqualTo(new SendResult.TryLater(Duration.ofMinutes(5), Scope.CONNECTION, "error 9: because"));
        headers = Map.of("Retry-After", "600");
        assertThat(failing(200, 9))
                .isEqualTo(new SendResult.TryLater(Duration.ofMinutes(10), Scope.CONNECTION, "error 9: because"));
    }

    @ParameterizedTest
    @CsvSource({
        "401, Broken",
        "403, Unreachable",
        "404, Refused",
        "429, TryLater",
        "500, TryLater",
        "502, TryLater",
        "503, TryLater",
        "504, Unknown"
    })
    void an_answer_without_a_number_means_its_status(int httpStatus, String result) {
        status = httpStatus;
        body = "<html>nginx</html>";
        assertThat(send().getClass().getSimpleName()).isEqualTo(result);
    }

    @Test
    void an_answer_that_cannot_be_read_leaves_the_message_in_doubt_and_none_of_a_call_does_not() {
        body = "ok";
        assertThat(send()).isInstanceOf(SendResult.Unknown.class);
        server.stop(0);
        assertThat(send()).isInstanceOf(SendResult.TryLater.class);
    }

    @Test
    void before_the_send_itself_nothing_is_in_doubt_and_nobody_has_left() {
        assertThat(OkOutcome.ofPreparation(new OkApi.Reply.Lost("no answer"))).isInstanceOf(SendResult.TryLater.class);
        assertThat(OkOutcome.ofPreparation(new OkApi.Reply.Failed(504, 0, "", null)))
                .isInstanceOf(SendResult.TryLater.class);
        assertThat(OkOutcome.ofPreparation(new OkApi.Reply.Failed(200, 1, "", null)))
                .isInstanceOf(SendResult.TryLater.class);
        assertThat(OkOutcome.ofPreparation(new OkApi.Reply.Failed(200, 10, "", null)))
                .isInstanceOf(SendResult.Refused.class);
        assertThat(OkOutcome.ofPreparation(new OkApi.Reply.Failed(200, 103, "", null)))
                .isInstanceOf(SendResult.Broken.class);
    }

    @Test
    void no_error_text_holds_the_token() {
        body = "{\"error_code\":100,\"error_msg\":\"bad " + TOKEN + "\"}";
        assertThat(send()).isEqualTo(new SendResult.Refused("error 100: bad [token]"));

        body = "{\"error_code\":100,\"error_msg\":\"bad ?access_token=tkn1%3Aa%2B%2F%3D or tkn1:a+/=\"}";
        assertThat(adapter.send(connection("tkn1:a+/="), nina, planned(Content.text("Hi"))))
                .isEqualTo(new SendResult.Refused("error 100: bad ?access_token=[token] or [token]"));
    }

    @ParameterizedTest
    @CsvSource({"null, 17", "'', 17", "18, 18", "'\"18\"', 18", "'{}', 17"})
    void a_poll_that_names_no_place_stays_where_it_was(String marker, String cursor) throws Exception {
        body = "{\"updates\":[{\"webhookType\":\"CHAT_DREAM\"}],\"marker\":" + (marker.isEmpty() ? "\"\"" : marker)
                + "}";
        assertThat(adapter.polling().orElseThrow().poll(connection, "17").cursor())
                .isEqualTo(cursor);
        assertThat(asked.getFirst().path()).contains("marker=17");
    }

    @Test
    void a_token_that_cannot_be_one_and_an_id_that_leads_elsewhere_are_never_called() {
        assertThat(adapter.send(connection("two words"), nina, planned(Content.text("Hi"))))
                .isInstanceOf(SendResult.Broken.class);
        var elsewhere = new Recipient(new ConversationKey(3, 4), "user:1/../x");
        assertThat(adapter.send(connection, elsewhere, planned(Content.text("Hi"))))
                .isInstanceOf(SendResult.Refused.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void the_watchdog_tells_a_dead_token_from_a_bad_day() {
        body = "{\"error_code\":103,\"error_msg\":\"because\"}";
        assertThat(adapter.inspect(connection, Optional.empty())).isInstanceOf(Registration.Broken.class);
        body = "{\"error_code\":9999}";
        assertThat(adapter.inspect(connection, Optional.empty())).isInstanceOf(Registration.Unsure.class);
        body = "{\"name\":\"Flower shop\",\"subscriptions\":[]}";
        assertThat(adapter.inspect(connection, Optional.of("https://chat.example/in/ok/5")))
                .isInstanceOf(Registration.Missing.class);
    }

    @Test
    void who_a_client_is_stands_in_the_list_of_chats() {
        body = """
                {"chats":[{"type":"CHAT","title":"Everybody","participants":{"user:570001":1}},
                 {"type":"DIALOG","title":"Nina P","icon":{"url":"https://i.mycdn.example/n"},"participants":{"user:570001":1}}]}""";
        var nina = adapter.lookUp(connection, List.of("user:2", "user:570001")).get("user:570001");
        assertThat(nina.name()).isEqualTo("Nina P");
        assertThat(nina.avatar()).isEqualTo("https://i.mycdn.example/n");
        assertThat(adapter.lookUp(connection, List.of("user:2"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://i.mycdn.example/x", "https://127.0.0.1/x", "https://10.0.0.1/x", "https://2130706433/x",
                        "https://[::1]/x",
                "https://localhost/x", "https://user@i.mycdn.example/x", "file:///etc/passwd", "not an address", ""
            })
    void only_named_hosts_over_https_are_followed(String url) {
        assertThatThrownBy(() -> adapter.fetch(connection, url)).isInstanceOf(Gone.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_file_that_is_gone_is_given_up_and_one_that_is_late_is_not() throws Exception {
        var file = root() + "/x";
        body = "photo";
        try (var in = adapter.fetch(connection, file)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("photo");
        }
        assertThat(asked.getFirst().path()).isEqualTo("/x");
        status = 404;
        assertThatThrownBy(() -> adapter.fetch(connection, file)).isInstanceOf(Gone.class);
        status = 503;
        assertThatThrownBy(() -> adapter.fetch(connection, file)).isInstanceOf(IOException.class);
    }
}
