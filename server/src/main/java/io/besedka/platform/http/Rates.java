package io.besedka.platform.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** So many requests of one caller in a window; one more is a 429 that says when to come back. In memory, one server's own. */
public final class Rates {
    private static final int CALLERS = 100_000;

    private record Window(Instant began, int taken) {}

    private final int limit;
    private final Duration window;
    private final Supplier<Instant> clock;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    public Rates(int limit, Duration window, Supplier<Instant> clock) {
        this.limit = limit;
        this.window = window;
        this.clock = clock;
    }

    /** Counts a request; throws {@link Problem} 429 over the limit. */
    public void take(String caller) {
        var now = clock.get();
        if (windows.size() > CALLERS) {
            windows.values().removeIf(old -> old.began.plus(window).isBefore(now));
        }
        var counted = windows.compute(
                caller,
                (name, old) -> old == null || old.began.plus(window).isBefore(now)
                        ? new Window(now, 1)
                        : new Window(old.began, old.taken + 1));
        if (counted.taken > limit) {
            throw Problem.tooMany(
                    "at most " + limit + " in " + window.toSeconds() + " s",
                    Duration.between(now, counted.began.plus(window)).toSeconds());
        }
    }
}
