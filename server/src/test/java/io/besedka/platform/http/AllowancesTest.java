package io.besedka.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AllowancesTest {
    private final MovableClock clock = MovableClock.at("2026-01-01T00:00:00Z");
    private final Allowances allowances = new Allowances(10, 20, clock::now);

    @Test
    void a_burst_is_granted_and_then_a_steady_rate() {
        for (int i = 19; i >= 0; i--) {
            assertThat(allowances.take("a").remaining()).isEqualTo(i);
        }
        assertThat(allowances.take("a").granted()).isFalse();

        clock.advance(Duration.ofMillis(100));
        assertThat(allowances.take("a").granted()).isTrue();
        assertThat(allowances.take("a").granted()).isFalse();
    }

    @Test
    void callers_do_not_pay_for_each_other() {
        for (int i = 0; i < 30; i++) {
            allowances.take("a");
        }
        assertThat(allowances.take("b").granted()).isTrue();
    }

    @Test
    void it_is_said_when_to_come_again() {
        var first = allowances.take("a");
        assertThat(first.limit()).isEqualTo(20);
        assertThat(first.reset()).isEqualTo(1);
        for (int i = 0; i < 30; i++) {
            allowances.take("a");
        }
        var refused = allowances.take("a");
        assertThat(refused.reset()).isEqualTo(2);
        assertThat(refused.retryAfter()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(refused.reset()));
        assertThat(allowances.take("a").remaining()).isEqualTo(19);
    }

    @Test
    void whatever_the_rhythm_no_more_is_granted_than_the_burst_and_what_filled_meanwhile() {
        long seed = 20260101;
        var random = new Random(seed);
        var began = clock.now();
        int granted = 0;
        for (int i = 0; i < 5_000; i++) {
            granted += allowances.take("a").granted() ? 1 : 0;
            clock.advance(Duration.ofMillis(random.nextInt(60)));
            double filled = Duration.between(began, clock.now()).toMillis() / 100.0;
            assertThat((double) granted).as("seed %d, step %d", seed, i).isLessThanOrEqualTo(20 + filled + 1);
        }
        assertThat(granted).isGreaterThan(1_000);
    }
}
