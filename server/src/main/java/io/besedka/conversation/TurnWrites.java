package io.besedka.conversation;

import io.besedka.conversation.Writes.NewEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The second round trip of a turn: everything it changes, a statement a table, then the log under the project's row, then the commit.
 * The project's row is touched last, so that its lock is held only for the log's insert and the commit.
 */
final class TurnWrites {
    private final Script script = new Script();
    private final Writes writes;
    private final Instant now;

    private TurnWrites(Writes writes, Instant now) {
        this.writes = writes;
        this.now = now;
    }

    /** Writes, commits, and returns the cursor of each new log entry, in their order. */
    static long[] commit(Connection connection, Writes writes, Collection<Dialogue> dialogues, Instant now) throws SQLException {
        var turn = new TurnWrites(writes, now);
        turn.messages();
        turn.names();
        turn.earlyReports();
        turn.changedMessages();
        turn.deliveries();
        turn.reactions();
        turn.changedDeliveries();
        turn.timers();
        turn.files();
        turn.clients();
        turn.pictures();
        turn.deals();
        turn.variables();
        DealWrites.gone(turn.script, writes.goneDeals);
        turn.cleared();
        turn.moved(dialogues.stream().filter(dialogue -> dialogue.moved).toList());
        turn.minded(dialogues);
        turn.marked(dialogues.stream().filter(dialogue -> dialogue.marked).toList());
        var cursors = turn.log();
        turn.script.run("commit").execute(connection);
        return cursors.get();
    }

    private void messages() {
        var rows = writes.messages;
        if (rows.isEmpty()) {
            return;
        }
        script.run(
                """
                insert into messages (project_id, conversation_id, seq, at, author_kind, author_id, note, text, markup, parts, reply_to, key)
                select i.p, i.c, i.s, to_timestamp(? / 1000.0), i.ak, i.a, i.note, i.text, i.markup, i.parts, i.reply, i.k
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
                       edited_at = case when i.edited then to_timestamp(? / 1000.0) else m.edited_at end,
                       deleted_at = case when i.deleted then to_timestamp(? / 1000.0) else m.deleted_at end,
                       reaction = case when i.reaction is null then m.reaction else nullif(i.reaction, '') end,
                       our_reaction = case when i.ours is null then m.our_reaction else nullif(i.ours, '') end
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, c, s, text, markup, parts, edited, deleted, reaction, ours)
                where (m.project_id, m.conversation_id, m.seq) = (i.p, i.c, i.s)""",
                now.toEpochMilli(),
                now.toEpochMilli(),
                Column.longs(rows, row -> row.key().projectId()),
                Column.longs(rows, row -> row.key().id()),
                Column.longs(rows, Writes.ChangedMessage::seq),
                Column.texts(rows, row -> row.content() == null ? null : row.content().text()),
                Column.booleans(rows, row -> row.content() != null && row.content().markup()),
                Column.texts(rows, row -> row.content() == null ? null : ContentJson.parts(row.content())),
                Column.booleans(rows, row -> row.editedAt() != null),
                Column.booleans(rows, row -> row.deletedAt() != null),
                Column.texts(rows, Writes.ChangedMessage::reaction),
                Column.texts(rows, Writes.ChangedMessage::ourReaction));
    }

    private void deliveries() {
        var rows = writes.deliveries;
        if (!rows.isEmpty()) {
            script.run(
                    """
                    insert into deliveries (project_id, conversation_id, seq, connection_id, due_at)
                    select i.p, i.c, i.s, i.n, to_timestamp(? / 1000.0) from unnest(?, ?, ?, ?) i(p, c, s, n)""",
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
                    select i.p, i.c, i.s, i.n, i.status, 1, to_timestamp(? / 1000.0) from unnest(?, ?, ?, ?, ?) i(p, c, s, n, status)""",
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
                       parts = i.parts, attempts = i.attempts, due_at = to_timestamp(i.due / 1000.0), error = i.error,
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

    private void timers() {
        var gone = writes.goneTimers;
        if (!gone.isEmpty()) {
            script.run(
                    """
                    delete from timers t using unnest(?, ?, ?) i(p, c, name)
                    where (t.project_id, t.conversation_id, t.kind) = (i.p, i.c, 0::smallint) and (i.name is null or i.name = t.name)""",
                    Column.longs(gone, row -> row.key().projectId()),
                    Column.longs(gone, row -> row.key().id()),
                    Column.texts(gone, Writes.GoneTimer::name));
        }
        var rows = writes.timers();
        if (!rows.isEmpty()) {
            script.run(
                    """
                    insert into timers (project_id, id, conversation_id, kind, name, due_at, payload)
                    select i.p, i.id, i.c, i.kind, i.name, to_timestamp(i.due / 1000.0), i.payload
                    from unnest(?, ?, ?, ?, ?, ?, ?) i(p, id, c, kind, name, due, payload)
                    on conflict (project_id, conversation_id, kind, name)
                    do update set id = excluded.id, due_at = excluded.due_at, payload = excluded.payload""",
                    Column.longs(rows, row -> row.key().projectId()),
                    Column.longs(rows, Writes.NewTimer::id),
                    Column.longs(rows, row -> row.key().id()),
                    Column.shorts(rows, row -> row.kind().ordinal()),
                    Column.texts(rows, Writes.NewTimer::name),
                    Column.longs(rows, row -> row.at().toEpochMilli()),
                    Column.texts(rows, Writes.NewTimer::payload));
        }
    }

    private void files() {
        var rows = writes.files;
        if (!rows.isEmpty()) {
            script.run(
                    """
                    insert into files (project_id, id, connection_id, client_id, remote, name, mime, size, width, height, state, due_at, created_at)
                    select i.p, i.id, i.n, nullif(i.c, 0), i.remote, i.name, i.mime, i.size, i.w, i.h, 0,
                           to_timestamp(? / 1000.0), to_timestamp(? / 1000.0)
                    from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, id, n, c, remote, name, mime, size, w, h)""",
                    now.toEpochMilli(),
                    now.toEpochMilli(),
                    Column.longs(rows, Writes.NewFile::projectId),
                    Column.longs(rows, Writes.NewFile::id),
                    Column.longs(rows, Writes.NewFile::connectionId),
                    Column.longs(rows, Writes.NewFile::clientId),
                    Column.texts(rows, row -> row.attachment().remote()),
                    Column.texts(rows, row -> row.attachment().name()),
                    Column.texts(rows, row -> row.attachment().mime() == null ? "application/octet-stream" : row.attachment().mime()),
                    Column.longs(rows, row -> row.attachment().size()),
                    Column.ints(rows, row -> row.attachment().width()),
                    Column.ints(rows, row -> row.attachment().height()));
        }
    }

    private void deals() {
        if (writes.deals.isEmpty() && writes.dealEvents.isEmpty() && writes.changedDeals().isEmpty()) {
            return;
        }
        DealWrites.write(script, writes, now);
    }

    private void variables() {
        VariableWrites.write(script, writes);
    }

    /** What is still on its way stays, or the lanes would find deliveries without their message. */
    private void cleared() {
        if (!writes.cleared.isEmpty()) {
            script.run(
                    """
                    delete from messages m using unnest(?, ?) i(p, c)
                    where (m.project_id, m.conversation_id) = (i.p, i.c) and m.at < to_timestamp(? / 1000.0)
                      and not exists (select from deliveries d
                                      where (d.project_id, d.conversation_id, d.seq) = (i.p, i.c, m.seq) and (d.status < ? or d.amend > 0))""",
                    Column.longs(writes.cleared, ConversationKey::projectId),
                    Column.longs(writes.cleared, ConversationKey::id),
                    now.toEpochMilli(),
                    (long) DeliveryStatus.SENT.ordinal());
        }
    }

    private void clients() {
        var rows = writes.changedClients();
        if (!rows.isEmpty()) {
            script.run(
                    """
                    update clients c set name = coalesce(i.name, c.name), username = coalesce(i.username, c.username),
                           language = coalesce(i.language, c.language), phone = coalesce(i.phone, c.phone),
                           email = coalesce(i.email, c.email), tag = coalesce(i.tag, c.tag),
                           avatar = coalesce(i.avatar, c.avatar), reply_path = coalesce(i.reply, c.reply_path)
                    from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, id, name, username, language, phone, email, tag, avatar, reply)
                    where (c.project_id, c.id) = (i.p, i.id)""",
                    Column.longs(rows, row -> row.key().projectId()),
                    Column.longs(rows, row -> row.key().id()),
                    Column.texts(rows, row -> row.profile() == null ? null : row.profile().name()),
                    Column.texts(rows, row -> row.profile() == null ? null : row.profile().username()),
                    Column.texts(rows, row -> row.profile() == null ? null : row.profile().language()),
                    Column.texts(rows, row -> row.profile() == null ? null : row.profile().phone()),
                    Column.texts(rows, row -> row.profile() == null ? null : row.profile().email()),
                    Column.texts(rows, Writes.ChangedClient::tag),
                    Column.texts(rows, row -> row.profile() == null ? null : row.profile().avatar()),
                    Column.texts(rows, row -> row.profile() == null ? null : row.profile().replyPath()));
        }
    }

    /** A picture that is here is shown from now on; not so one that came when the client was already pictured otherwise. */
    private void pictures() {
        var rows = writes.pictures;
        if (!rows.isEmpty()) {
            script.run(
                    """
                    with arrived as (
                        update files f set state = 1, due_at = null, error = null from unnest(?, ?, ?) i(p, c, id)
                        where (f.project_id, f.id) = (i.p, i.id) and f.client_id = i.c
                        returning f.project_id, f.id, f.client_id, f.remote)
                    update clients c set picture_id = a.id from arrived a
                    where (c.project_id, c.id) = (a.project_id, a.client_id) and c.avatar = a.remote""",
                    Column.longs(rows, row -> row.key().projectId()),
                    Column.longs(rows, row -> row.key().id()),
                    Column.longs(rows, Writes.ArrivedPicture::fileId));
        }
    }

    /** What nearly every turn changes. Session and variables are null where they stay as they are. */
    private void moved(List<Dialogue> rows) {
        if (rows.isEmpty()) {
            return;
        }
        script.run(
                """
                update conversations v set status = i.status, owner_kind = i.ok, owner_id = i.o, last_seq = i.last_seq, unread = i.unread,
                       last_text = i.text, last_author = i.author, last_message_at = to_timestamp(i.at / 1000.0), inbox_bucket = i.bucket,
                       heard_at = to_timestamp(nullif(i.heard, 0) / 1000.0), session = coalesce(i.session, v.session), variables = coalesce(i.variables, v.variables),
                       deal_id = i.deal, deal_variables = case when i.of_deal is null then v.deal_variables else nullif(i.of_deal, '') end
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                     i(p, id, status, ok, o, last_seq, unread, text, author, at, bucket, heard, session, variables, deal, of_deal)
                where v.project_id = i.p and v.id = i.id""",
                projects(rows),
                ids(rows),
                Column.shorts(rows, row -> row.closed ? 1 : 0),
                Column.shorts(rows, row -> row.owner.kind().ordinal()),
                Column.longs(rows, row -> row.owner.id()),
                Column.longs(rows, row -> row.lastSeq),
                Column.ints(rows, row -> row.unread),
                Column.texts(rows, row -> row.lastText),
                Column.shorts(rows, row -> row.lastAuthor.ordinal()),
                Column.longs(rows, row -> (row.lastMessageAt == null ? row.createdAt : row.lastMessageAt).toEpochMilli()),
                Column.ints(rows, row -> row.bucket),
                Column.longs(rows, row -> row.heardAt == null ? 0 : row.heardAt.toEpochMilli()),
                Column.texts(rows, row -> row.sessionChanged ? row.session : null),
                Column.texts(rows, Dialogue::changedVariables),
                Column.longs(rows, row -> row.dealId),
                Column.texts(rows, Dialogue::changedDealVariables));
    }

    /** Session or variables of conversations that did not move otherwise: a timer of the bot, variables set by hand. */
    private void minded(Collection<Dialogue> dialogues) {
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

    private void marked(List<Dialogue> rows) {
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

    private interface Cursors {
        long[] get();
    }

    /**
     * Takes each project's next numbers under its row and gives them to the entries by an index into the sorted projects: a join would
     * turn quadratic under a nested loop.
     */
    private Cursors log() {
        var entries = writes.entries;
        if (entries.isEmpty()) {
            return () -> new long[0];
        }
        var counts = new TreeMap<Long, Integer>();
        entries.forEach(entry -> counts.merge(project(entry), 1, Integer::sum));
        var projects = new ArrayList<>(counts.keySet());
        var place = new HashMap<Long, Integer>();
        projects.forEach(project -> place.put(project, place.size() + 1));
        var offsets = offsets();
        var ends = new HashMap<Long, Long>();
        insert(counts, projects, place, offsets);
        script.read(
                "select l.project_id, l.seq from unnest(?) i(p) join project_logs l on l.project_id = i.p",
                rows -> {
                    while (rows.next()) {
                        ends.put(rows.getLong(1), rows.getLong(2));
                    }
                },
                Column.longs(projects, project -> project));
        return () -> cursors(counts, offsets, ends);
    }

    private int[] offsets() {
        var seen = new HashMap<Long, Integer>();
        return Column.ints(writes.entries, entry -> seen.merge(project(entry), 1, Integer::sum));
    }

    private void insert(Map<Long, Integer> counts, List<Long> projects, Map<Long, Integer> place, int[] offsets) {
        var entries = writes.entries;
        script.run(
                """
                with s as (update project_logs l set seq = l.seq + i.n from unnest(?, ?) i(p, n)
                           where l.project_id = i.p returning l.project_id p, l.seq - i.n base),
                     b as materialized (select array_agg(base order by p) a from s)
                insert into log (project_id, seq, kind, conversation_id, ref, upto, at)
                select e.p, (select a from b)[e.j] + e.o, e.kind, e.c, e.ref, e.upto, to_timestamp(? / 1000.0)
                from unnest(?, ?, ?, ?, ?, ?, ?) e(p, j, o, kind, c, ref, upto)""",
                Column.longs(projects, project -> project),
                Column.ints(projects, counts::get),
                now.toEpochMilli(),
                Column.longs(entries, TurnWrites::project),
                Column.ints(entries, entry -> place.get(project(entry))),
                offsets,
                Column.shorts(entries, entry -> entry.kind().ordinal()),
                Column.longs(entries, entry -> entry.dialogue().key.id()),
                Column.longs(entries, NewEntry::ref),
                Column.longs(entries, NewEntry::upto));
    }

    private long[] cursors(Map<Long, Integer> counts, int[] offsets, Map<Long, Long> ends) {
        var cursors = new long[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            long project = project(writes.entries.get(i));
            cursors[i] = ends.get(project) - counts.get(project) + offsets[i];
        }
        return cursors;
    }

    private static long project(NewEntry entry) {
        return entry.dialogue().key.projectId();
    }
}
