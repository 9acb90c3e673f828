package io.besedka.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait where the provider does not say: full jitter between a second and a ceiling that doubles up to five minutes. */
final class Backoff {
    private static final long FLOOR = Duration.ofSeconds(1).toMillis();
    private static final long CEILING = Duration.ofMinutes(5).toMillis();

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    private static final Duration LEAST_TOLD = Duration.ofMillis(100);
    private static final Duration MOST_TOLD = Duration.ofHours(24);

    /** What the provider asked for, within reason; else our own. */
    Duration after(Duration told, int attempts) {
        if (told == null) {
            return after(attempts);
        }
        return told.compareTo(LEAST_TOLD) < 0 ? LEAST_TOLD : told.compareTo(MOST_TOLD) > 0 ? MOST_TOLD : told;
    }

    /** @param attempts how many have failed, 1 and up */
    Duration after(int attempts) {
        long ceiling = Math.min(CEILING, FLOOR << Math.clamp(attempts, 1, 20));
        return Duration.ofMillis(FLOOR + random.nextLong(ceiling - FLOOR + 1));
    }
}
