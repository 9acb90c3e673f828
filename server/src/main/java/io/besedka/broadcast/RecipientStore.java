package io.besedka.broadcast;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The recipients' rows while a broadcast runs. */
final class RecipientStore {
    private RecipientStore() {}

    /** @param zone what the client's variable says, or null */
    record Claimed(long conversation, RecipientState status, long seq, String zone) {}

    /**
     * Takes up to {@code limit} that are due; materialized, for a join may ask a subquery, and with it its limit, again and again. Until {@code lease} nobody else gets them; if we die, somebody does then.
     *
     * @param full connections that have enough on their way
     */
    static List<Claimed> claim(
            Handle handle, Broadcast broadcast, Instant now, Instant lease, int limit, Collection<Long> full) {
        return handle.createQuery("""
                        with p as materialized (
                            select conversation_id from broadcast_recipients
                            where project_id = :project and broadcast_id = :broadcast and status in (0, 4) and due_at <= :now
                              and connection_id <> all(:full)
                            order by due_at limit :limit for update skip locked)
                        update broadcast_recipients r set due_at = :lease from p
                        where r.project_id = :project and r.broadcast_id = :broadcast and r.conversation_id = p.conversation_id
                        returning r.conversation_id, r.status, r.seq, r.zone""")
                .bind("project", broadcast.projectId())
                .bind("broadcast", broadcast.id())
                .bind("now", Sql.time(now))
                .bind("lease", Sql.time(lease))
                .bind("limit", limit)
                .bind("full", Sql.longs(full))
                .map((row, context) ->
                        new Claimed(row.getLong(1), RecipientState.of(row.getInt(2)), row.getLong(3), row.getString(4)))
                .list();
    }

    /** When the first of those who still wait is due, those others have taken among them; empty = nobody waits. */
    static Optional<Instant> firstDue(Handle handle, Broadcast broadcast) {
        return handle.createQuery("""
                        select min(due_at) from broadcast_recipients
                        where project_id = :project and broadcast_id = :broadcast and status in (0, 4)""")
                .bind("project", broadcast.projectId())
                .bind("broadcast", broadcast.id())
                .map((row, context) -> Optional.ofNullable(Sql.time(row.getObject(1, java.time.OffsetDateTime.class))))
                .one();
    }

    /** Which of the project's connections have so many messages waiting that more would only stand in an operator's way. */
    static List<Long> full(Handle handle, Collection<Long> connections, int enough) {
        return handle.createQuery("""
                        select k.id from unnest(:connections) k(id)
                        where (select count(*) from (select 1 from deliveries d where d.connection_id = k.id and d.status = 0 limit :enough) w) >= :enough""")
                .bind("connections", Sql.longs(connections))
                .bind("enough", enough)
                .mapTo(Long.class)
                .list();
    }

    /** Puts off everybody of a time zone where it is quiet now. */
    static void quieten(Handle handle, Broadcast broadcast, String zone, Instant until) {
        handle.createUpdate("""
                        update broadcast_recipients set due_at = :until
                        where project_id = :project and broadcast_id = :broadcast and status in (0, 4) and due_at < :until
                          and zone is not distinct from :zone""")
                .bind("project", broadcast.projectId())
                .bind("broadcast", broadcast.id())
                .bind("zone", zone)
                .bind("until", Sql.time(until))
                .execute();
    }

    static void putOff(Handle handle, Broadcast broadcast, Collection<Long> conversations, Instant until) {
        handle.createUpdate("""
                        update broadcast_recipients set due_at = :until
                        where project_id = :project and broadcast_id = :broadcast and conversation_id = any(:ids) and status in (0, 4)""")
                .bind("project", broadcast.projectId())
                .bind("broadcast", broadcast.id())
                .bind("ids", Sql.longs(conversations))
                .bind("until", Sql.time(until))
                .execute();
    }

    /** @param error null where it was taken */
    record Settled(long conversation, RecipientState status, long seq, String error) {}

    record Change(RecipientState before, RecipientState after) {}

    /** What became of those handed over. Whoever was settled by another process meanwhile stays so; a cancelled one was sent after all. */
    static List<Change> settle(Handle handle, Broadcast broadcast, List<Settled> settled) {
        return handle.createQuery("""
                        with news as (select * from unnest(:ids, :statuses, :seqs, :errors) n(id, status, seq, error)),
                        before as (
                            select r.conversation_id, r.status from broadcast_recipients r
                            where r.project_id = :project and r.broadcast_id = :broadcast and r.conversation_id = any(:ids)
                              and r.status in (0, 3, 4) for update)
                        update broadcast_recipients r set status = n.status, seq = n.seq, error = n.error
                        from before b join news n on n.id = b.conversation_id
                        where r.project_id = :project and r.broadcast_id = :broadcast and r.conversation_id = b.conversation_id
                        returning b.status, r.status""")
                .bind("project", broadcast.projectId())
                .bind("broadcast", broadcast.id())
                .bind("ids", settled.stream().mapToLong(Settled::conversation).toArray())
                .bind(
                        "statuses",
                        settled.stream().mapToInt(one -> one.status().code).toArray())
                .bind("seqs", settled.stream().mapToLong(Settled::seq).toArray())
                .bind("errors", settled.stream().map(Settled::error).toArray(String[]::new))
                .map((row, context) -> new Change(RecipientState.of(row.getInt(1)), RecipientState.of(row.getInt(2))))
                .list();
    }

    /** Nobody who waits gets it any more; what was to be sent again stays as it failed. */
    static void cancel(Handle handle, Broadcast broadcast) {
        handle.createUpdate("""
                        update broadcast_recipients set status = case status when 0 then 3 else 1 end
                        where project_id = :project and broadcast_id = :broadcast and status in (0, 4)""")
                .bind("project", broadcast.projectId())
                .bind("broadcast", broadcast.id())
                .execute();
    }

    /** Those whom the turn declined wait again; returns how many. */
    static int againDeclined(Handle handle, Broadcast broadcast, Instant now) {
        return handle.createUpdate("""
                        update broadcast_recipients set status = 0, error = null, due_at = :now
                        where project_id = :project and broadcast_id = :broadcast and status in (2, 5)""")
                .bind("project", broadcast.projectId())
                .bind("broadcast", broadcast.id())
                .bind("now", Sql.time(now))
                .execute();
    }

    /** Those whose delivery failed are to be sent again; returns how many. */
    static int againFailed(Handle handle, Broadcast broadcast, Instant now) {
        return handle.createUpdate("""
                        update broadcast_recipients r set status = 4, due_at = :now from deliveries d
                        where r.project_id = :project and r.broadcast_id = :broadcast and r.status = 1 and r.seq > 0
                          and d.project_id = :project and d.conversation_id = r.conversation_id and d.seq = r.seq and d.status = 3""")
                .bind("project", broadcast.projectId())
                .bind("broadcast", broadcast.id())
                .bind("now", Sql.time(now))
                .execute();
    }
}
