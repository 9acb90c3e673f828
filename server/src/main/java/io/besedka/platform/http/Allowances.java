package io.besedka.platform.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How many requests a caller may still make: a bucket for each that fills steadily up to its brim. Unlike {@link Rates} it tells the
 * caller how it stands, by headers with every answer. In memory, one server's own. Safe for any thread.
 */
public final class Allowances {
    private static final int CALLERS = 100_000;

    /** @param tokens what may be taken at once, at {@code at} */
    private record Bucket(double tokens, Instant at, boolean taken) {}

    /**
     * How a caller stands after a request.
     *
     * @param granted false: one too many
     * @param reset seconds until everything may be taken at once again
     * @param retryAfter seconds until the next request is granted, at least 1
     */
    public record Standing(boolean granted, int limit, int remaining, long reset, long retryAfter) {
        public Answer on(Answer answer) {
            return answer.with("RateLimit-Limit", Integer.toString(limit))
                    .with("RateLimit-Remaining", Integer.toString(remaining))
                    .with("RateLimit-Reset", Long.toString(reset));
        }

        public Problem on(Problem problem) {
            return problem.with("RateLimit-Limit", Integer.toString(limit))
                    .with("RateLimit-Remaining", Integer.toString(remaining))
                    .with("RateLimit-Reset", Long.toString(reset));
        }
    }

    private final int perSecond;
    private final int burst;
    private final Supplier<Instant> clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param perSecond how fast a bucket fills; @param burst how much it holds */
    public Allowances(int perSecond, int burst, Supplier<Instant> clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /** Counts a request, unless it is one too many. */
    public Standing take(String caller) {
        var now = clock.get();
        if (buckets.size() > CALLERS) {
            buckets.values().removeIf(old -> filled(old, now) >= burst);
        }
        var bucket = buckets.compute(caller, (name, old) -> {
            double tokens = old == null ? burst : filled(old, now);
            return tokens >= 1 ? new Bucket(tokens - 1, now, true) : new Bucket(tokens, now, false);
        });
        return new Standing(
                bucket.taken,
                burst,
                (int) bucket.tokens,
                seconds(burst - bucket.tokens),
                Math.max(1, seconds(1 - bucket.tokens)));
    }

    private double filled(Bucket bucket, Instant now) {
        double seconds = Math.max(0, Duration.between(bucket.at, now).toNanos() / 1e9);
        return Math.min(burst, bucket.tokens + seconds * perSecond);
    }

    private long seconds(double tokens) {
        return Math.max(0, (long) Math.ceil(tokens / perSecond));
    }
}
