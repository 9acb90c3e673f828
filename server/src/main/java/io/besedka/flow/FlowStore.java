package io.besedka.flow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The tables {@code flows} and {@code flow_versions}. */
final class FlowStore {
    private final Jdbi jdbi;

    FlowStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    record Version(int number, String definition) {}

    List<Long> projects() {
        return jdbi.withHandle(handle -> handle.createQuery("select distinct project_id from flows")
                .mapTo(Long.class)
                .list());
    }

    List<Flow> ofProject(long projectId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select project_id, id, name, connection_ids, enabled, published_version from flows
                        where project_id = :project order by id""")
                .bind("project", projectId)
                .map((row, context) -> flow(row))
                .list());
    }

    /** The newest versions first, at most so many. */
    List<Version> newest(long projectId, long flowId, int count) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select version, definition from flow_versions
                        where project_id = :project and flow_id = :flow order by version desc limit :count""")
                .bind("project", projectId)
                .bind("flow", flowId)
                .bind("count", count)
                .map((row, context) -> new Version(row.getInt("version"), row.getString("definition")))
                .list());
    }

    record Definition(long flowId, String flowName, String text) {}

    /** The newest definitions of the flows that run. */
    List<Definition> published(long projectId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select f.id, f.name, v.definition from flows f
                        join flow_versions v on v.project_id = f.project_id and v.flow_id = f.id and v.version = f.published_version
                        where f.project_id = :project and f.enabled order by f.id""")
                .bind("project", projectId)
                .map((row, context) -> new Definition(row.getLong(1), row.getString(2), row.getString(3)))
                .list());
    }

    Optional<String> definition(long projectId, long flowId, int version) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select definition from flow_versions
                        where project_id = :project and flow_id = :flow and version = :version""")
                .bind("project", projectId)
                .bind("flow", flowId)
                .bind("version", version)
                .mapTo(String.class)
                .findOne());
    }

    long insert(long projectId, String name, Optional<Set<Long>> connections, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into flows (project_id, name, connection_ids, created_at)
                        values (:project, :name, :connections, :now) returning id""")
                .bind("project", projectId)
                .bind("name", name)
                .bindBySqlType("connections", array(handle, connections), java.sql.Types.ARRAY)
                .bind("now", java.sql.Timestamp.from(now))
                .mapTo(Long.class)
                .one());
    }

    /** False when there is no such flow. */
    boolean update(Flow flow) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update flows set name = :name, connection_ids = :connections, enabled = :enabled
                                where project_id = :project and id = :id""")
                        .bind("name", flow.name())
                        .bindBySqlType("connections", array(handle, flow.connections()), java.sql.Types.ARRAY)
                        .bind("enabled", flow.enabled())
                        .bind("project", flow.projectId())
                        .bind("id", flow.id())
                        .execute())
                == 1;
    }

    /** Stores the next version and makes it the published one; the flow's row is locked, so numbers are never given twice. */
    Optional<Integer> publish(long projectId, long flowId, String definition, long userId, Instant now) {
        return jdbi.inTransaction(handle -> {
            var next = nextVersion(handle, projectId, flowId);
            next.ifPresent(version -> insertVersion(handle, projectId, flowId, version, definition, userId, now));
            return next;
        });
    }

    private static Optional<Integer> nextVersion(Handle handle, long projectId, long flowId) {
        return handle.createQuery("""
                        update flows set published_version = coalesce(published_version, 0) + 1
                        where project_id = :project and id = :flow returning published_version""")
                .bind("project", projectId)
                .bind("flow", flowId)
                .mapTo(Integer.class)
                .findOne();
    }

    private static void insertVersion(
            Handle handle, long projectId, long flowId, int version, String definition, long userId, Instant now) {
        handle.createUpdate("""
                        insert into flow_versions (project_id, flow_id, version, definition, published_at, published_by)
                        values (:project, :flow, :version, :definition, :now, :user)""")
                .bind("project", projectId)
                .bind("flow", flowId)
                .bind("version", version)
                .bind("definition", definition)
                .bind("now", java.sql.Timestamp.from(now))
                .bind("user", userId)
                .execute();
    }

    /** Gives numbers to blocks that have none, and returns those of all blocks the flow ever had. */
    Map<String, Long> numbered(long projectId, long flowId, Collection<String> blocks) {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate("""
                            insert into block_numbers (project_id, flow_id, block)
                            select :project, :flow, b.id from unnest(:blocks) with ordinality b(id, place) order by b.place
                            on conflict do nothing""")
                    .bind("project", projectId)
                    .bind("flow", flowId)
                    .bindArray("blocks", String.class, blocks.toArray())
                    .execute();
            var numbers = new HashMap<String, Long>();
            handle.createQuery("select block, id from block_numbers where project_id = :project and flow_id = :flow")
                    .bind("project", projectId)
                    .bind("flow", flowId)
                    .map((row, context) -> numbers.put(row.getString(1), row.getLong(2)))
                    .list();
            return numbers;
        });
    }

    /** The numbers of all blocks of the project, by flow and block. */
    Map<Long, Map<String, Long>> numbered(long projectId) {
        var numbers = new HashMap<Long, Map<String, Long>>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select flow_id, block, id from block_numbers where project_id = :project")
                .bind("project", projectId)
                .map((row, context) -> numbers.computeIfAbsent(row.getLong(1), flow -> new HashMap<>())
                        .put(row.getString(2), row.getLong(3)))
                .list());
        return numbers;
    }

    private static java.sql.Array array(Handle handle, Optional<Set<Long>> ids) {
        try {
            return ids.isEmpty()
                    ? null
                    : handle.getConnection().createArrayOf("bigint", ids.get().toArray());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Flow flow(ResultSet row) throws SQLException {
        var connections = row.getArray("connection_ids");
        return new Flow(
                row.getLong("project_id"),
                row.getLong("id"),
                row.getString("name"),
                connections == null
                        ? Optional.empty()
                        : Optional.of(
                                Arrays.stream((Long[]) connections.getArray()).collect(Collectors.toSet())),
                row.getBoolean("enabled"),
                row.getInt("published_version"));
    }
}
