package io.besedka.simulator.messenger;

import io.besedka.simulator.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Token buckets by key. Whether they are asked at all is {@link Rules#enforcesRates}, the provider's own to check. */
public final class Rates {
    private static final class Bucket {
        double tokens;
        Instant at;
    }

    private static final int MOST = 100_000;

    private final Timeline time;
    private final Map<String, Bucket> buckets = new HashMap<>();

    Rates(Timeline time) {
        this.time = time;
    }

    /** Takes one place under every limit, or none and tells how long to wait; zero means taken. */
    public synchronized Duration take(Limit... limits) {
        if (buckets.size() > MOST) buckets.clear();
        double wait = 0;
        var filled = new ArrayList<Bucket>();
        for (var limit : limits) {
            var bucket = fill(limit);
            filled.add(bucket);
            wait = Math.max(wait, (1 - bucket.tokens) / limit.perSecond());
        }
        // A hair's breadth of rounding must not refuse the one who waited as told.
        if (wait > 1e-6) return Duration.ofNanos((long) Math.ceil(wait * 1e9));
        filled.forEach(bucket -> bucket.tokens -= 1);
        return Duration.ZERO;
    }

    private Bucket fill(Limit limit) {
        var bucket = buckets.computeIfAbsent(limit.key(), key -> new Bucket());
        var now = time.now();
        double seconds = bucket.at == null
                ? Double.MAX_VALUE
                : Duration.between(bucket.at, now).toNanos() / 1e9;
        bucket.tokens = Math.min(limit.burst(), bucket.tokens + seconds * limit.perSecond());
        bucket.at = now;
        return bucket;
    }
}
