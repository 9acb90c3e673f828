package io.besedka.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AlarmTest {
    private final MovableClock clock = MovableClock.at("2026-01-01T00:00:00Z");

    @Test
    void advancing_the_clock_wakes_whoever_waits_for_that_time() throws Exception {
        var alarm = clock.alarm();
        var rung = inBackground(() -> alarm.waitUntil(clock.now().plusSeconds(60)));
        clock.awaitWaiting(1);

        clock.advance(Duration.ofSeconds(59));
        clock.awaitWaiting(1);
        assertThat(rung.isDone()).isFalse();
        clock.advance(Duration.ofSeconds(1));

        assertThat(rung.get()).isFalse();
    }

    @Test
    void a_ring_wakes_before_the_time() throws Exception {
        var alarm = clock.alarm();
        var rung = inBackground(() -> alarm.waitUntil(Instant.MAX));
        clock.awaitWaiting(1);

        alarm.ring();

        assertThat(rung.get()).isTrue();
    }

    @Test
    void a_ring_wakes_its_own_alarm_only() throws Exception {
        var first = clock.alarm();
        var second = clock.alarm();
        var rung = inBackground(() -> first.waitUntil(Instant.MAX));
        clock.awaitWaiting(1);

        second.ring();

        assertThat(second.waitUntil(Instant.MAX)).isTrue();
        assertThat(rung.isDone()).isFalse();
        first.ring();
        assertThat(rung.get()).isTrue();
    }

    @Test
    void a_ring_while_nobody_waits_is_remembered_once() throws Exception {
        for (var alarm : new Alarm[] {clock.alarm(), Clock.system().alarm()}) {
            alarm.ring();
            alarm.ring();

            assertThat(alarm.waitUntil(Instant.MAX)).isTrue();
            assertThat(alarm.waitUntil(Instant.EPOCH)).isFalse();
        }
    }

    @Test
    void the_system_alarm_goes_off_when_its_time_comes() throws Exception {
        var clock = Clock.system();
        var when = clock.now().plusMillis(20);

        assertThat(clock.alarm().waitUntil(when)).isFalse();
        assertThat(clock.now()).isAfterOrEqualTo(when);
    }

    @Test
    void the_system_alarm_is_woken_by_a_ring() throws Exception {
        var alarm = Clock.system().alarm();
        var rung = inBackground(() -> alarm.waitUntil(Instant.MAX));
        var second = Clock.system().alarm();
        var done = inBackground(() -> {
            second.await();
            return true;
        });

        alarm.ring();
        second.ring();

        assertThat(rung.get()).isTrue();
        assertThat(done.get()).isTrue();
    }

    @Test
    void the_system_clock_counts_in_microseconds() {
        for (var i = 0; i < 1000; i++) {
            assertThat(Clock.system().now().getNano() % 1000).isZero();
        }
    }

    private static Future<Boolean> inBackground(Callable<Boolean> work) {
        var task = new FutureTask<>(work);
        Thread.startVirtualThread(task);
        return task;
    }
}
