package io.besedka.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What was read from the database a moment ago, so that a check costs no round trip. Changes made by this process are
 * seen at once ({@link #forgetAll}), those of another within eleven seconds. What was not found is not kept.
 */
final class Recent<K, V> {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int LIMIT = 20_000;

    private record Kept<V>(V value, Instant until) {}

    private final InstantSource clock;
    private final Map<K, Kept<V>> kept = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    Recent(InstantSource clock) {
        this.clock = clock;
    }

    Optional<V> get(K key, Supplier<Optional<V>> read) {
        var hit = kept.get(key);
        if (hit != null && !clock.instant().isBefore(hit.until)) {
            hit = othersAreAt(key, hit) ? kept.get(key) : null;
        }
        if (hit != null) {
            return Optional.of(hit.value);
        }
        var before = changes.get();
        var value = read.get();
        value.ifPresentOrElse(found -> keep(key, found, before), () -> kept.remove(key));
        return value;
    }

    /** One asker reads anew; the others make do with what is known for that moment, instead of all reading at once. */
    private boolean othersAreAt(K key, Kept<V> stale) {
        return !kept.replace(key, stale, new Kept<>(stale.value, clock.instant().plus(MOMENT)));
    }

    /** Call after the change was committed. */
    void forgetAll() {
        changes.incrementAndGet();
        kept.clear();
    }

    /** What was read before a change that came in between must not outlive it. */
    private void keep(K key, V value, long before) {
        if (kept.size() >= LIMIT) {
            kept.clear();
        }
        kept.put(key, new Kept<>(value, clock.instant().plus(FRESH)));
        if (changes.get() != before) {
            kept.remove(key);
        }
    }
}
