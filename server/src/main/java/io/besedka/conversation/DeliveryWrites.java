package io.besedka.conversation;

import java.time.Instant;

/** The turn's statements about deliveries: the new ones, those that exist for a reaction's sake, then the changes. */
final class DeliveryWrites {
    private final Script script;
    private final Writes writes;
    private final Instant now;

    private DeliveryWrites(Script script, Writes writes, Instant now) {
        this.script = script;
        this.writes = writes;
        this.now = now;
    }

    static void write(Script script, Writes writes, Instant now) {
        var turn = new DeliveryWrites(script, writes, now);
        turn.deliveries();
        turn.reactions();
        turn.changedDeliveries();
    }

    private void deliveries() {
        var rows = writes.deliveries;
        if (!rows.isEmpty()) {
            script.run(
                    """
                    insert into deliveries (project_id, conversation_id, seq, connection_id, due_at)
                    select i.p, i.c, i.s, i.n, to_timestamp(? / 1000::float8) from unnest(?, ?, ?, ?) i(p, c, s, n)""",
                    now.toEpochMilli(),
                    Column.longs(rows, row -> row.key().projectId()),
                    Column.longs(rows, row -> row.key().id()),
                    Column.longs(rows, Writes.NewDelivery::seq),
                    Column.longs(rows, Writes.NewDelivery::connectionId));
        }
    }

    private void reactions() {
        var rows = writes.reactions;
        if (!rows.isEmpty()) {
            script.run(
                    """
                    insert into deliveries (project_id, conversation_id, seq, connection_id, status, amend, due_at)
                    select i.p, i.c, i.s, i.n, i.status, 1, to_timestamp(? / 1000::float8) from unnest(?, ?, ?, ?, ?) i(p, c, s, n, status)""",
                    now.toEpochMilli(),
                    Column.longs(rows, row -> row.key().projectId()),
                    Column.longs(rows, row -> row.key().id()),
                    Column.longs(rows, Writes.NewReaction::seq),
                    Column.longs(rows, Writes.NewReaction::connectionId),
                    Column.shorts(rows, row -> DeliveryStatus.SENT.ordinal()));
        }
    }

    private void changedDeliveries() {
        var rows = writes.changedDeliveries();
        if (rows.isEmpty()) {
            return;
        }
        script.run(
                """
                update deliveries d set status = i.status, amend = i.amend,
                       parts = i.parts, attempts = i.attempts, due_at = to_timestamp(i.due / 1000::float8), error = i.error,
                       external_ids = case when i.ids is null then d.external_ids else d.external_ids || string_to_array(i.ids, E'\\n') end
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, c, s, status, amend, parts, attempts, due, ids, error)
                where (d.project_id, d.conversation_id, d.seq) = (i.p, i.c, i.s)""",
                Column.longs(rows, row -> row.key().projectId()),
                Column.longs(rows, row -> row.key().id()),
                Column.longs(rows, Writes.ChangedDelivery::seq),
                Column.shorts(rows, row -> row.status().ordinal()),
                Column.shorts(rows, Writes.ChangedDelivery::amend),
                Column.shorts(rows, Writes.ChangedDelivery::parts),
                Column.ints(rows, Writes.ChangedDelivery::attempts),
                Column.longs(rows, row -> row.dueAt().toEpochMilli()),
                Column.texts(rows, row -> row.externalIds().isEmpty() ? null : String.join("\n", row.externalIds())),
                Column.texts(rows, Writes.ChangedDelivery::error));
    }
}
