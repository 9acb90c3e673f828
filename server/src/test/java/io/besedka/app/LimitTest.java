package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
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
        shop = new Shop(database.address(), data, false, Map.of(), clock);
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
        assertThat(shop.send("GET", shop.inProject("/clients"), null).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(program.get("/clients").header("RateLimit-Remaining")).isEqualTo("49");
    }

    @Test
    void refusals_count_and_say_how_the_key_stands() throws Exception {
        var program = program();

        assertThat(program.get("/clients/999999").header("RateLimit-Remaining")).isEqualTo("99");
        assertThat(program.post("/clients", Map.of()).header("RateLimit-Remaining")).isEqualTo("98");
    }
}
