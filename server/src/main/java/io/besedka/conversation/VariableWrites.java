package io.besedka.conversation;

import io.besedka.conversation.Writes.VariableValue;
import java.util.List;
import java.util.Objects;

/**
 * The turn's statements about variables beside the hot row: the searchable copy, and what belongs to the project. The copy has one index,
 * and no row of it is ever changed: the one to go is found by what the variable was.
 */
final class VariableWrites {
    /** @param from where the copy has it, null = nowhere @param to where it shall be found */
    private record Move(VariableValue row, VariableKey from, VariableKey to) {
        static Move of(VariableValue row) {
            return new Move(row, key(row.before()), key(row.value()));
        }

        private static VariableKey key(String value) {
            return value == null ? null : VariableKey.of(value);
        }
    }

    private VariableWrites() {}

    static void write(Script script, Writes writes) {
        var moves = writes.values().stream()
                .map(Move::of)
                .filter(move -> !Objects.equals(move.from, move.to))
                .toList();
        removed(script, moves.stream().filter(move -> move.from != null).toList());
        added(script, moves.stream().filter(move -> move.to != null).toList());
        projects(script, writes);
    }

    private static void removed(Script script, List<Move> moves) {
        if (!moves.isEmpty()) {
            script.run(
                    """
                    delete from variable_values v using unnest(?, ?, ?, ?, ?, ?) i(p, scope, name, key, c, deal)
                    where (v.project_id, v.scope, v.name, v.key, v.conversation_id, v.deal_id) = (i.p, i.scope, i.name, i.key, i.c, i.deal)""",
                    Column.longs(moves, move -> move.row.key().projectId()),
                    Column.shorts(moves, move -> move.row.scope().ordinal()),
                    Column.texts(moves, move -> move.row.name()),
                    Column.texts(moves, move -> move.from.key()),
                    Column.longs(moves, move -> move.row.key().id()),
                    Column.longs(moves, move -> move.row.dealId()));
        }
    }

    private static void added(Script script, List<Move> moves) {
        if (!moves.isEmpty()) {
            script.run(
                    """
                    insert into variable_values (project_id, scope, name, key, conversation_id, deal_id, rest)
                    select * from unnest(?, ?, ?, ?, ?, ?, ?)""",
                    Column.longs(moves, move -> move.row.key().projectId()),
                    Column.shorts(moves, move -> move.row.scope().ordinal()),
                    Column.texts(moves, move -> move.row.name()),
                    Column.texts(moves, move -> move.to.key()),
                    Column.longs(moves, move -> move.row.key().id()),
                    Column.longs(moves, move -> move.row.dealId()),
                    Column.texts(moves, move -> move.to.rest()));
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
