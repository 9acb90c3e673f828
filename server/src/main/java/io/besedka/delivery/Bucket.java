package io.besedka.delivery;

import io.besedka.channel.Capabilities.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * Hands out a rate: an even refill with room for a burst, and never more than the count in any span of the rate's length. The span is
 * kept a hundredth longer than asked, so that a provider's clock or a late packet does not make us one too many. One thread's own.
 */
final class Bucket {
    private static final double MARGIN = 1.01;

    private final Rate rate;
    private final long spanNanos;
    private final long intervalNanos;
    private final ArrayDeque<Instant> taken = new ArrayDeque<>();
    /** When the bucket will be full again. */
    private Instant full = Instant.MIN;

    /** @param rate null = no limit */
    Bucket(Rate rate) {
        this.rate = rate;
        this.spanNanos = rate == null ? 0 : (long) (rate.per().toNanos() * MARGIN);
        this.intervalNanos = rate == null ? 0 : spanNanos / rate.count();
    }

    Rate rate() {
        return rate;
    }

    /** When the next may go: {@code now} or later. */
    Instant earliest(Instant now) {
        if (rate == null) {
            return now;
        }
        var even = full.equals(Instant.MIN) ? now : full.minusNanos((Math.max(1, rate.burst()) - 1) * intervalNanos);
        var inSpan = taken.size() < rate.count() ? now : micros(taken.getFirst().plusNanos(spanNanos));
        return latest(now, latest(micros(even), inSpan));
    }

    /** Takes one at a time that {@link #earliest} allows. */
    void take(Instant now) {
        if (rate == null) {
            return;
        }
        full = latest(full, now).plusNanos(intervalNanos);
        taken.addLast(now);
        while (taken.size() > rate.count()) {
            taken.removeFirst();
        }
    }

    /** When nothing more need be remembered. */
    Instant forgettable() {
        return taken.isEmpty()
                ? Instant.MIN
                : latest(full, micros(taken.getLast().plusNanos(spanNanos)));
    }

    /** Up to the clock's grain, so that a wait until then is long enough. */
    private static Instant micros(Instant instant) {
        var cut = instant.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        return cut.equals(instant) ? instant : cut.plus(Duration.ofNanos(1000));
    }

    static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
