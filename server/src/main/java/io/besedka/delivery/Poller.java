package io.besedka.delivery;

import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.DeliveryStore.Begun;
import io.besedka.platform.clock.Alarm;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what nobody handed over: what waited when a process stopped, and attempts a dead process began and nobody ended. */
final class Poller implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration BETWEEN_RECOVERIES = Duration.ofMinutes(1);
    private static final int PAGE = 500;
    private static final String LOST = "the server stopped while this was being sent";

    private final LaneSettings settings;
    private final Lanes.Faces faces;
    private final Outcomes outcomes;
    private final Lanes lanes;
    private final Alarm alarm;
    private final Instant started;
    private final Thread thread = Thread.ofVirtual().name("delivery-poll").unstarted(this);
    private Instant recoverAt = Instant.MIN;
    private volatile Instant restsUntil = Instant.MIN;

    Poller(LaneSettings settings, Lanes.Faces faces, Outcomes outcomes, Lanes lanes) {
        this.settings = settings;
        this.faces = faces;
        this.outcomes = outcomes;
        this.lanes = lanes;
        this.alarm = faces.clock().alarm();
        this.started = faces.clock().now();
    }

    void start() {
        thread.start();
    }

    boolean isResting() {
        return restsUntil.isAfter(faces.clock().now());
    }

    @Override
    public void run() {
        try {
            while (true) {
                restsUntil = Instant.MIN;
                var now = faces.clock().now();
                look(now);
                var next = now.plus(settings.poll());
                restsUntil = next;
                alarm.waitUntil(next);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Instant now) {
        try {
            if (!recoverAt.isAfter(now)) {
                recover(now);
                recoverAt = now.plus(BETWEEN_RECOVERIES);
            }
            faces.store().connectionsWithDue(now).stream()
                    .filter(id -> faces.destinations().of(id).isPresent())
                    .forEach(id -> lanes.poll(id, now));
        } catch (RuntimeException away) {
            LOG.atWarn().addKeyValue("cause", away.getMessage()).log("the database could not be asked for deliveries");
        }
    }

    private void recover(Instant now) {
        var expired = now.minus(settings.lease());
        var before = settings.alone() ? Bucket.latest(started.minusNanos(1000), expired) : expired;
        int ended;
        do {
            ended = end(faces.store().begun(before, PAGE));
        } while (ended == PAGE);
    }

    private int end(java.util.List<Begun> left) {
        int ended = 0;
        for (var begun : left) {
            var connected = faces.destinations().of(begun.connectionId()).orElse(null);
            if (connected != null && !lanes.isCarrying(begun.connectionId(), begun.place())) {
                end(begun, connected);
                ended++;
            }
        }
        return ended;
    }

    private void end(Begun begun, Connected connected) {
        boolean again = Destinations.sendsAgain(connected);
        if (!outcomes.abandoned(begun, again, LOST)) {
            return;
        }
        if (again) {
            faces.meter().retried(begun.connectionId());
        } else {
            faces.meter().unknown(begun.connectionId());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
