package io.besedka.conversation;

import io.besedka.platform.clock.Alarm;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings the timers that are due. A ring is an input like any other: the turn takes the timer's row out, so that two processes, or a
 * process and its successor, ring it once.
 */
public final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int LIMIT = 500;

    private final Jdbi jdbi;
    private final Turns turns;
    private final Clock clock;
    private final Alarm alarm;
    private final Thread thread;

    public Timers(Jdbi jdbi, Turns turns, Clock clock) {
        this.jdbi = jdbi;
        this.turns = turns;
        this.clock = clock;
        this.alarm = clock.alarm();
        this.thread = Thread.ofVirtual().name("timers").unstarted(this::work);
    }

    public Timers start() {
        thread.start();
        return this;
    }

    private void work() {
        try {
            while (true) {
                boolean more = ringDue() == LIMIT;
                if (!more) {
                    alarm.waitUntil(clock.now().plus(ROUND));
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many were due. */
    int ringDue() {
        try {
            var due = due();
            turns.take(due);
            return due.size();
        } catch (JdbiException away) {
            LOG.atWarn().log("the database could not be asked for timers");
            return 0;
        }
    }

    private List<Input> due() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select project_id, conversation_id, id from timers where due_at <= :now order by due_at limit :limit")
                .bind("now", java.sql.Timestamp.from(clock.now()))
                .bind("limit", LIMIT)
                .map((row, context) -> new Input(Address.of(row.getLong(1), row.getLong(2)), new Act.Rang(row.getLong(3))))
                .list());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
