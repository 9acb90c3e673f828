package io.besedka.conversation;

import io.besedka.conversation.Writes.VariableValue;
import java.util.List;
import java.util.regex.Pattern;

/** The turn's statements about variables beside the hot row: the searchable copy, and what belongs to the project. */
final class VariableWrites {
    /** As much of a value as can be searched for. */
    static final int SEARCHED = 500;

    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?\\d{1,15}([.]\\d{1,15})?\\s*");

    private VariableWrites() {}

    static void write(Script script, Writes writes) {
        adopted(script, writes);
        var values = List.copyOf(writes.values());
        removed(script, values.stream().filter(value -> value.value() == null).toList());
        set(script, values.stream().filter(value -> value.value() != null).toList());
        projects(script, writes);
    }

    /** Null where the value is no number. */
    static Double number(String value) {
        return NUMBER.matcher(value).matches() ? Double.valueOf(value.strip()) : null;
    }

    static String searched(String value) {
        if (value.length() <= SEARCHED) {
            return value;
        }
        return value.substring(0, Character.isHighSurrogate(value.charAt(SEARCHED - 1)) ? SEARCHED - 1 : SEARCHED);
    }

    private static void adopted(Script script, Writes writes) {
        var rows = writes.adopted;
        if (!rows.isEmpty()) {
            script.run(
                    """
                    update variable_values v set deal_id = i.deal from unnest(?, ?, ?) i(p, c, deal)
                    where (v.project_id, v.conversation_id, v.scope, v.deal_id) = (i.p, i.c, 1::smallint, 0)""",
                    Column.longs(rows, row -> row.key().projectId()),
                    Column.longs(rows, row -> row.key().id()),
                    Column.longs(rows, Writes.AdoptedVariables::dealId));
        }
    }

    private static void removed(Script script, List<VariableValue> rows) {
        if (!rows.isEmpty()) {
            script.run(
                    """
                    delete from variable_values v using unnest(?, ?, ?, ?, ?) i(p, c, scope, deal, name)
                    where (v.project_id, v.conversation_id, v.scope, v.deal_id, v.name) = (i.p, i.c, i.scope, i.deal, i.name)""",
                    Column.longs(rows, row -> row.key().projectId()),
                    Column.longs(rows, row -> row.key().id()),
                    Column.shorts(rows, row -> row.scope().ordinal()),
                    Column.longs(rows, VariableValue::dealId),
                    Column.texts(rows, VariableValue::name));
        }
    }

    private static void set(Script script, List<VariableValue> rows) {
        if (!rows.isEmpty()) {
            script.run(
                    """
                    insert into variable_values (project_id, scope, conversation_id, deal_id, name, value, number)
                    select i.p, i.scope, i.c, i.deal, i.name, i.value, i.number::double precision
                    from unnest(?, ?, ?, ?, ?, ?, ?) i(p, scope, c, deal, name, value, number)
                    on conflict (project_id, conversation_id, scope, deal_id, name)
                    do update set value = excluded.value, number = excluded.number""",
                    Column.longs(rows, row -> row.key().projectId()),
                    Column.shorts(rows, row -> row.scope().ordinal()),
                    Column.longs(rows, row -> row.key().id()),
                    Column.longs(rows, VariableValue::dealId),
                    Column.texts(rows, VariableValue::name),
                    Column.texts(rows, row -> searched(row.value())),
                    Column.texts(rows, row -> {
                        var number = number(row.value());
                        return number == null ? null : number.toString();
                    }));
        }
    }

    private static void projects(Script script, Writes writes) {
        var gone = writes.projectVariables().stream()
                .filter(row -> row.value() == null)
                .toList();
        if (!gone.isEmpty()) {
            script.run(
                    "delete from project_variables v using unnest(?, ?) i(p, name) where (v.project_id, v.name) = (i.p, i.name)",
                    Column.longs(gone, Writes.ProjectVariable::projectId),
                    Column.texts(gone, Writes.ProjectVariable::name));
        }
        var rows = writes.projectVariables().stream()
                .filter(row -> row.value() != null)
                .toList();
        if (!rows.isEmpty()) {
            script.run(
                    """
                    insert into project_variables (project_id, name, value) select * from unnest(?, ?, ?)
                    on conflict (project_id, name) do update set value = excluded.value""",
                    Column.longs(rows, Writes.ProjectVariable::projectId),
                    Column.texts(rows, Writes.ProjectVariable::name),
                    Column.texts(rows, Writes.ProjectVariable::value));
        }
    }
}
