package io.besedka.conversation;

import java.util.Collection;
import java.util.List;

/** The turn's statements about the rows of conversations: only what a turn changed of them is written. */
final class DialogueWrites {
    private DialogueWrites() {}

    static void write(Script script, Collection<Dialogue> dialogues) {
        moved(script, dialogues.stream().filter(dialogue -> dialogue.moved).toList());
        minded(script, dialogues);
        marked(script, dialogues.stream().filter(dialogue -> dialogue.marked).toList());
    }

    /** What nearly every turn changes. Session and variables are null where they stay as they are. */
    private static void moved(Script script, List<Dialogue> rows) {
        if (rows.isEmpty()) {
            return;
        }
        script.run(
                """
                update conversations v set status = i.status, owner_kind = i.ok, owner_id = i.o, last_seq = i.last_seq, unread = i.unread,
                       last_text = i.text, last_author = i.author, last_author_id = i.author_id, last_message_at = to_timestamp(i.at / 1000::float8), inbox_bucket = i.bucket,
                       heard_at = to_timestamp(nullif(i.heard, 0) / 1000::float8), session = coalesce(i.session, v.session), variables = coalesce(i.variables, v.variables),
                       deal_id = i.deal, deal_variables = case when i.of_deal is null then v.deal_variables else nullif(i.of_deal, '') end
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                     i(p, id, status, ok, o, last_seq, unread, text, author, author_id, at, bucket, heard, session, variables, deal, of_deal)
                where v.project_id = i.p and v.id = i.id""",
                projects(rows),
                ids(rows),
                Column.shorts(rows, row -> row.closed ? 1 : 0),
                Column.shorts(rows, row -> row.owner.kind().ordinal()),
                Column.longs(rows, row -> row.owner.id()),
                Column.longs(rows, row -> row.lastSeq),
                Column.ints(rows, row -> row.unread),
                Column.texts(rows, row -> row.lastText),
                Column.shorts(rows, row -> row.lastAuthor.kind().ordinal()),
                Column.longs(rows, row -> row.lastAuthor.id()),
                Column.longs(
                        rows, row -> (row.lastMessageAt == null ? row.createdAt : row.lastMessageAt).toEpochMilli()),
                Column.ints(rows, row -> row.bucket),
                Column.longs(rows, row -> row.heardAt == null ? 0 : row.heardAt.toEpochMilli()),
                Column.texts(rows, row -> row.sessionChanged ? row.session : null),
                Column.texts(rows, Dialogue::changedVariables),
                Column.longs(rows, row -> row.dealId),
                Column.texts(rows, Dialogue::changedDealVariables));
    }

    /** Session or variables of conversations that did not move otherwise: a timer of the bot, variables set by hand. */
    private static void minded(Script script, Collection<Dialogue> dialogues) {
        var rows = dialogues.stream().filter(row -> !row.moved && row.minded()).toList();
        if (!rows.isEmpty()) {
            script.run(
                    """
                    update conversations v set session = coalesce(i.session, v.session), variables = coalesce(i.variables, v.variables),
                           deal_id = i.deal, deal_variables = case when i.of_deal is null then v.deal_variables else nullif(i.of_deal, '') end
                    from unnest(?, ?, ?, ?, ?, ?) i(p, id, session, variables, deal, of_deal) where v.project_id = i.p and v.id = i.id""",
                    projects(rows),
                    ids(rows),
                    Column.texts(rows, row -> row.sessionChanged ? row.session : null),
                    Column.texts(rows, Dialogue::changedVariables),
                    Column.longs(rows, row -> row.dealId),
                    Column.texts(rows, Dialogue::changedDealVariables));
        }
    }

    private static void marked(Script script, List<Dialogue> rows) {
        if (rows.isEmpty()) {
            return;
        }
        script.run(
                """
                update conversations v set read_seq = i.read_seq, client_seq = i.client_seq, client_read_seq = i.client_read_seq,
                       tags = case when i.tags = '' then '{}' else string_to_array(i.tags, E'\\n') end,
                       blocked = i.blocked, client_name = i.name, menu = i.menu, opted_out = i.opted_out
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, id, read_seq, client_seq, client_read_seq, tags, blocked, name, menu, opted_out)
                where v.project_id = i.p and v.id = i.id""",
                projects(rows),
                ids(rows),
                Column.longs(rows, row -> row.readSeq),
                Column.longs(rows, row -> row.clientSeq),
                Column.longs(rows, row -> row.clientReadSeq),
                Column.texts(rows, row -> String.join("\n", row.tags)),
                Column.booleans(rows, row -> row.blocked),
                Column.texts(rows, row -> row.clientName),
                Column.texts(rows, row -> row.menu),
                Column.booleans(rows, row -> row.optedOut));
    }

    private static long[] projects(Collection<Dialogue> rows) {
        return Column.longs(rows, row -> row.key.projectId());
    }

    private static long[] ids(Collection<Dialogue> rows) {
        return Column.longs(rows, row -> row.key.id());
    }
}
