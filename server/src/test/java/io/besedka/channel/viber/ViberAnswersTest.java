package io.besedka.channel.viber;

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
import io.besedka.platform.clock.Clock;
import io.besedka.platform.secret.Secret;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Viber's answers mean, and which addresses of files are followed. */
class ViberAnswersTest {
    private static final String TOKEN = "445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9";
    private static final Outbound HI = Planner.plan(9, Content.text("Hi"), ViberLimits.CAPABILITIES, null)
            .parts()
            .getFirst();

    private final Connection connection = connection(TOKEN);
    private final Recipient olga = new Recipient(new ConversationKey(3, 4), "q8Zp1w4L5c0TtQ==");
    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;
    private ViberAdapter adapter;

    private volatile int status = 200;
    private volatile String body = "";
    private volatile Map<String, String> headers = Map.of();

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            headers.forEach(exchange.getResponseHeaders()::set);
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        adapter = new ViberAdapter(
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
        return new Connection(3, 8, "viber", "Shop", false, Map.of(), Map.of("token", new Secret(token)));
    }

    private SendResult send() {
        return adapter.send(connection, olga, HI);
    }

    @Test
    void a_sent_message_has_the_tokens_every_digit() {
        body = "{\"status\":0,\"status_message\":\"ok\",\"message_token\":5741311803571723001}";
        assertThat(send()).isEqualTo(new SendResult.Sent(List.of("5741311803571723001")));

        body = "{\"status\":0,\"status_message\":\"ok\"}";
        assertThat(send()).isEqualTo(new SendResult.Sent(List.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 8, 9, 10, 15, 18, 23, 24})
    void what_nobody_but_the_owner_can_mend_breaks_the_connection(int code) {
        assertThat(failing(code)).isEqualTo(new SendResult.Broken("Viber: because"));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 11})
    void somebody_who_left_cannot_be_reached(int code) {
        assertThat(failing(code)).isEqualTo(new SendResult.Unreachable("Viber: because"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 13, 14, 16, 17, 19, 20, 21, 22, 99, -3})
    void everything_else_is_a_refusal_that_tells_its_number(int code) {
        assertThat(failing(code)).isEqualTo(new SendResult.Refused("Viber: because (" + code + ")"));
    }

    @Test
    void too_many_messages_wait_in_their_chat() {
        assertThat(failing(12)).isEqualTo(new SendResult.TryLater(null, Scope.CHAT, "Viber: because"));
    }

    private SendResult failing(int code) {
        body = "{\"status\":" + code + ",\"status_message\":\"because\"}";
        return send();
    }

    @ParameterizedTest
    @CsvSource({
        "429, TryLater", "500, TryLater", "502, TryLater", "503, TryLater", "408, TryLater", "504, Unknown",
        "401, Broken", "403, Broken", "404, Broken", "302, Broken", "400, Refused", "413, Refused"
    })
    void a_gateways_own_answer_is_not_vibers(int http, String result) {
        status = http;
        body = "<html>no</html>";

        assertThat(send().getClass().getSimpleName()).isEqualTo(result);
    }

    @Test
    void a_gateway_may_say_how_long_to_wait() {
        status = 503;
        headers = Map.of("Retry-After", "7");
        assertThat(send())
                .isEqualTo(new SendResult.TryLater(Duration.ofSeconds(7), Scope.CONNECTION, "Viber answered HTTP 503"));

        headers = Map.of("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT");
        assertThat(send()).isEqualTo(new SendResult.TryLater(null, Scope.CONNECTION, "Viber answered HTTP 503"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"status\":null}", "{\"status\":\"0\"}", "{\"status\":0"})
    void an_answer_nobody_can_read_may_mean_that_it_was_sent(String unreadable) {
        body = unreadable;

        assertThat(send()).isInstanceOf(SendResult.Unknown.class);
    }

    @Test
    void nothing_was_sent_where_nobody_listens() {
        stop();

        assertThat(send()).isInstanceOf(SendResult.TryLater.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "445da6az1s345z78\r\nX-Evil: 1", "токен-токен"})
    void a_token_that_no_header_can_carry_is_not_sent(String token) {
        assertThat(adapter.send(connection(token), olga, HI)).isInstanceOf(SendResult.Broken.class);
        assertThat(adapter.inspect(connection(token), Optional.empty())).isInstanceOf(Registration.Broken.class);
        assertThat(calls).hasValue(0);
    }

    @Test
    void no_result_holds_the_token() {
        for (int http : new int[] {200, 401, 404, 500}) {
            status = http;
            body = "{\"status\":2,\"status_message\":\"invalidAuthToken\"}";
            assertThat(send().toString()).doesNotContain(TOKEN);
        }
    }

    @Test
    void a_profile_is_looked_up_or_unknown() {
        body =
                "{\"status\":0,\"user\":{\"id\":\"q8Zp1w4L5c0TtQ==\",\"name\":\"Oleg\",\"avatar\":\"https://m.example/a.jpg\",\"language\":\"ru\"}}";
        assertThat(adapter.lookUp(connection, List.of("q8Zp1w4L5c0TtQ=="))
                        .get("q8Zp1w4L5c0TtQ==")
                        .name())
                .isEqualTo("Oleg");

        body = "{\"status\":12,\"status_message\":\"tooManyRequests\"}";
        assertThat(adapter.lookUp(connection, List.of("q8Zp1w4L5c0TtQ=="))).isEmpty();
    }

    @Test
    void a_webhook_that_viber_cannot_reach_is_no_broken_token() {
        var here = Optional.of("https://chat.shop.example/hooks/viber/x");
        body = "{\"status\":1,\"status_message\":\"invalidUrl\"}";
        assertThat(adapter.register(connection, here)).isInstanceOf(Registration.Unsure.class);

        body = "{\"status\":2,\"status_message\":\"invalidAuthToken\"}";
        assertThat(adapter.register(connection, here)).isInstanceOf(Registration.Broken.class);

        body = "{\"status\":0,\"name\":\"Flowers\",\"webhook\":\"https://old.example/\",\"event_types\":[]}";
        assertThat(adapter.inspect(connection, here))
                .isEqualTo(new Registration.Missing("Viber posts events to another address"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://media.viber.example/a.jpg",
                "https://127.0.0.1/a",
                "https://[::1]/a",
                "https://10.0.0.7/a",
                "https://2130706433/a",
                "https://localhost/a",
                "https://db.internal/a",
                "https://media.viber.example:8443/a",
                "https://user@media.viber.example/a",
                "file:///etc/passwd",
                "no address",
                "https://",
                "//media.viber.example/a"
            })
    void no_neighbour_of_this_server_is_asked_for_a_file(String address) {
        assertThatThrownBy(() -> adapter.fetch(connection, address)).isInstanceOf(Gone.class);
        assertThat(calls).hasValue(0);
    }

    @Test
    void a_redirect_to_a_neighbour_is_not_followed_and_circles_end() {
        status = 302;
        headers = Map.of("Location", "http://127.0.0.1:1/secret");
        assertThatThrownBy(() -> adapter.fetch(connection, root() + "/a")).isInstanceOf(Gone.class);

        headers = Map.of("Location", "/a");
        assertThatThrownBy(() -> adapter.fetch(connection, root() + "/a")).isInstanceOf(Gone.class);
        assertThat(calls).hasValueLessThan(10);
    }

    @Test
    void a_file_comes_whole_or_is_gone_or_is_asked_for_again() throws Exception {
        body = "two roses";
        try (var file = adapter.fetch(connection, root() + "/a")) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("two roses");
        }
        status = 404;
        assertThatThrownBy(() -> adapter.fetch(connection, root() + "/a")).isInstanceOf(Gone.class);
        status = 503;
        assertThatThrownBy(() -> adapter.fetch(connection, root() + "/a"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(Gone.class);
    }
}
