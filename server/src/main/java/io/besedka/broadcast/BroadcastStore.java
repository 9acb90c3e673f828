package io.besedka.broadcast;

import io.besedka.conversation.Author;
import io.besedka.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The broadcasts' own rows. Whoever changes recipients too locks the broadcast first. */
final class BroadcastStore {
    private static final String COLUMNS = """
            project_id, id, name, state, author_kind, author_id, plan, starts_at, planned_at, ended_at, error,
            total, excluded, handed, declined, created_at""";

    private BroadcastStore() {}

    /** @param key null = none; one that is older than it counts is taken away from what was made under it */
    static long make(Handle handle, NewBroadcast wanted, String key, BroadcastState state, Instant now) {
        if (key != null) {
            forget(handle, wanted, key, now.minus(BroadcastLimits.KEY_LIFE));
        }
        return insert(handle, wanted, key, state, now)
                .orElseGet(() -> madeBefore(handle, wanted, key, now).orElseThrow());
    }

    private static void forget(Handle handle, NewBroadcast wanted, String key, Instant madeBefore) {
        handle.createUpdate("""
                        update broadcasts set key = null
                        where project_id = :project and author_kind = :authorKind and author_id = :author and key = :key
                          and created_at <= :before""")
                .bind("project", wanted.projectId())
                .bind("authorKind", wanted.author().kind().ordinal())
                .bind("author", wanted.author().id())
                .bind("key", key)
                .bind("before", Sql.time(madeBefore))
                .execute();
    }

    /** Empty when another request with this key was quicker. */
    private static Optional<Long> insert(
            Handle handle, NewBroadcast wanted, String key, BroadcastState state, Instant now) {
        return handle.createQuery("""
                        insert into broadcasts (project_id, name, state, author_kind, author_id, plan, starts_at, created_at, key)
                        values (:project, :name, :state, :authorKind, :author, :plan, :startsAt, :now, :key)
                        on conflict (project_id, author_kind, author_id, key) where key is not null do nothing returning id""")
                .bind("project", wanted.projectId())
                .bind("name", wanted.name())
                .bind("state", state.ordinal())
                .bind("authorKind", wanted.author().kind().ordinal())
                .bind("author", wanted.author().id())
                .bind("plan", Json.text(planOf(wanted)))
                .bind("startsAt", Sql.time(startsAt(wanted, state, now)))
                .bind("now", Sql.time(now))
                .bind("key", key)
                .mapTo(Long.class)
                .findOne();
    }

    private record Made(long id, boolean same) {}

    /** The one that was made under the key. Throws KEY_REUSED when it is another. */
    static Optional<Long> madeBefore(Handle handle, NewBroadcast wanted, String key, Instant now) {
        return handle.createQuery("""
                        select id, name = :name and plan = :plan from broadcasts
                        where project_id = :project and author_kind = :authorKind and author_id = :author and key = :key
                          and created_at > :counts""")
                .bind("name", wanted.name())
                .bind("plan", Json.text(planOf(wanted)))
                .bind("project", wanted.projectId())
                .bind("authorKind", wanted.author().kind().ordinal())
                .bind("author", wanted.author().id())
                .bind("key", key)
                .bind("counts", Sql.time(now.minus(BroadcastLimits.KEY_LIFE)))
                .map((row, context) -> new Made(row.getLong(1), row.getBoolean(2)))
                .findOne()
                .map(made -> {
                    if (!made.same()) {
                        throw new BroadcastRefused(
                                BroadcastRefused.Reason.KEY_REUSED, "this key came before with another broadcast");
                    }
                    return made.id();
                });
    }

    static void replace(Handle handle, long id, NewBroadcast wanted, BroadcastState state, Instant now) {
        handle.createUpdate(
                        "update broadcasts set name = :name, plan = :plan, starts_at = :startsAt where project_id = :project and id = :id")
                .bind("project", wanted.projectId())
                .bind("id", id)
                .bind("name", wanted.name())
                .bind("plan", Json.text(planOf(wanted)))
                .bind("startsAt", Sql.time(startsAt(wanted, state, now)))
                .execute();
    }

    /** A draft keeps the wish, so that starting it later obeys it. */
    private static Instant startsAt(NewBroadcast wanted, BroadcastState state, Instant now) {
        return state == BroadcastState.DRAFT || wanted.at() != null ? wanted.at() : now;
    }

    private static Broadcast.Plan planOf(NewBroadcast wanted) {
        return new Broadcast.Plan(
                wanted.audience(),
                wanted.saying(),
                wanted.shift(),
                wanted.quiet(),
                wanted.oncePerPerson(),
                wanted.optOutWords());
    }

    static Optional<Broadcast> find(Handle handle, long project, long id) {
        return find(handle, project, id, "");
    }

    static Optional<Broadcast> lock(Handle handle, long project, long id) {
        return find(handle, project, id, " for update");
    }

    private static Optional<Broadcast> find(Handle handle, long project, long id, String lock) {
        return handle.createQuery(
                        "select " + COLUMNS + " from broadcasts where project_id = :project and id = :id" + lock)
                .bind("project", project)
                .bind("id", id)
                .map((row, context) -> broadcast(row))
                .findOne();
    }

    /** The newest first. @param before 0 = from the newest */
    static List<Broadcast> page(Handle handle, long project, long before, int limit) {
        return handle.createQuery(
                        "select " + COLUMNS
                                + " from broadcasts where project_id = :project and (:before = 0 or id < :before) order by id desc limit :limit")
                .bind("project", project)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> broadcast(row))
                .list();
    }

    static int active(Handle handle, long project) {
        return handle.createQuery("select count(*) from broadcasts where project_id = :project and state in (1, 2, 3)")
                .bind("project", project)
                .mapTo(int.class)
                .one();
    }

    /** One broadcast whose moment has come, locked: another process takes another. */
    static Optional<Broadcast> scheduled(Handle handle, Instant now) {
        return handle.createQuery(
                        "select " + COLUMNS
                                + " from broadcasts where state = 1 and starts_at <= :now order by starts_at limit 1 for update skip locked")
                .bind("now", Sql.time(now))
                .map((row, context) -> broadcast(row))
                .findOne();
    }

    record Due(Broadcast broadcast, Instant nextAt) {}

    /** One running broadcast that may send now, locked. */
    static Optional<Due> due(Handle handle, Instant now) {
        return handle.createQuery(
                        "select " + COLUMNS
                                + ", next_at from broadcasts where state = 2 and next_at <= :now order by next_at, handed limit 1 for update skip locked")
                .bind("now", Sql.time(now))
                .map((row, context) -> new Due(broadcast(row), Sql.time(row.getObject(17, OffsetDateTime.class))))
                .findOne();
    }

    /** When something is to be done next; empty = nothing is under way. */
    static Optional<Instant> next(Handle handle) {
        return handle.createQuery(
                        "select min(case state when 1 then starts_at else next_at end) from broadcasts where state in (1, 2)")
                .map((row, context) -> Optional.ofNullable(Sql.time(row.getObject(1, OffsetDateTime.class))))
                .one();
    }

    static void planned(Handle handle, Broadcast broadcast, long total, long excluded, Instant now) {
        handle.createUpdate("""
                        update broadcasts set state = 2, planned_at = :now, next_at = :now, total = :total, excluded = :excluded
                        where project_id = :project and id = :id""")
                .bind("project", broadcast.projectId())
                .bind("id", broadcast.id())
                .bind("total", total)
                .bind("excluded", excluded)
                .bind("now", Sql.time(now))
                .execute();
    }

    static void nextAt(Handle handle, Broadcast broadcast, Instant nextAt) {
        handle.createUpdate("update broadcasts set next_at = :next where project_id = :project and id = :id")
                .bind("project", broadcast.projectId())
                .bind("id", broadcast.id())
                .bind("next", Sql.time(nextAt))
                .execute();
    }

    /** @param error null = none */
    static void moved(Handle handle, Broadcast broadcast, BroadcastState state, String error, Instant now) {
        boolean over = state == BroadcastState.DONE || state == BroadcastState.CANCELLED;
        handle.createUpdate("""
                        update broadcasts set state = :state, error = :error, next_at = :now, ended_at = :ended,
                            starts_at = coalesce(starts_at, case when :state in (1, 2) then :now end)
                        where project_id = :project and id = :id""")
                .bind("project", broadcast.projectId())
                .bind("id", broadcast.id())
                .bind("state", state.ordinal())
                .bind("error", error)
                .bind("now", Sql.time(now))
                .bind("ended", over ? Sql.time(now) : null)
                .execute();
    }

    static void count(Handle handle, Broadcast broadcast, long handed, long declined) {
        handle.createUpdate("""
                        update broadcasts set handed = handed + :handed, declined = declined + :declined
                        where project_id = :project and id = :id""")
                .bind("project", broadcast.projectId())
                .bind("id", broadcast.id())
                .bind("handed", handed)
                .bind("declined", declined)
                .execute();
    }

    static boolean deleteDraft(Handle handle, long project, long id) {
        return handle.createUpdate("delete from broadcasts where project_id = :project and id = :id and state = 0")
                        .bind("project", project)
                        .bind("id", id)
                        .execute()
                > 0;
    }

    private static Broadcast broadcast(ResultSet row) throws SQLException {
        return new Broadcast(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                BroadcastState.at(row.getInt(4)),
                Author.at(row.getInt(5), row.getLong(6)),
                Json.read(row.getString(7), Broadcast.Plan.class),
                time(row, 8),
                time(row, 9),
                time(row, 10),
                row.getString(11),
                new Broadcast.Counts(row.getLong(12), row.getLong(13), row.getLong(14), row.getLong(15)),
                time(row, 16));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return Sql.time(row.getObject(column, OffsetDateTime.class));
    }
}
