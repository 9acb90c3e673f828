package io.besedka.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no route ever sees is refused in our one shape, too, and repeats nothing of what was sent. */
class UnreadableRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /things/%00 HTTP/1.1",
                "GET /things/%2e%2e/x HTTP/1.1",
                "GET //things HTTP/1.1",
                "GET /things%2fx HTTP/1.1",
                "GET /things\\x HTTP/1.1",
                "GET /things/../../x HTTP/1.1",
                "no request at all",
            })
    void an_address_that_cannot_be_read_is_a_400(String line) throws Exception {
        var answer = answer(line + "\r\nHost: secret-host\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: application/json")
                .contains("{\"error\":{\"code\":\"bad_request\",\"message\":\"")
                .doesNotContain("things", "secret-host");
    }

    @Test
    void headers_that_are_too_large_are_a_431() throws Exception {
        var answer = answer("GET /things HTTP/1.1\r\nHost: h\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("{\"error\":{\"code\":\"headers_too_large\"");
    }

    private static String answer(String request) throws Exception {
        var routes = new Routes().get("/things", exchange -> Answer.text(200, "text/plain", "here"));
        try (var server = new TestServer(routes);
                var socket = new Socket("127.0.0.1", URI.create(server.url()).getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
