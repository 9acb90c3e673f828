package io.besedka.webhook;

import io.besedka.conversation.Committed;
import io.besedka.conversation.Follower;
import io.besedka.platform.clock.Alarm;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps webhooks going: gathers what happened, has it posted, forgets what is old. Being told of a commit only makes it sooner. */
final class WebhookWork implements Follower, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookWork.class);
    /** For what other processes committed, and for endpoints that have room again. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Duration CLEAN = Duration.ofMinutes(10);
    static final Duration KEPT = Duration.ofDays(30);

    private final Gatherer gatherer;
    private final Postman postman;
    private final DeliveryLog log;
    private final Clock clock;
    private final Alarm alarm;
    private final Thread thread = Thread.ofVirtual().name("webhook-gatherer").unstarted(this::work);
    private Instant cleanAt = Instant.MIN;

    WebhookWork(Gatherer gatherer, Postman postman, DeliveryLog log, Clock clock) {
        this.gatherer = gatherer;
        this.postman = postman;
        this.log = log;
        this.clock = clock;
        this.alarm = clock.alarm();
    }

    void start() {
        thread.start();
        postman.start();
    }

    @Override
    public void committed(List<Committed> entries) {
        if (entries.stream().anyMatch(entry -> gatherer.listensTo(entry.projectId()))) {
            alarm.ring();
        }
    }

    @Override
    public void logged(long projectId) {
        if (gatherer.listensTo(projectId)) {
            alarm.ring();
        }
    }

    /** Something changed that may let more be gathered or posted. */
    void ring() {
        alarm.ring();
        postman.ring();
    }

    private void work() {
        try {
            while (true) {
                var began = clock.now();
                alarm.waitUntil(step() ? began : began.plus(LOOK));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean step() {
        try {
            boolean more = gatherer.gather();
            if (more) {
                postman.ring();
            }
            return clean() || more;
        } catch (RuntimeException away) {
            LOG.atWarn()
                    .addKeyValue("why", away.getClass().getSimpleName())
                    .log("the log could not be gathered for webhooks");
            return false;
        }
    }

    /** One small step at a time, so that it holds up nothing. */
    private boolean clean() {
        var now = clock.now();
        if (now.isBefore(cleanAt)) {
            return false;
        }
        boolean more = log.forget(now.minus(KEPT));
        cleanAt = more ? now : now.plus(CLEAN);
        return more;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        postman.close();
    }
}
