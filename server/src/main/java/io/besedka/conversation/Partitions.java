package io.besedka.conversation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;

/** Sees to it that the months to come have a table for their messages, so that old months can be dropped or archived whole. */
public final class Partitions {
    private static final int MONTHS_AHEAD = 2;

    private Partitions() {}

    /** Makes the tables of this month and the next ones where they are missing. */
    public static void prepare(Jdbi jdbi, Instant now) {
        var month = YearMonth.from(now.atZone(ZoneOffset.UTC));
        jdbi.useTransaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtext('besedka message months'))");
            for (int i = 0; i <= MONTHS_AHEAD; i++) {
                var from = month.plusMonths(i);
                handle.execute("create table if not exists messages_%d_%02d partition of messages for values from ('%s') to ('%s')"
                        .formatted(from.getYear(), from.getMonthValue(), utc(from.atDay(1)), utc(from.plusMonths(1).atDay(1))));
            }
        });
    }

    private static Instant utc(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
