package io.besedka.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Conditions on a variable as SQL over a row's {@code key} and {@code rest} ({@link VariableKey}). The row is one of the searchable
 * copy {@code variable_values}, which finds, or is read from stored JSON, which judges who is found already.
 */
public final class VariableSql {
    private VariableSql() {}

    /** Takes a value in and gives the parameter's name, with its colon, in return. */
    @FunctionalInterface
    public interface Binder {
        String bind(Object value);
    }

    /** True of a row whose value is one of these. */
    public static String among(String row, Collection<VariableKey> wanted, Binder binder) {
        var parts = new ArrayList<String>();
        var whole = wanted.stream()
                .filter(key -> key.rest() == null)
                .map(VariableKey::key)
                .distinct()
                .toList();
        if (!whole.isEmpty()) {
            parts.add("%1$s.key %2$s and %1$s.rest is null".formatted(row, oneOf(whole, binder)));
        }
        var longer =
                wanted.stream().filter(key -> key.rest() != null).distinct().toList();
        if (!longer.isEmpty()) {
            var keys = longer.stream().map(VariableKey::key).distinct().toList();
            var rests = longer.stream().map(VariableKey::rest).toList();
            parts.add("%1$s.key %2$s and %1$s.rest %3$s".formatted(row, oneOf(keys, binder), oneOf(rests, binder)));
        }
        return parts.isEmpty() ? "false" : "(" + String.join(" or ", parts) + ")";
    }

    /** One value keeps the index's order, several do not. */
    private static String oneOf(List<String> values, Binder binder) {
        return values.size() == 1
                ? "= " + binder.bind(values.getFirst())
                : "= any(" + binder.bind(values.toArray(String[]::new)) + ")";
    }

    /** True of a row whose value is a number, and less or greater than this. @param sign of {@code < <= > >=} */
    public static String compared(String row, String sign, double number, Binder binder) {
        var bound = "%s.key %s %s"
                .formatted(row, sign, binder.bind(VariableKey.of(number).key()));
        var other = sign.startsWith("<") ? ">= '" + VariableKey.NUMBERS : "< '" + VariableKey.TEXTS;
        return "(%s and %s.key %s')".formatted(bound, row, other);
    }

    /** A select of one row for the variable of this name in a JSON text, of none where it is not set. */
    public static String read(String json, String name) {
        return """
                (select variable_key(t.value) key, variable_rest(t.value) rest
                 from (select (%s)::json ->> %s) t(value) where t.value is not null)""".formatted(json, name);
    }
}
