package io.besedka.conversation;

import io.besedka.platform.clock.Alarm;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the database from planning with an emptiness that is long over. The turn's statements are planned once; a plan made while a table
 * was empty may take any index that begins with the project, and would then read the whole project for each input until the database
 * looks at its tables by itself, a minute later. So while tables are young they are looked at each second in which they grew; looking
 * makes every connection plan anew. Grown tables are left alone.
 */
public final class YoungTables implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(YoungTables.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Rows from which on the database's own care is enough. */
    private static final int GROWN = 50_000;

    private static final String YOUNG = """
            from pg_class c join pg_stat_user_tables s on s.relid = c.oid
            where c.relname in ('clients', 'contacts', 'conversations', 'message_ids', 'deliveries', 'timers', 'log', 'project_logs')
            and s.schemaname = current_schema() and c.reltuples < :grown""";

    private final Jdbi jdbi;
    private final Clock clock;
    private final Alarm alarm;
    private final Thread thread = Thread.ofVirtual().name("young-tables").unstarted(this::work);

    public YoungTables(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.alarm = clock.alarm();
    }

    public YoungTables start() {
        thread.start();
        return this;
    }

    private void work() {
        try {
            while (look()) {
                alarm.waitUntil(clock.now().plus(PAUSE));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when none is young any more. */
    boolean look() {
        try {
            analyze(grew());
            return anyYoung();
        } catch (RuntimeException away) {
            LOG.atDebug().setCause(away).log("the young tables could not be looked at");
            return true;
        }
    }

    /** Those that have more than twice the rows that were in them when they were last looked at. */
    private List<String> grew() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select c.relname " + YOUNG + " and s.n_live_tup > greatest(2 * c.reltuples, 50)")
                .bind("grown", GROWN)
                .mapTo(String.class)
                .list());
    }

    private void analyze(List<String> tables) {
        if (!tables.isEmpty()) {
            jdbi.useHandle(handle -> handle.execute("analyze " + String.join(", ", tables)));
        }
    }

    /** A table that never grows, such as one of timers nobody sets, is no reason to look for ever. */
    private boolean anyYoung() {
        return jdbi.withHandle(handle -> handle.createQuery("select exists (select 1 " + YOUNG
                        + " and c.relname in ('clients', 'conversations', 'message_ids'))")
                .bind("grown", GROWN)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
