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
    static long[] commit(Connection connection, Writes writes, Collection<Dialogue> dialogues, Instant now)
            throws SQLException {
        var turn = new TurnWrites(writes, now);
        MessageWrites.write(turn.script, writes, now);
        DeliveryWrites.write(turn.script, writes, now);
        turn.timers();
        turn.files();
        turn.clients();
        turn.pictures();
        turn.deals();
        turn.variables();
        DealWrites.gone(turn.script, writes.goneDeals);
        turn.cleared();
        DialogueWrites.write(turn.script, dialogues);
        var cursors = turn.log();
        turn.script.run("commit").execute(connection);
        return cursors.get();
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
                    select i.p, i.id, i.c, i.kind, i.name, to_timestamp(i.due / 1000::float8), i.payload
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
                           to_timestamp(? / 1000::float8), to_timestamp(? / 1000::float8)
                    from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, id, n, c, remote, name, mime, size, w, h)""",
                    now.toEpochMilli(),
                    now.toEpochMilli(),
                    Column.longs(rows, Writes.NewFile::projectId),
                    Column.longs(rows, Writes.NewFile::id),
                    Column.longs(rows, Writes.NewFile::connectionId),
                    Column.longs(rows, Writes.NewFile::clientId),
                    Column.texts(rows, row -> row.attachment().remote()),
                    Column.texts(rows, row -> row.attachment().name()),
                    Column.texts(
                            rows,
                            row -> row.attachment().mime() == null
                                    ? "application/octet-stream"
                                    : row.attachment().mime()),
                    Column.longs(rows, row -> row.attachment().size()),
                    Column.ints(rows, row -> row.attachment().width()),
                    Column.ints(rows, row -> row.attachment().height()));
        }
    }

    private void deals() {
        if (writes.deals.isEmpty()
                && writes.dealEvents.isEmpty()
                && writes.changedDeals().isEmpty()) {
            return;
        }
        DealWrites.write(script, writes, now);
    }

    private void variables() {
        VariableWrites.write(script, writes);
    }

    /**
     * What is still on its way stays, or the lanes would find deliveries without their message. Files are handed to {@link FileRemoval},
     * which looks whether something else names them; one that stands there already is locked, so that nobody looks before our commit.
     */
    private void cleared() {
        if (!writes.cleared.isEmpty()) {
            script.run(
                    """
                    with gone as (
                        delete from messages m using unnest(?, ?) i(p, c)
                        where (m.project_id, m.conversation_id) = (i.p, i.c) and m.at < to_timestamp(? / 1000::float8)
                          and not exists (select from deliveries d
                                          where (d.project_id, d.conversation_id, d.seq) = (i.p, i.c, m.seq) and (d.status < ? or d.amend > 0))
                        returning m.project_id, m.parts),
                    named as (
                        select distinct g.project_id, unnest(file_ids(g.parts)) id from gone g where g.parts like '%"fileId"%')
                    insert into removed_files (project_id, id, due_at)
                    select f.project_id, f.id, to_timestamp(? / 1000::float8)
                    from named n join files f on (f.project_id, f.id) = (n.project_id, n.id)
                    order by 1, 2
                    on conflict (project_id, id) do update set due_at = excluded.due_at""",
                    Column.longs(writes.cleared, ConversationKey::projectId),
                    Column.longs(writes.cleared, ConversationKey::id),
                    now.toEpochMilli(),
                    (long) DeliveryStatus.SENT.ordinal(),
                    now.toEpochMilli());
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
                    Column.texts(
                            rows,
                            row -> row.profile() == null ? null : row.profile().name()),
                    Column.texts(
                            rows,
                            row -> row.profile() == null ? null : row.profile().username()),
                    Column.texts(
                            rows,
                            row -> row.profile() == null ? null : row.profile().language()),
                    Column.texts(
                            rows,
                            row -> row.profile() == null ? null : row.profile().phone()),
                    Column.texts(
                            rows,
                            row -> row.profile() == null ? null : row.profile().email()),
                    Column.texts(rows, Writes.ChangedClient::tag),
                    Column.texts(
                            rows,
                            row -> row.profile() == null ? null : row.profile().avatar()),
                    Column.texts(
                            rows,
                            row -> row.profile() == null ? null : row.profile().replyPath()));
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
        insert(counts, projects, place, offsets, ends);
        return () -> cursors(counts, offsets, ends);
    }

    private int[] offsets() {
        var seen = new HashMap<Long, Integer>();
        return Column.ints(writes.entries, entry -> seen.merge(project(entry), 1, Integer::sum));
    }

    private void insert(
            Map<Long, Integer> counts,
            List<Long> projects,
            Map<Long, Integer> place,
            int[] offsets,
            Map<Long, Long> ends) {
        var entries = writes.entries;
        script.read(
                """
                with s as (update project_logs l set seq = l.seq + i.n from unnest(?, ?) i(p, n)
                           where l.project_id = i.p returning l.project_id p, l.seq, l.seq - i.n base),
                     b as materialized (select array_agg(base order by p) a from s),
                     w as (insert into log (project_id, seq, kind, conversation_id, ref, upto, at)
                           select e.p, (select a from b)[e.j] + e.o, e.kind, e.c, e.ref, e.upto, to_timestamp(? / 1000::float8)
                           from unnest(?, ?, ?, ?, ?, ?, ?) e(p, j, o, kind, c, ref, upto))
                select p, seq from s""",
                rows -> {
                    while (rows.next()) {
                        ends.put(rows.getLong(1), rows.getLong(2));
                    }
                },
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
