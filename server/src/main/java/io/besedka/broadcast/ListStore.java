package io.besedka.broadcast;

import io.besedka.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The lists' SQL. */
final class ListStore {
    private static final String COLUMNS = "l.project_id, l.id, l.name, l.filter, l.created_at";
    private final Jdbi jdbi;

    ListStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    long insert(long project, String name, SegmentFilter filter, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into lists (project_id, name, filter, created_at)
                        select :project, :name, :filter, :now
                        where (select count(*) from lists where project_id = :project) < :limit
                        returning id""")
                .bind("project", project)
                .bind("name", name)
                .bind("filter", filter == null ? null : Json.text(filter))
                .bind("now", Sql.time(now))
                .bind("limit", BroadcastLimits.LISTS)
                .mapTo(long.class)
                .findOne()
                .orElseThrow(() -> new BroadcastRefused(
                        BroadcastRefused.Reason.OVER_LIMIT,
                        "a project holds at most " + BroadcastLimits.LISTS + " lists")));
    }

    void update(ClientList list) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update lists set name = :name, filter = :filter where project_id = :project and id = :id")
                .bind("project", list.projectId())
                .bind("id", list.id())
                .bind("name", list.name())
                .bind("filter", list.filter() == null ? null : Json.text(list.filter()))
                .execute());
    }

    boolean delete(long project, long list) {
        return jdbi.withHandle(
                        handle -> handle.createUpdate("delete from lists where project_id = :project and id = :id")
                                .bind("project", project)
                                .bind("id", list)
                                .execute())
                > 0;
    }

    Optional<ClientList> find(long project, long list) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select " + COLUMNS + " from lists l where l.project_id = :project and l.id = :id")
                .bind("project", project)
                .bind("id", list)
                .map((row, context) -> list(row))
                .findOne());
    }

    List<ClientList> page(long project, long after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS
                        + " from lists l where l.project_id = :project and l.id > :after order by l.id limit :limit")
                .bind("project", project)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> list(row))
                .list());
    }

    /** How many were put into each of these by hand. */
    Map<Long, Long> counts(long project, Collection<Long> lists) {
        var counts = new HashMap<Long, Long>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select list_id, count(*) from list_members
                        where project_id = :project and list_id = any(:lists) group by list_id""")
                .bind("project", project)
                .bind("lists", Sql.longs(lists))
                .map((row, context) -> counts.put(row.getLong(1), row.getLong(2)))
                .list());
        return counts;
    }

    /** Which of these numbers are no client's of the project. */
    Set<Long> unknown(Handle handle, long project, Collection<Long> clients) {
        var unknown = new HashSet<>(clients);
        handle.createQuery("select id from conversations where project_id = :project and id = any(:ids)")
                .bind("project", project)
                .bind("ids", Sql.longs(clients))
                .mapTo(long.class)
                .forEach(unknown::remove);
        return unknown;
    }

    int add(Handle handle, long project, long list, Collection<Long> clients, Instant now) {
        return handle.createUpdate("""
                        insert into list_members (project_id, list_id, conversation_id, added_at)
                        select v.project_id, :list, v.id, :now from conversations v
                        where v.project_id = :project and v.id = any(:ids)
                        on conflict do nothing""")
                .bind("project", project)
                .bind("list", list)
                .bind("ids", Sql.longs(clients))
                .bind("now", Sql.time(now))
                .execute();
    }

    int remove(Handle handle, long project, long list, Collection<Long> clients) {
        return handle.createUpdate(
                        "delete from list_members where project_id = :project and list_id = :list and conversation_id = any(:ids)")
                .bind("project", project)
                .bind("list", list)
                .bind("ids", Sql.longs(clients))
                .execute();
    }

    /** The list's row, locked, so that its members are counted by one at a time. */
    Optional<ClientList> lock(Handle handle, long project, long list) {
        return handle.createQuery(
                        "select " + COLUMNS + " from lists l where l.project_id = :project and l.id = :id for update")
                .bind("project", project)
                .bind("id", list)
                .map((row, context) -> list(row))
                .findOne();
    }

    long count(Handle handle, Sql members) {
        return members.bind(handle.createQuery("select count(*) from (" + members.text() + ") members"))
                .mapTo(long.class)
                .one();
    }

    long count(Sql members) {
        return jdbi.withHandle(handle -> count(handle, members));
    }

    record Member(long id, String name, String phone, String email, long connectionId, boolean optedOut) {}

    List<Member> members(long project, Sql members, long after, int limit) {
        var sql = "select v.id, v.client_name, c.phone, c.email, v.connection_id, v.opted_out from (" + members.text()
                + """
                ) m join conversations v on v.project_id = :project and v.id = m.id
                left join clients c on c.project_id = :project and c.id = m.id
                where m.id > :after order by m.id limit :limit""";
        return jdbi.withHandle(handle -> members.bind(handle.createQuery(sql))
                .bind("project", project)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Member(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getBoolean(6)))
                .list());
    }

    /** The lists into which a client was put by hand. */
    List<ClientList> of(long project, long client) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS + """
                                 from list_members m join lists l on l.project_id = m.project_id and l.id = m.list_id
                                where m.project_id = :project and m.conversation_id = :client order by l.id""")
                .bind("project", project)
                .bind("client", client)
                .map((row, context) -> list(row))
                .list());
    }

    Optional<Boolean> optedOut(long project, long client) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select opted_out from conversations where project_id = :project and id = :id")
                .bind("project", project)
                .bind("id", client)
                .mapTo(Boolean.class)
                .findOne());
    }

    private static ClientList list(ResultSet row) throws SQLException {
        var filter = row.getString(4);
        return new ClientList(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                filter == null ? null : Json.read(filter, SegmentFilter.class),
                Sql.time(row.getObject(5, OffsetDateTime.class)));
    }
}
