package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class YoungTablesTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private Jdbi jdbi;
    private YoungTables young;

    @BeforeEach
    void open() {
        jdbi = Jdbi.create(() -> database.get().raw(Map.of()));
        jdbi.useHandle(handle -> handle.execute("alter table contacts set (autovacuum_enabled = false)"));
        young = new YoungTables(jdbi, MovableClock.at("2026-05-04T12:00:00Z"));
    }

    @Test
    void a_table_is_looked_at_whenever_it_has_doubled() {
        contacts(1, 40);
        young.look();
        assertThat(known()).as("a handful is not worth a look").isEqualTo(-1);
        contacts(41, 100);
        young.look();
        assertThat(known()).isEqualTo(100);
        contacts(101, 190);
        young.look();
        assertThat(known()).as("it has not doubled").isEqualTo(100);
        contacts(191, 210);
        young.look();
        assertThat(known()).isEqualTo(210);
    }

    @Test
    void rows_that_only_change_are_no_growth() {
        contacts(1, 100);
        young.look();
        jdbi.useHandle(handle -> handle.execute("delete from contacts where id > 90"));
        for (int i = 0; i < 5; i++) {
            changed();
        }
        young.look();
        assertThat(known()).isEqualTo(100);
    }

    @Test
    void a_grown_table_is_left_to_the_database() {
        contacts(1, 60_000);
        young.look();
        assertThat(known()).isEqualTo(60_000);
        contacts(60_001, 130_000);
        young.look();
        assertThat(known()).isEqualTo(60_000);
    }

    @Test
    void looking_ends_when_clients_conversations_and_messages_are_grown() {
        assertThat(young.look()).isTrue();
        jdbi.useHandle(handle -> handle.execute(
                "update pg_class set reltuples = 50000 where relname in ('clients', 'conversations', 'message_ids')"));
        assertThat(young.look()).isFalse();
    }

    private void contacts(int from, int to) {
        jdbi.useHandle(handle -> {
            handle.createUpdate(
                            "insert into contacts (project_id, id, created_at) select 1, n, now() from generate_series(:from, :to) n")
                    .bind("from", from)
                    .bind("to", to)
                    .execute();
            // Its own count of changes is told at once, not at the end of the second.
            handle.createQuery("select pg_stat_force_next_flush()")
                    .mapTo(String.class)
                    .list();
        });
    }

    private void changed() {
        jdbi.useHandle(handle -> {
            handle.execute("update contacts set created_at = now()");
            handle.createQuery("select pg_stat_force_next_flush()")
                    .mapTo(String.class)
                    .list();
        });
    }

    /** How many rows the planner believes in; -1 = it never looked. */
    private int known() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select reltuples::int from pg_class where relname = 'contacts'")
                        .mapTo(Integer.class)
                        .one());
    }
}
