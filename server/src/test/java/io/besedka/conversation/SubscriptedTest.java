package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptedTest {
    private static final long[] FIRST = {1, 2, 3};
    private static final String[] SECOND = {"a", "b", "c"};

    @Test
    void an_unnest_of_several_arrays_reads_them_by_subscript_and_is_told_the_numbers_of_the_rows() {
        var statement = Subscripted.of("update t set a = i.a from unnest(?, ?)\n     i(id, a) where t.id = i.id");
        assertThat(statement.sql())
                .isEqualTo(
                        "update t set a = i.a from (select (?)[n] id, (?)[n] a from unnest(?) n) i where t.id = i.id");
        assertThat(arranged(statement, FIRST, SECOND)).containsExactly(FIRST, SECOND, new int[] {1, 2, 3});
    }

    @Test
    void values_around_it_keep_their_places() {
        var statement = Subscripted.of(
                "with s as (select ? from unnest(?, ?) i(p, n) where p > ?) select ? from unnest(?, ?) e(c, d)");
        assertThat(statement.sql())
                .isEqualTo("with s as (select ? from (select (?)[n] p, (?)[n] n from unnest(?) n) i where p > ?) "
                        + "select ? from (select (?)[n] c, (?)[n] d from unnest(?) n) e");
        var other = new boolean[] {true};
        assertThat(arranged(statement, 10L, FIRST, SECOND, 11L, "x", other, other))
                .containsExactly(10L, FIRST, SECOND, new int[] {1, 2, 3}, 11L, "x", other, other, new int[] {1});
    }

    @Test
    void without_names_the_columns_keep_their_order() {
        assertThat(Subscripted.of("insert into t (a, b) select * from unnest(?, ?)\n on conflict (a) do nothing")
                        .sql())
                .isEqualTo("insert into t (a, b) select * from (select (?)[n] c0, (?)[n] c1 from unnest(?) n) i\n"
                        + " on conflict (a) do nothing");
    }

    @Test
    void what_has_no_unnest_or_one_of_a_single_array_is_sent_as_it_stands() {
        for (var statement :
                List.of("commit", "select ? + ?", "insert into t select * from unnest(?) on conflict do nothing")) {
            assertThat(Subscripted.of(statement).sql()).isEqualTo(statement);
        }
        assertThat(arranged(Subscripted.of("select ? + ?"), 1L, 2L)).containsExactly(1L, 2L);
    }

    private static List<Object> arranged(Subscripted statement, Object... values) {
        var parameters = new ArrayList<Object>();
        statement.arrange(values, parameters);
        return parameters;
    }
}
