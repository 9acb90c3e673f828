package io.besedka.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopGuardTest {
    private final MovableClock clock = MovableClock.at("2026-05-04T09:00:00Z");
    private final LoopGuard guard = new LoopGuard(clock);
    private int mails;

    /** How many of so many further mails may go. */
    private int goes(int of) {
        int gone = 0;
        for (int i = 0; i < of; i++) {
            gone += guard.permits(7, "anna@mail.example", "m" + mails++) ? 1 : 0;
        }
        return gone;
    }

    @Test
    void so_many_an_hour_and_so_many_a_day() {
        int gone = 0;
        for (int hour = 0; hour < 10; hour++) {
            int now = goes(50);
            assertThat(now).isLessThanOrEqualTo(LoopGuard.AN_HOUR);
            gone += now;
            clock.advance(Duration.ofMinutes(61));
        }
        assertThat(gone).isEqualTo(LoopGuard.A_DAY);

        clock.advance(Duration.ofDays(1));
        assertThat(goes(1)).isEqualTo(1);
    }

    @Test
    void another_try_counts_once_and_others_are_not_held_up() {
        assertThat(goes(LoopGuard.AN_HOUR)).isEqualTo(LoopGuard.AN_HOUR);
        assertThat(guard.permits(7, "anna@mail.example", "m0")).isTrue();
        assertThat(guard.permits(7, "anna@mail.example", "new")).isFalse();
        assertThat(guard.permits(7, "boris@mail.example", "new")).isTrue();
        assertThat(guard.permits(8, "anna@mail.example", "new")).isTrue();
    }
}
