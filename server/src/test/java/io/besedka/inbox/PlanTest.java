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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first page costs the same however many conversations there are: counted in pages of memory touched, not in time. */
class PlanTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    /** Each in a project of 100,000 and beside another of as many. */
    @BeforeAll
    static void crowd() {
        database.get().jdbi().useHandle(handle -> {
            handle.execute(
                    "insert into contacts (project_id, id, name, created_at)"
                            + " select p, p * 1000000 + i, 'Покупатель ' || i, now() from generate_series(1, 2) p, generate_series(1, 100000) i");
            handle.execute(
                    "insert into clients (project_id, id, connection_id, external_id, contact_id, name, created_at)"
                            + " select p, case p when 1 then i else p * 1000000 + i end, 5, i::text, p * 1000000 + i, 'Client ' || i, now()"
                            + " from generate_series(1, 2) p, generate_series(1, 100000) i");
            handle.execute(
                    "insert into conversations (project_id, id, connection_id, status, owner_kind, owner_id, unread, last_message_at,"
                            + " inbox_bucket, created_at) select 1, i, 5, i / 7 % 2, i % 4, case i % 4 when 2 then 11 when 3 then i % 3 else 0 end, i % 2,"
                            + " to_timestamp(i * 60), i / 10, now() from generate_series(1, 100000) i");
            handle.execute("vacuum analyze conversations");
            handle.execute("vacuum analyze clients");
            handle.execute("vacuum analyze contacts");
        });
    }

    @Test
    void the_first_page_of_every_view_touches_few_pages_of_a_hundred_thousand_conversations_whatever_plan_is_kept()
            throws SQLException {
        var store = new ConversationStore(database.get().jdbi());
        for (var view : View.values()) {
            var statement = spied(() -> store.list(1, view, 11, null, 50));
            for (var mode : List.of("force_custom_plan", "force_generic_plan")) {
                assertThat(total(explained(statement, mode)))
                        .as(mode + " " + view)
                        .isLessThan(1_000);
            }
            assertThat(store.list(1, view, 11, null, 50).conversations())
                    .as(view.name())
                    .hasSize(50);
        }
        assertThat(buffers(spied(() -> store.counts(1, 11)))).isLessThan(4_000);
        assertThat(buffers(spied(() -> store.search(1, View.ALL, 11, "client 777", 50))))
                .isLessThan(4_000);
    }

    @Test
    void a_name_that_operators_wrote_is_found_by_indexes_whatever_plan_is_kept() throws SQLException {
        var store = new ConversationStore(database.get().jdbi());
        for (var words : List.of("покупатель 77777", "ПОКУПАТЕЛЬ 7", "client 777", "nobody")) {
            var statement = spied(() -> store.search(1, View.ALL, 11, words, 50));
            for (var mode : List.of("force_custom_plan", "force_generic_plan")) {
                var plan = explained(statement, mode);
                assertThat(plan).as(mode + " " + words).noneMatch(line -> line.contains("Seq Scan"));
                assertThat(plan).as(mode).anyMatch(line -> line.contains("contacts_name"));
                assertThat(total(plan)).as(mode + " " + words).isLessThan(6_000);
            }
        }
    }

    /** As the driver keeps it: prepared, with its words for parameters. */
    private List<String> explained(String statement, String mode) throws SQLException {
        var words = new ArrayList<String>();
        var end = "U&'\\+10FFFF'";
        var quoted = java.util.regex.Pattern.compile("'((?:[^']|'')*)'").matcher(statement.replace(end, "the_end"));
        var prepared = new StringBuilder();
        while (quoted.find()) {
            words.add("'" + quoted.group(1) + "'");
            quoted.appendReplacement(prepared, "cast(\\$" + words.size() + " as text)");
        }
        quoted.appendTail(prepared);
        return database.get().jdbi().withHandle(handle -> {
            var plan = new ArrayList<String>();
            try (var sql = handle.getConnection().createStatement()) {
                sql.execute("set plan_cache_mode = " + mode);
                sql.execute("prepare asked as " + prepared.toString().replace("the_end", end));
                try (var rows = sql.executeQuery(
                        "explain (analyze, buffers, timing off) execute asked(" + String.join(", ", words) + ")")) {
                    while (rows.next()) {
                        plan.add(rows.getString(1));
                    }
                }
                sql.execute("deallocate asked");
                sql.execute("reset plan_cache_mode");
            }
            return plan;
        });
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
        var line = plan.stream()
                .filter(text -> text.contains("Buffers:"))
                .findFirst()
                .orElseThrow();
        long sum = 0;
        var numbers = java.util.regex.Pattern.compile("(?:hit|read)=(\\d+)").matcher(line);
        while (numbers.find()) {
            sum += Long.parseLong(numbers.group(1));
        }
        return sum;
    }
}
