package io.besedka.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.ConversationStore.View;
import io.besedka.platform.database.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first page costs the same however many conversations there are: counted in pages of memory touched, not in time. */
class PlanTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void the_first_page_of_every_view_touches_few_pages_of_a_hundred_thousand_conversations() throws SQLException {
        var jdbi = database.get().jdbi();
        jdbi.useHandle(handle -> {
            handle.execute("insert into clients (project_id, id, connection_id, external_id, contact_id, name, created_at)"
                    + " select 1, i, 5, i::text, i, 'Client ' || i, now() from generate_series(1, 100000) i");
            handle.execute("insert into conversations (project_id, id, connection_id, status, owner_kind, owner_id, unread, last_message_at,"
                    + " inbox_bucket, created_at) select 1, i, 5, i / 7 % 2, i % 4, case i % 4 when 2 then 11 when 3 then i % 3 else 0 end, i % 2,"
                    + " to_timestamp(i * 60), i / 10, now() from generate_series(1, 100000) i");
            handle.execute("vacuum analyze conversations");
            handle.execute("vacuum analyze clients");
        });
        var store = new ConversationStore(jdbi);
        for (var view : View.values()) {
            var statement = spied(() -> store.list(1, view, 11, null, 50));
            assertThat(buffers(statement)).as(view.name()).isLessThan(2_000);
            assertThat(store.list(1, view, 11, null, 50).conversations()).as(view.name()).hasSize(50);
        }
        assertThat(buffers(spied(() -> store.counts(1, 11)))).isLessThan(4_000);
        assertThat(buffers(spied(() -> store.search(1, View.ALL, 11, "client 777", 50)))).isLessThan(4_000);
    }

    private String spied(Runnable work) {
        var statements = new ArrayList<String>();
        var jdbi = database.get().jdbi();
        jdbi.setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                var text = context.getStatement().toString();
                statements.add(text.substring(text.indexOf(" wrapping ") + " wrapping ".length()));
            }
        });
        work.run();
        jdbi.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        return statements.getFirst();
    }

    private long buffers(String statement) throws SQLException {
        return database.get().jdbi().withHandle(handle -> {
            var plan = new ArrayList<String>();
            try (var explain = handle.getConnection().createStatement();
                    var rows = explain.executeQuery("explain (analyze, buffers, timing off) " + statement)) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
            return total(plan);
        });
    }

    /** The topmost node's buffers hold its children's. */
    private static long total(List<String> plan) {
        var line = plan.stream().filter(text -> text.contains("Buffers:")).findFirst().orElseThrow();
        long sum = 0;
        var numbers = java.util.regex.Pattern.compile("(?:hit|read)=(\\d+)").matcher(line);
        while (numbers.find()) {
            sum += Long.parseLong(numbers.group(1));
        }
        return sum;
    }
}
