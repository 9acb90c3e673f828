package io.besedka.channel.email;

import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last resort against two programs that answer each other without any mark: how many automatic mails one address may get. What people
 * write is not counted, and nothing that comes in is refused.
 */
final class LoopGuard {
    static final int AN_HOUR = 30;
    static final int A_DAY = 100;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int ADDRESSES = 10_000;

    private record Went(String id, Instant at) {}

    private final Clock clock;
    private final Map<String, Deque<Went>> byAddress = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Went>> eldest) {
            return size() > ADDRESSES;
        }
    };

    LoopGuard(Clock clock) {
        this.clock = clock;
    }

    /** Whether one more may go; the same mail tried again counts once. */
    synchronized boolean permits(long connectionId, String address, String id) {
        var now = clock.now();
        var went = byAddress.computeIfAbsent(connectionId + " " + address, key -> new ArrayDeque<>());
        went.removeIf(one -> one.at().isBefore(now.minus(DAY)));
        if (went.stream().anyMatch(one -> one.id().equals(id))) {
            return true;
        }
        long lately =
                went.stream().filter(one -> one.at().isAfter(now.minus(HOUR))).count();
        if (lately >= AN_HOUR || went.size() >= A_DAY) {
            return false;
        }
        went.add(new Went(id, now));
        return true;
    }
}
