package io.besedka.broadcast;

import io.besedka.platform.clock.Alarm;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts what is scheduled and hands over what is due, on one thread. Several processes may each have one: rows are claimed. */
final class BroadcastWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastWorker.class);
    /** What another process began is found this soon. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Broadcasts broadcasts;
    private final BroadcastFaces faces;
    private final Dispatcher dispatcher;
    private final Alarm alarm;
    private final Thread thread;

    BroadcastWorker(Broadcasts broadcasts, BroadcastFaces faces) {
        this.broadcasts = broadcasts;
        this.faces = faces;
        this.dispatcher = new Dispatcher(faces);
        this.alarm = faces.clock().alarm();
        this.thread = Thread.ofVirtual().name("broadcasts").unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    void wake() {
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

    /** Does what is due; returns when to look again. A fault of one broadcast or of the database must not end the others' for good. */
    private Instant look() {
        try {
            boolean busy = broadcasts.planDue() | dispatcher.dispatch();
            var now = faces.clock().now();
            var next = busy ? now : broadcasts.next().orElse(Instant.MAX);
            var latest = now.plus(LOOK);
            return next.isBefore(latest) ? next : latest;
        } catch (RuntimeException fault) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.atWarn().setCause(fault).log("broadcasts could not go on; again in a second");
            }
            return faces.clock().now().plus(AGAIN);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
