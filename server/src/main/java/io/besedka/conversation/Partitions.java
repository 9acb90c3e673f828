package io.besedka.conversation;

import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the months to come have a table for their messages, so that old months can be dropped or archived whole. */
public final class Partitions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final int MONTHS_AHEAD = 2;
    private static final Duration ROUND = Duration.ofHours(12);

    private final Jdbi jdbi;
    private final Clock clock;
    private final Thread thread;

    public Partitions(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("partitions").unstarted(this::work);
    }

    /** Prepares the months now, and again twice a day for as long as the server runs. */
    public Partitions start() {
        prepare(jdbi, clock.now());
        thread.start();
        return this;
    }

    private void work() {
        var alarm = clock.alarm();
        try {
            while (true) {
                alarm.waitUntil(clock.now().plus(ROUND));
                try {
                    prepare(jdbi, clock.now());
                } catch (RuntimeException later) {
                    LOG.atWarn().setCause(later).log("the tables of the months to come could not be made");
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** Makes the tables of this month and the next ones where they are missing. */
    public static void prepare(Jdbi jdbi, Instant now) {
        var month = YearMonth.from(now.atZone(ZoneOffset.UTC));
        jdbi.useTransaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtext('besedka message months'))");
            for (int i = 0; i <= MONTHS_AHEAD; i++) {
                var from = month.plusMonths(i);
                handle.execute(
                        "create table if not exists messages_%d_%02d partition of messages for values from ('%s') to ('%s')"
                                .formatted(
                                        from.getYear(),
                                        from.getMonthValue(),
                                        utc(from.atDay(1)),
                                        utc(from.plusMonths(1).atDay(1))));
            }
        });
    }

    private static Instant utc(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
