package io.besedka.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When an endpoint that failed is tried again: after 5 s, 30 s, 2, 10 and 30 minutes, 1, 2, 4 and 8 hours, then every 12 hours, each a fifth
 * longer or shorter by chance; a last time 72 hours after the first.
 */
final class Waits {
    static final Duration END = Duration.ofDays(3);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final List<Duration> GROWING = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8));

    private Waits() {}

    /**
     * @param tries those that failed, this one among them; @param first when the first began
     * @param asked how long the endpoint asks to be left alone, obeyed up to 12 hours; null = it does not
     * @return null when that was the last
     */
    static Instant next(int tries, Instant first, Instant now, Duration asked, RandomGenerator random) {
        var end = first.plus(END);
        if (!now.isBefore(end)) {
            return null;
        }
        var wait = tries <= GROWING.size() ? GROWING.get(tries - 1) : LONGEST;
        var varied = Duration.ofMillis((long) (wait.toMillis() * (0.8 + 0.4 * random.nextDouble())));
        var patient =
                asked == null || asked.compareTo(varied) < 0 ? varied : asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
        var next = now.plus(patient);
        return next.isAfter(end) ? end : next;
    }
}
