package io.besedka.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitsTest {
    private static final Instant FIRST = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void waits_grow_vary_by_a_fifth_and_end_three_days_after_the_first() {
        long seed = 20261121L;
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var waits = new ArrayList<Duration>();
            var now = FIRST;
            for (var next = Waits.next(1, FIRST, now, null, random);
                    next != null;
                    next = Waits.next(waits.size() + 1, FIRST, now, null, random)) {
                waits.add(Duration.between(now, next));
                now = next;
            }
            assertThat(now).as("seed " + seed).isEqualTo(FIRST.plus(Waits.END));
            assertThat(waits.getFirst()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
            assertThat(waits.get(5)).isBetween(Duration.ofMinutes(48), Duration.ofMinutes(72));
            assertThat(waits).as("seed " + seed).hasSizeBetween(13, 16);
        }
    }

    @Test
    void an_endpoint_that_asks_for_patience_gets_it_up_to_half_a_day() {
        var random = new Random(1);
        assertThat(Waits.next(1, FIRST, FIRST, Duration.ofMinutes(7), random))
                .isEqualTo(FIRST.plus(Duration.ofMinutes(7)));
        assertThat(Waits.next(1, FIRST, FIRST, Duration.ofDays(2), random)).isEqualTo(FIRST.plus(Duration.ofHours(12)));
        assertThat(Waits.next(9, FIRST, FIRST, Duration.ofSeconds(1), random)).isAfter(FIRST.plus(Duration.ofHours(6)));
    }
}
