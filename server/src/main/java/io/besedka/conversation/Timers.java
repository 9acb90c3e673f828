package io.besedka.conversation;

import io.besedka.platform.clock.Alarm;
import io.besedka.platform.clock.Clock;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings the timers that are due. A ring is an input like any other: the turn takes the timer's row out, so that two processes, or a
 * process and its successor, ring it once. The database is asked at the start, when a timer is due, and every half minute for what
 * another process left; of those set here the turns tell.
 */
public final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final Duration LOOK = Duration.ofSeconds(30);
    /** What could not be rung is tried again after this. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final int LIMIT = 500;

    private final Jdbi jdbi;
    private final Turns turns;
    private final Clock clock;
    private final Alarm alarm;
    private final Thread thread;
    /** When to look next. */
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MAX);

    public Timers(Jdbi jdbi, Turns turns, Clock clock) {
        this.jdbi = jdbi;
        this.turns = turns;
        this.clock = clock;
        this.alarm = clock.alarm();
        this.thread = Thread.ofVirtual().name("timers").unstarted(this::work);
    }

    public Timers start() {
        turns.onTimers(this::sooner);
        thread.start();
        return this;
    }

    private void sooner(Instant due) {
        if (due.isBefore(next.get())) {
            next.accumulateAndGet(due, Timers::first);
            alarm.ring();
        }
    }

    private void work() {
        try {
            while (true) {
                // Forgotten before the look: whoever sets a timer during it tells, and whoever did before is seen by
                // it.
                next.set(Instant.MAX);
                next.accumulateAndGet(look(), Timers::first);
                for (var until = next.get(); clock.now().isBefore(until); until = next.get()) {
                    alarm.waitUntil(until);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Rings what is due; returns when to look again. */
    private Instant look() {
        try {
            var now = clock.now();
            var due = due(now);
            boolean rung = turns.take(due).stream().noneMatch(Result.Declined.class::isInstance);
            if (!rung) {
                return clock.now().plus(AGAIN);
            }
            return due.size() == LIMIT ? now : first(dueAfter(now), now.plus(LOOK));
        } catch (JdbiException away) {
            LOG.atWarn().log("the database could not be asked for timers");
            return clock.now().plus(AGAIN);
        }
    }

    private List<Input> due(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select project_id, conversation_id, id from timers where due_at <= :now order by due_at limit :limit")
                .bind("now", Timestamp.from(now))
                .bind("limit", LIMIT)
                .map((row, context) ->
                        new Input(Address.of(row.getLong(1), row.getLong(2)), new Act.Rang(row.getLong(3))))
                .list());
    }

    private Instant dueAfter(Instant now) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select due_at from timers where due_at > :now order by due_at limit 1")
                        .bind("now", Timestamp.from(now))
                        .map((row, context) -> row.getTimestamp(1).toInstant())
                        .findOne()
                        .orElse(Instant.MAX));
    }

    private static Instant first(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    @Override
    public void close() {
        turns.onTimers(due -> {});
        thread.interrupt();
    }
}
