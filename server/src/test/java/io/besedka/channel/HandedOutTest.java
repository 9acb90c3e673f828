package io.besedka.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.ProviderHttp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is resolved and found to be private is judged in {@code platform.outbound}; here is what leads there. */
class HandedOutTest {
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final ProviderHttp http = new ProviderHttp();
    private HttpServer api;
    private HandedOut handedOut;
    private volatile int status = 200;
    private volatile String location;

    @BeforeEach
    void open() throws IOException {
        api = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        api.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            boolean moved =
                    location != null && !exchange.getRequestURI().getPath().equals("/moved");
            if (moved) {
                exchange.getResponseHeaders().set("Location", location);
            }
            var body = "two roses".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(moved ? 302 : status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
        handedOut = new HandedOut(URI.create(root()), http);
    }

    @AfterEach
    void close() {
        api.stop(0);
        http.close();
    }

    private String root() {
        return "http://127.0.0.1:" + api.getAddress().getPort();
    }

    private String text(String url) throws Exception {
        try (var file = handedOut.file(Call.get(url).withHeader("Authorization", "Bearer t"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://iu.oneme.ru/x",
                "http://127.0.0.1:9/x",
                "https://127.0.0.1/x",
                "https://10.0.0.1/x",
                "https://2130706433/x",
                "https://[::1]/x",
                "https://localhost/x",
                "https://nas.local/x",
                "https://db.internal/x",
                "https://iu.oneme.ru:8443/x",
                "https://user@iu.oneme.ru/x",
                "file:///etc/passwd",
                "//iu.oneme.ru/x",
                "not an address",
                "https://",
                ""
            })
    void nothing_but_a_public_name_over_https_is_called(String url) {
        assertThat(handedOut.permits(url)).isFalse();
        assertThat(handedOut.send(Call.post(url, Body.NONE))).isInstanceOf(Outcome.Refused.class);
        assertThatThrownBy(() -> handedOut.file(Call.get(url))).isInstanceOf(Gone.class);
    }

    @Test
    void public_names_and_the_api_itself_are_called() throws Exception {
        assertThat(List.of("https://iu.oneme.ru/upload.do?x=1", "https://vu.mycdn.example:443/x", root() + "/x"))
                .allMatch(handedOut::permits);
        assertThat(text(root() + "/a?b=1")).isEqualTo("two roses");
        assertThat(asked).containsExactly("/a?b=1 Bearer t");
    }

    /** The name looks public; where it leads is seen when it is resolved. */
    @Test
    void a_name_that_leads_nowhere_brings_no_file() {
        assertThatThrownBy(() -> handedOut.file(Call.get("https://files.invalid/x")))
                .isInstanceOfAny(IOException.class, Gone.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_redirect_is_followed_where_it_may_lead() throws Exception {
        location = "/moved";
        assertThat(text(root() + "/a")).isEqualTo("two roses");
        assertThat(asked).containsExactly("/a Bearer t", "/moved Bearer t");

        location = "http://127.0.0.1:1/secret";
        assertThatThrownBy(() -> text(root() + "/a")).isInstanceOf(Gone.class);
        location = "/a";
        assertThatThrownBy(() -> text(root() + "/a")).as("a circle").isInstanceOf(Gone.class);
        assertThat(asked).hasSizeLessThan(10);
    }

    @Test
    void a_file_is_gone_or_asked_for_again_by_what_its_address_answers() {
        for (int gone : List.of(400, 403, 404, 410)) {
            status = gone;
            assertThatThrownBy(() -> text(root() + "/a")).as("%d", gone).isInstanceOf(Gone.class);
        }
        for (int later : List.of(401, 408, 429, 500, 503)) {
            status = later;
            assertThatThrownBy(() -> text(root() + "/a")).as("%d", later).isInstanceOf(IOException.class);
        }
    }
}
