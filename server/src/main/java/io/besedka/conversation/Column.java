package io.besedka.conversation;

import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Columns of rows as arrays, the form in which {@code unnest} takes them. */
final class Column {
    private Column() {}

    static <T> long[] longs(Collection<T> rows, ToLongFunction<T> value) {
        var column = new long[rows.size()];
        int i = 0;
        for (var row : rows) {
            column[i++] = value.applyAsLong(row);
        }
        return column;
    }

    static <T> int[] ints(Collection<T> rows, ToIntFunction<T> value) {
        var column = new int[rows.size()];
        int i = 0;
        for (var row : rows) {
            column[i++] = value.applyAsInt(row);
        }
        return column;
    }

    static <T> short[] shorts(Collection<T> rows, ToIntFunction<T> value) {
        var column = new short[rows.size()];
        int i = 0;
        for (var row : rows) {
            column[i++] = (short) value.applyAsInt(row);
        }
        return column;
    }

    static <T> boolean[] booleans(Collection<T> rows, Predicate<T> value) {
        var column = new boolean[rows.size()];
        int i = 0;
        for (var row : rows) {
            column[i++] = value.test(row);
        }
        return column;
    }

    static <T> String[] texts(Collection<T> rows, Function<T, String> value) {
        var column = new String[rows.size()];
        int i = 0;
        for (var row : rows) {
            column[i++] = value.apply(row);
        }
        return column;
    }
}
