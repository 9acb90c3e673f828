package io.besedka.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class NearestProxiesTest {
    private static final String FOR = "X-Forwarded-For";
    private final Routes routes = new Routes()
            .get("/address", exchange -> Answer.text(200, "text/plain", exchange.remoteAddress()))
            .get("/origin", exchange -> Answer.text(200, "text/plain", exchange.origin()));

    @Test
    void without_a_proxy_nothing_forwarded_is_believed() throws Exception {
        assertThat(seen(0, "/address", FOR, "203.0.113.7")).isEqualTo("127.0.0.1");
        assertThat(seen(0, "/origin", "X-Forwarded-Proto", "https")).startsWith("http:");
    }

    @Test
    void the_address_is_the_one_the_proxy_appended_not_one_the_caller_made_up() throws Exception {
        assertThat(seen(1, "/address", FOR, "203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(seen(1, "/address", FOR, "10.0.0.1, 203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(seen(1, "/address", FOR, "10.0.0.1", FOR, "203.0.113.7")).isEqualTo("203.0.113.7");
    }

    @Test
    void behind_two_proxies_the_last_but_one_is_the_caller() throws Exception {
        assertThat(seen(2, "/address", FOR, "10.0.0.1, 203.0.113.7, 198.51.100.2"))
                .isEqualTo("203.0.113.7");
    }

    @Test
    void a_call_that_passed_too_few_proxies_is_where_it_comes_from() throws Exception {
        assertThat(seen(2, "/address", FOR, "203.0.113.7")).isEqualTo("127.0.0.1");
        assertThat(seen(1, "/address")).isEqualTo("127.0.0.1");
    }

    @Test
    void addresses_may_be_of_version_six_and_carry_ports() throws Exception {
        assertThat(seen(1, "/address", FOR, "203.0.113.7:5123")).isEqualTo("203.0.113.7");
        assertThat(seen(1, "/address", FOR, "2001:db8::1")).isEqualTo("2001:db8::1");
        assertThat(seen(1, "/address", FOR, "[2001:db8::1]:5123")).isEqualTo("2001:db8::1");
    }

    @Test
    void the_standard_header_is_not_read_because_most_proxies_let_it_through() throws Exception {
        assertThat(seen(1, "/address", "Forwarded", "for=10.0.0.1;proto=https", FOR, "203.0.113.7"))
                .isEqualTo("203.0.113.7");
    }

    @Test
    void the_scheme_is_the_nearest_proxys_word_and_the_host_the_requests_own() throws Exception {
        assertThat(seen(1, "/origin", "X-Forwarded-Proto", "http, https", "X-Forwarded-Host", "evil.example"))
                .startsWith("https://127.0.0.1:");
    }

    @Test
    void nonsense_is_passed_over() throws Exception {
        assertThat(seen(1, "/address", FOR, "a:b:c]:99999999")).isNotEmpty();
        assertThat(seen(1, "/origin", "X-Forwarded-Proto", "javascript")).startsWith("http://");
    }

    private String seen(int proxies, String path, String... headers) throws Exception {
        try (var server = new TestServer(proxies, routes);
                var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(server.url() + path));
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            var answer = client.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }
}
