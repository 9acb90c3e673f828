package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whoever loses the right to read stops hearing at once, not at the next request. */
class LeavingTest {
    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private Shop shop;
    private Seat desk;
    private Seat phone;
    private long boris;

    /** Boris listens at two browsers, each with a sign-in of its own. */
    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, false);
        var invited = shop.post(
                shop.inProject("/members"),
                Map.of("email", "boris@shop.example", "name", "Boris", "roles", List.of("OPERATOR")));
        boris = invited.get("userId").asLong();
        desk = new Seat("/v1/links/" + invited.get("token").asString(), Map.of("password", PASSWORD));
        phone = new Seat("/v1/sign-in", Map.of("email", "boris@shop.example", "password", PASSWORD));
    }

    @AfterEach
    void close() {
        desk.client.shutdownNow();
        phone.client.shutdownNow();
        shop.close();
    }

    @Test
    void signing_out_closes_the_sockets_of_that_sign_in_alone() throws Exception {
        desk.send("POST", "/v1/sign-out", null);

        assertThat(desk.ended.join()).isEqualTo(4403);
        assertThat(phone.hears()).isTrue();
    }

    @Test
    void signing_out_everywhere_closes_them_all() throws Exception {
        desk.send("POST", "/v1/sign-out?everywhere=true", null);

        assertThat(desk.ended.join()).isEqualTo(4403);
        assertThat(phone.ended.join()).isEqualTo(4403);
    }

    @Test
    void a_changed_password_closes_all_but_the_one_that_changed_it() throws Exception {
        desk.send("POST", "/v1/me/password", Map.of("old", PASSWORD, "new", "another good password"));

        assertThat(phone.ended.join()).isEqualTo(4403);
        assertThat(desk.hears()).isTrue();
    }

    @Test
    void a_password_set_by_link_closes_all_that_were_open() throws Exception {
        var reset = shop.post(shop.inProject("/members/" + boris + "/password-reset"), Map.of());
        var home = new Seat("/v1/links/" + reset.get("token").asString(), Map.of("password", "another good password"));

        assertThat(desk.ended.join()).isEqualTo(4403);
        assertThat(phone.ended.join()).isEqualTo(4403);
        assertThat(home.hears()).isTrue();
        home.client.shutdownNow();
    }

    @Test
    void a_removed_member_stops_hearing() throws Exception {
        shop.call("DELETE", shop.inProject("/members/" + boris), null);

        assertThat(desk.ended.join()).isEqualTo(4403);
        assertThat(phone.ended.join()).isEqualTo(4403);
    }

    @Test
    void a_role_that_does_not_read_stops_hearing_and_one_that_does_goes_on() throws Exception {
        shop.call("PATCH", shop.inProject("/members/" + boris), Map.of("roles", List.of("ANALYTICS")));
        assertThat(desk.hears()).isTrue();

        shop.call("PATCH", shop.inProject("/members/" + boris), Map.of("roles", List.of("SETTINGS")));
        assertThat(desk.ended.join()).isEqualTo(4403);
        assertThat(phone.ended.join()).isEqualTo(4403);
    }

    /** A browser that signed in and listens. */
    private final class Seat implements WebSocket.Listener {
        final HttpClient client = HttpClient.newHttpClient();
        final CompletableFuture<Integer> ended = new CompletableFuture<>();
        private final String cookie;
        private final String csrf;
        private final WebSocket socket;
        private final CompletableFuture<Void> ready = new CompletableFuture<>();
        private volatile CompletableFuture<Void> pong;

        Seat(String door, Object words) throws Exception {
            var response = client.send(request("POST", door, words).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            var set = response.headers().firstValue("Set-Cookie").orElseThrow();
            cookie = set.substring(0, set.indexOf(';'));
            csrf = Json.read(response.body(), JsonNode.class).get("csrf").asString();
            socket = client.newWebSocketBuilder()
                    .header("Cookie", cookie)
                    .header("Origin", shop.url())
                    .buildAsync(URI.create(shop.url().replace("http", "ws") + shop.inProject("/socket")), this)
                    .join();
            ready.join();
        }

        private HttpRequest.Builder request(String method, String path, Object body) {
            var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body));
            return HttpRequest.newBuilder(URI.create(shop.url() + path)).method(method, publisher);
        }

        void send(String method, String path, Object body) throws Exception {
            var request = request(method, path, body)
                    .header("Cookie", cookie)
                    .header("X-CSRF-Token", csrf)
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(204);
        }

        /** Whether the socket still answers. */
        boolean hears() {
            pong = new CompletableFuture<>();
            socket.sendText("{\"type\":\"ping\"}", true).join();
            CompletableFuture.anyOf(pong, ended).join();
            return !ended.isDone();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            if (data.toString().contains("\"ready\"")) {
                ready.complete(null);
            } else if (data.toString().contains("\"pong\"")) {
                pong.complete(null);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            ended.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            ended.complete(1006);
        }
    }
}
