package io.besedka.account;

import io.besedka.platform.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often somebody may fail within a sliding time. In memory: a restart forgives, each process counts for itself. */
final class Attempts {
    private static final int REMEMBERED = 50_000;

    private final InstantSource clock;
    private final int limit;
    private final Duration within;
    private final Map<String, Deque<Instant>> byKey = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > REMEMBERED;
        }
    };

    Attempts(InstantSource clock, int limit, Duration within) {
        this.clock = clock;
        this.limit = limit;
        this.within = within;
    }

    /** Counts an attempt before it is made, so that many at once gain nothing; 429 when it is one too many. */
    synchronized void take(String key) {
        var now = clock.instant();
        var taken = byKey.computeIfAbsent(key, k -> new ArrayDeque<>());
        while (!taken.isEmpty() && !taken.peekFirst().plus(within).isAfter(now)) {
            taken.removeFirst();
        }
        if (taken.size() >= limit) {
            var wait = Duration.between(now, taken.peekFirst().plus(within));
            throw Problem.tooMany(
                    "too many attempts, try again later", wait.plusMillis(999).toSeconds());
        }
        taken.addLast(now);
    }

    /** The attempt was a good one and does not count. */
    synchronized void giveBack(String key) {
        var taken = byKey.get(key);
        if (taken != null) {
            taken.pollLast();
        }
    }

    synchronized void forget(String key) {
        byKey.remove(key);
    }
}
