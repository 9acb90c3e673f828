package io.besedka.broadcast;

import java.time.Duration;
import java.time.Instant;

/**
 * How many may go now, and when the next. What was missed while nobody worked is not made up for in a rush: at most a second's worth.
 *
 * @param from the moment the first of them counts from
 */
record Pace(int count, Instant from, Duration shift) {
    /** How many are handed over at once: a pause takes effect after these. */
    static final int BATCH = 50;

    private static final Duration ARREARS = Duration.ofSeconds(1);

    static Pace of(Duration shift, Instant nextAt, Instant now) {
        if (shift.isZero()) {
            return new Pace(BATCH, now, shift);
        }
        var earliest = now.minus(ARREARS);
        var from = nextAt.isBefore(earliest) ? earliest : nextAt;
        long due = 1 + Duration.between(from, now).dividedBy(shift);
        return new Pace((int) Math.min(BATCH, due), from, shift);
    }

    Instant after(int taken) {
        return from.plus(shift.multipliedBy(taken));
    }
}
