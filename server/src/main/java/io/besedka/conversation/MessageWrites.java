package io.besedka.conversation;

import java.time.Instant;

/** The turn's statements about messages: the new ones and their names outside, then what changed in old ones. */
final class MessageWrites {
    private final Script script;
    private final Writes writes;
    private final Instant now;

    private MessageWrites(Script script, Writes writes, Instant now) {
        this.script = script;
        this.writes = writes;
        this.now = now;
    }

    static void write(Script script, Writes writes, Instant now) {
        var turn = new MessageWrites(script, writes, now);
        turn.messages();
        turn.names();
        turn.earlyReports();
        turn.changedMessages();
    }

    private void messages() {
        var rows = writes.messages;
        if (rows.isEmpty()) {
            return;
        }
        script.run(
                """
                insert into messages (project_id, conversation_id, seq, at, author_kind, author_id, note, text, markup, parts, reply_to, key)
                select i.p, i.c, i.s, to_timestamp(? / 1000::float8), i.ak, i.a, i.note, i.text, i.markup, i.parts, i.reply, i.k
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, c, s, ak, a, note, text, markup, parts, reply, k)""",
                now.toEpochMilli(),
                Column.longs(rows, row -> row.key().projectId()),
                Column.longs(rows, row -> row.key().id()),
                Column.longs(rows, row -> row.message().seq()),
                Column.shorts(rows, row -> row.message().author().kind().ordinal()),
                Column.longs(rows, row -> row.message().author().id()),
                Column.booleans(rows, row -> row.message().note()),
                Column.texts(rows, row -> row.message().content().text()),
                Column.booleans(rows, row -> row.message().content().markup()),
                Column.texts(rows, row -> ContentJson.parts(row.message().content())),
                Column.longs(rows, row -> row.message().replyTo()),
                Column.texts(rows, row -> row.message().key()));
    }

    private void names() {
        var rows = writes.names;
        if (!rows.isEmpty()) {
            script.run(
                    "insert into message_ids (project_id, conversation_id, external_id, seq) select * from unnest(?, ?, ?, ?)",
                    Column.longs(rows, row -> row.key().projectId()),
                    Column.longs(rows, row -> row.key().id()),
                    Column.texts(rows, Writes.NewName::externalId),
                    Column.longs(rows, Writes.NewName::seq));
        }
    }

    private void earlyReports() {
        var rows = writes.earlyReports;
        if (!rows.isEmpty()) {
            script.run(
                    "insert into message_ids (project_id, conversation_id, external_id, seq, error) select * from unnest(?, ?, ?, ?, ?)",
                    Column.longs(rows, row -> row.key().projectId()),
                    Column.longs(rows, row -> row.key().id()),
                    Column.texts(rows, Writes.EarlyReport::name),
                    Column.longs(rows, Writes.EarlyReport::status),
                    Column.texts(rows, Writes.EarlyReport::error));
        }
    }

    private void changedMessages() {
        var rows = writes.changedMessages();
        if (rows.isEmpty()) {
            return;
        }
        script.run(
                """
                update messages m set text = coalesce(i.text, m.text), markup = case when i.text is null then m.markup else i.markup end,
                       parts = case when i.text is null then m.parts else i.parts end,
                       edited_at = case when i.edited then to_timestamp(? / 1000::float8) else m.edited_at end,
                       deleted_at = case when i.deleted then to_timestamp(? / 1000::float8) else m.deleted_at end,
                       reaction = case when i.reaction is null then m.reaction else nullif(i.reaction, '') end,
                       our_reaction = case when i.ours is null then m.our_reaction else nullif(i.ours, '') end
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, c, s, text, markup, parts, edited, deleted, reaction, ours)
                where (m.project_id, m.conversation_id, m.seq) = (i.p, i.c, i.s)""",
                now.toEpochMilli(),
                now.toEpochMilli(),
                Column.longs(rows, row -> row.key().projectId()),
                Column.longs(rows, row -> row.key().id()),
                Column.longs(rows, Writes.ChangedMessage::seq),
                Column.texts(
                        rows,
                        row -> row.content() == null ? null : row.content().text()),
                Column.booleans(
                        rows, row -> row.content() != null && row.content().markup()),
                Column.texts(rows, row -> row.content() == null ? null : ContentJson.parts(row.content())),
                Column.booleans(rows, row -> row.editedAt() != null),
                Column.booleans(rows, row -> row.deletedAt() != null),
                Column.texts(rows, Writes.ChangedMessage::reaction),
                Column.texts(rows, Writes.ChangedMessage::ourReaction));
    }
}
