package io.besedka.platform.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.outbound.Outcome.Answered;
import io.besedka.platform.outbound.Outcome.NotSent;
import io.besedka.platform.outbound.Outcome.Unknown;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What both clients do alike. */
@Timeout(60)
abstract class ClientContract {
    @TempDir
    Path folder;

    abstract Outcome send(Call call);

    abstract Outcome download(Call call, OutputStream target);

    @Test
    void an_answer_has_status_headers_and_body() throws Exception {
        try (var server = TinyServer.answering(_ -> TinyServer.ok("привет"))) {
            var answered = (Answered) send(Call.post(server.url("/a?b=c"), Body.json("{}".getBytes(UTF_8)))
                    .withHeader("X-Token", "t"));

            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.isSuccess()).isTrue();
            assertThat(answered.header("x-kind")).contains("one, two");
            assertThat(new String(answered.body(), UTF_8)).isEqualTo("привет");
            assertThat(server.requests.getFirst())
                    .startsWith("POST /a?b=c HTTP/1.1\r\n")
                    .containsIgnoringCase("content-type: application/json")
                    .containsIgnoringCase("x-token: t")
                    .endsWith("\r\n\r\n{}");
        }
    }

    @Test
    void an_error_is_an_answer_too() throws Exception {
        try (var server = TinyServer.answering(
                _ -> "HTTP/1.1 429 Slow down\r\nConnection: close\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno")) {
            var answered = (Answered) send(Call.get(server.url("/")));

            assertThat(answered.status()).isEqualTo(429);
            assertThat(answered.isSuccess()).isFalse();
            assertThat(answered.header("retry-after")).contains("7");
        }
    }

    @Test
    void a_refused_connection_was_certainly_not_sent() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(send(Call.post("http://127.0.0.1:" + free + "/", Body.json(new byte[] {'1'}))))
                .isInstanceOf(NotSent.class);
    }

    @Test
    void hanging_up_before_the_answer_leaves_the_outcome_unknown() throws Exception {
        try (var server = TinyServer.answering(_ -> "HTTP/1.1 2")) {
            assertThat(send(Call.post(server.url("/"), Body.json(new byte[] {'1'}))))
                    .isInstanceOf(Unknown.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void hanging_up_within_the_answer_leaves_the_outcome_unknown() throws Exception {
        try (var server = TinyServer.answering(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) {
            assertThat(send(Call.get(server.url("/")))).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void what_is_not_http_leaves_the_outcome_unknown() throws Exception {
        try (var server = TinyServer.answering(_ -> "220 mail.example ESMTP\r\n")) {
            assertThat(send(Call.get(server.url("/")))).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void silence_until_the_time_is_up_leaves_the_outcome_unknown() throws Exception {
        try (var server = TinyServer.answering(_ -> TinyServer.SILENCE)) {
            assertThat(send(Call.get(server.url("/")).within(Duration.ofMillis(300))))
                    .isInstanceOf(Unknown.class);
        }
    }

    @Test
    void an_answer_over_the_limit_is_not_taken() throws Exception {
        try (var server = TinyServer.answering(_ -> TinyServer.ok("a".repeat(101)))) {
            assertThat(send(Call.get(server.url("/")).answeredInAtMost(101))).isInstanceOf(Answered.class);
            assertThat(send(Call.get(server.url("/")).answeredInAtMost(100))).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void a_download_streams_into_its_target() throws Exception {
        var target = new ByteArrayOutputStream();
        try (var server = TinyServer.answering(_ -> TinyServer.ok("photo".repeat(50_000)))) {
            var answered = (Answered) download(Call.get(server.url("/")), target);

            assertThat(answered.body()).isEmpty();
            assertThat(target.toString(UTF_8)).isEqualTo("photo".repeat(50_000));
        }
    }

    @Test
    void a_download_that_fails_leaves_its_target_empty() throws Exception {
        var target = new ByteArrayOutputStream();
        try (var server =
                TinyServer.answering(_ -> "HTTP/1.1 404 Gone\r\nConnection: close\r\nContent-Length: 4\r\n\r\ngone")) {
            var answered = (Answered) download(Call.get(server.url("/")), target);

            assertThat(new String(answered.body(), UTF_8)).isEqualTo("gone");
            assertThat(target.size()).isZero();
        }
    }

    @Test
    void a_form_with_files_is_streamed_and_its_names_cannot_break_out() throws Exception {
        var file = Files.writeString(folder.resolve("a.txt"), "the file");
        var body = Body.multipart(List.of(
                Part.field("chat", "7"), Part.file("document", "a\"b\r\nX: y.txt", Body.file("text/plain", file))));
        try (var server = TinyServer.answering(_ -> TinyServer.ok(""))) {
            send(Call.post(server.url("/"), body));

            assertThat(body.length()).isPositive();
            assertThat(server.requests.getFirst())
                    .containsIgnoringCase("content-length: " + body.length())
                    .contains("name=\"chat\"\r\n\r\n7\r\n")
                    .contains("filename=\"a%22b%0D%0AX: y.txt\"\r\nContent-Type: text/plain\r\n\r\nthe file\r\n--")
                    .endsWith("--\r\n");
        }
    }

    @Test
    void a_stream_of_unknown_length_goes_in_chunks() throws Exception {
        var body = new Body("text/plain", -1, () -> new ByteArrayInputStream("chunky".getBytes(UTF_8)));
        try (var server = TinyServer.answering(_ -> TinyServer.ok(""))) {
            assertThat(send(Call.post(server.url("/"), body))).isInstanceOf(Answered.class);
            assertThat(server.requests.getFirst())
                    .containsIgnoringCase("transfer-encoding: chunked")
                    .contains("chunky");
        }
    }

    @Test
    void a_form_is_encoded() throws Exception {
        try (var server = TinyServer.answering(_ -> TinyServer.ok(""))) {
            send(Call.post(server.url("/"), Body.form(Map.of("text", "да & нет"))));

            assertThat(server.requests.getFirst()).endsWith("text=%D0%B4%D0%B0+%26+%D0%BD%D0%B5%D1%82");
        }
    }

    @Test
    void a_call_prints_without_its_url() {
        assertThat(Call.get("https://api.example/bot123:secret/").toString()).doesNotContain("secret");
    }
}
