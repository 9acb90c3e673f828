package io.besedka.conversation;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A statement as it is sent: {@code unnest(?, ?) i(p, c)} becomes {@code (select (?)[n] p, (?)[n] c from unnest(?) n) i}. PostgreSQL
 * copies each unnested array into rows of its own before it joins them, which took a quarter of an update of 16 columns; a subscript
 * reads the array where it lies. The subscripts are an array too, because the planner takes one for a few rows and a
 * {@code generate_series} for a thousand, for which it might read all of a young table.
 *
 * @param sql with a placeholder more for each unnest: the numbers of its rows
 * @param order which of the given values stands at each placeholder; {@code -1 - k} stands for the numbers of the rows of array k
 */
record Subscripted(String sql, List<Integer> order) {
    private static final Pattern UNNEST =
            Pattern.compile("\\?|unnest\\((\\?(?:, \\?)+)\\)(?:\\s+(\\w+)\\(([\\w, ]+)\\))?");
    /** Statements are constants of the turn's, so there are a few dozen. */
    private static final Map<String, Subscripted> KNOWN = new ConcurrentHashMap<>();

    static Subscripted of(String statement) {
        return KNOWN.computeIfAbsent(statement, Subscripted::write);
    }

    private static Subscripted write(String statement) {
        var order = new ArrayList<Integer>();
        var given = new int[1];
        var sql = UNNEST.matcher(statement)
                .replaceAll(found -> found.group(1) == null ? one(order, given) : rows(found, order, given));
        return new Subscripted(sql, List.copyOf(order));
    }

    private static String one(List<Integer> order, int[] given) {
        order.add(given[0]++);
        return "?";
    }

    private static String rows(MatchResult unnest, List<Integer> order, int[] given) {
        int first = given[0];
        int count = unnest.group(1).split(",").length;
        var names = unnest.group(3) == null ? null : unnest.group(3).split(", ");
        var columns = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            columns.add("(" + one(order, given) + ")[n] " + (names == null ? "c" + i : names[i]));
        }
        order.add(-1 - first);
        var alias = unnest.group(2) == null ? "i" : unnest.group(2);
        return "(select " + String.join(", ", columns) + " from unnest(?) n) " + alias;
    }

    /** The values as the placeholders want them. */
    void arrange(Object[] values, List<Object> parameters) {
        for (int at : order) {
            parameters.add(at >= 0 ? values[at] : numbers(Array.getLength(values[-1 - at])));
        }
    }

    private static int[] numbers(int rows) {
        return IntStream.rangeClosed(1, rows).toArray();
    }
}
