package io.besedka.deal;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Stages.Ending;
import io.besedka.platform.database.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Among a hundred thousand deals of four projects a board costs two statements that touch few pages of memory: counted, not timed. */
class BoardPlanTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Pipeline SALES = new Pipeline(
            1,
            "Sales",
            LongStream.rangeClosed(1, 5)
                    .mapToObj(id -> new Pipeline.Stage(id, 1, "Stage " + id, Ending.OPEN, "grey"))
                    .toList());

    @Test
    void a_board_reads_counts_from_the_index_and_cards_from_the_top_of_each_stage() throws SQLException {
        database.get().jdbi().useHandle(handle -> {
            handle.execute("insert into conversations (project_id, id, connection_id, client_name, created_at)"
                    + " select 1 + i % 4, i, 5, 'Client ' || i, now() from generate_series(1, 100000) i");
            handle.execute(
                    "insert into deals (project_id, id, conversation_id, pipeline_id, stage_id, name, budget, responsible_id, variables,"
                            + " created_at, moved_at, changed_at) select 1 + i % 4, i, i, 1, 1 + i / 4 % 5, 'Deal ' || i, i, i % 7, '{\"note\": \"' || repeat('x', 200) || '\"}',"
                            + " now(), to_timestamp(i), now() from generate_series(1, 100000) i");
            // The tests' database commits without waiting for its log, and vacuum takes no page for visible before the
            // log is on disk.
            handle.execute("checkpoint");
            handle.execute("vacuum analyze deals");
            handle.execute("vacuum analyze conversations");
        });
        var lists = new DealLists(database.get().jdbi());

        var statements = spied(() -> lists.board(1, SALES, DealFilter.ALL, 30));

        assertThat(statements).hasSize(2);
        var totals = plan(statements.get(0));
        assertThat(totals).anyMatch(line -> line.contains("Index Only Scan using deals_of_board"));
        assertThat(buffers(totals)).as(() -> String.join("\n", totals)).isLessThan(1_500);
        var cards = plan(statements.get(1));
        assertThat(cards).anyMatch(line -> line.contains("deals_of_stage"));
        assertThat(buffers(cards)).as(() -> String.join("\n", cards)).isLessThan(2_000);
        var board = lists.board(1, SALES, DealFilter.ALL, 30);
        assertThat(board).allSatisfy(column -> {
            assertThat(column.total().count()).isEqualTo(5_000);
            assertThat(column.cards()).hasSize(30);
        });
    }

    private static List<String> spied(Runnable work) {
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
        return statements;
    }

    private static List<String> plan(String statement) throws SQLException {
        return database.get().jdbi().withHandle(handle -> {
            var plan = new ArrayList<String>();
            try (var explain = handle.getConnection().createStatement();
                    var rows = explain.executeQuery("explain (analyze, buffers, timing off) " + statement)) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
            return plan;
        });
    }

    /** The topmost node's buffers hold its children's. */
    private static long buffers(List<String> plan) {
        var line = plan.stream()
                .filter(text -> text.contains("Buffers:"))
                .findFirst()
                .orElseThrow();
        return Pattern.compile("(?:hit|read)=(\\d+)")
                .matcher(line)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }
}
