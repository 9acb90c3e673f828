package io.besedka.webhook;

import io.besedka.platform.clock.Alarm;
import io.besedka.platform.clock.Clock;
import io.besedka.webhook.SendStore.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries deliveries that are due to their endpoints. Each endpoint has few calls at once, a failing one a single one, so that a slow
 * endpoint holds up nobody but itself; each round begins with another endpoint. Several processes share the work by claims.
 */
final class Postman implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final int CALLS = 256;
    private static final int CALLS_EACH = 4;
    /** A claim outlives its call's time by enough that two processes do not meet. */
    static final Duration LEASE = Duration.ofSeconds(60);
    /** What other processes left is looked for this often. */
    private static final Duration LOOK = Duration.ofSeconds(15);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final SendStore store;
    private final Posting posting;
    private final Clock clock;
    private final Alarm alarm;
    private final Map<Long, AtomicInteger> busy = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread = Thread.ofVirtual().name("webhook-postman").unstarted(this::work);
    private int round;

    Postman(SendStore store, Posting posting, Clock clock) {
        this.store = store;
        this.posting = posting;
        this.clock = clock;
        this.alarm = clock.alarm();
    }

    void start() {
        thread.start();
    }

    void ring() {
        alarm.ring();
    }

    private void work() {
        try {
            while (true) {
                alarm.waitUntil(look());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what is due; returns when to look again. */
    private Instant look() {
        try {
            var now = clock.now();
            store.buryLost(now);
            var endpoints = store.endpoints(now);
            Collections.rotate(endpoints, endpoints.isEmpty() ? 0 : round++ % endpoints.size());
            boolean any = false;
            for (var endpoint : endpoints) {
                any |= endpoint.due() && send(endpoint, now);
            }
            return any ? now : soonest(endpoints, now.plus(LOOK));
        } catch (RuntimeException away) {
            LOG.atWarn()
                    .addKeyValue("why", away.getClass().getSimpleName())
                    .log("webhooks' deliveries could not be looked at");
            return clock.now().plus(AGAIN);
        }
    }

    private static Instant soonest(List<Endpoint> endpoints, Instant latest) {
        var soonest = latest;
        for (var endpoint : endpoints) {
            if (endpoint.next() != null && endpoint.next().isBefore(soonest)) {
                soonest = endpoint.next();
            }
        }
        return soonest;
    }

    private boolean send(Endpoint endpoint, Instant now) {
        var mine = busy.computeIfAbsent(endpoint.id(), id -> new AtomicInteger());
        int room = Math.min((endpoint.failing() ? 1 : CALLS_EACH) - mine.get(), CALLS - running.get());
        if (room <= 0) {
            return false;
        }
        var claimed = store.claim(endpoint, room, now, now.plus(LEASE));
        for (var delivery : claimed) {
            mine.incrementAndGet();
            running.incrementAndGet();
            calls.execute(() -> call(endpoint, delivery, mine));
        }
        return !claimed.isEmpty();
    }

    private void call(Endpoint endpoint, WebhookDelivery delivery, AtomicInteger mine) {
        try {
            posting.post(endpoint, delivery);
        } catch (RuntimeException away) {
            LOG.atWarn()
                    .addKeyValue("delivery", delivery.id())
                    .addKeyValue("why", away.getClass().getSimpleName())
                    .log("how a webhook's call went could not be written down");
        } finally {
            mine.decrementAndGet();
            running.decrementAndGet();
            alarm.ring();
        }
    }

    /** Calls under way are broken off; what they carried is due again when their claims have run out. */
    @Override
    public void close() {
        thread.interrupt();
        calls.shutdownNow();
        try {
            thread.join(Duration.ofSeconds(5));
            calls.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
