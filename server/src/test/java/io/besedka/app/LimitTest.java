package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How often a key may ask, on a clock that stands still. */
class LimitTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private final MovableClock clock = MovableClock.at("2026-01-01T00:00:00Z");
    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, false, Map.of(), clock, Config.Api.DEFAULT);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private Program program() throws Exception {
        var made = shop.post(shop.inProject("/keys"), Map.of("name", "Program", "rights", List.of("READ_CLIENTS")));
        return new Program(shop, made.get("secret").asString());
    }

    @Test
    void one_request_too_many_is_told_when_to_come_again() throws Exception {
        var program = program();
        for (int left = 99; left >= 0; left--) {
            var answer = program.get("/clients");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("RateLimit-Remaining")).isEqualTo(Integer.toString(left));
        }

        var refused = program.get("/clients");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.error()).isEqualTo("too_many_requests");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit-Limit")).isEqualTo("100");
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("RateLimit-Reset")).isEqualTo("2");

        assertThat(program().get("/clients").status()).isEqualTo(200);
        assertThat(shop.send("GET", shop.inProject("/clients"), null).statusCode())
                .isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(program.get("/clients").header("RateLimit-Remaining")).isEqualTo("49");
    }

    @Test
    void refusals_count_and_say_how_the_key_stands() throws Exception {
        var program = program();

        assertThat(program.get("/clients/999999").header("RateLimit-Remaining")).isEqualTo("99");
        assertThat(program.post("/clients", Map.of()).header("RateLimit-Remaining"))
                .isEqualTo("98");
    }

    @Test
    void a_call_in_salebots_dialect_is_counted_apart_and_refused_in_its_words() throws Exception {
        var program = program();
        var caller = new SalebotCaller(HttpClient.newHttpClient(), shop.url(), program.key());
        for (int left = 99; left >= 0; left--) {
            var answer =
                    caller.call(left == 50 ? "no_such_action" : left == 40 ? "delete_clients" : "get_clients", "GET ");
            assertThat(answer.statusCode()).isEqualTo(left == 50 ? 404 : left == 40 ? 403 : 200);
            assertThat(answer.headers().firstValue("RateLimit-Remaining")).contains(Integer.toString(left));
        }

        var refused = caller.call("get_clients", "GET ");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Json.MAPPER.readTree(refused.body()).get("status").asString())
                .isEqualTo("fail");
        assertThat(Json.MAPPER.readTree(refused.body()).get("message").asString())
                .isEqualTo("this API key asks too often");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("RateLimit-Limit")).contains("100");
        assertThat(program.get("/clients").status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(caller.call("get_clients", "GET ").headers().firstValue("RateLimit-Remaining"))
                .contains("49");
    }

    @Test
    void saving_variables_in_salebots_dialect_has_no_limit() throws Exception {
        var key = shop.post(
                shop.inProject("/keys"), Map.of("name", "Writer", "rights", List.of("READ_CLIENTS", "CHANGE_CLIENTS")));
        var caller = new SalebotCaller(
                HttpClient.newHttpClient(), shop.url(), key.get("secret").asString());
        for (int i = 0; i < 110; i++) {
            var saved = caller.call("save_variables", "POST {\"client_id\":999999,\"variables\":{\"a\":1}}");
            assertThat(saved.statusCode()).isEqualTo(200);
            assertThat(saved.headers().firstValue("RateLimit-Limit")).isEmpty();
        }

        assertThat(caller.call("get_clients", "GET ").headers().firstValue("RateLimit-Remaining"))
                .contains("99");
    }
}
