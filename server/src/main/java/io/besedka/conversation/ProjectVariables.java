package io.besedka.conversation;

import io.besedka.platform.clock.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Variables that belong to a project as a whole, remembered so that a bot's step asks no database. What another process changed is seen
 * after {@value #SECONDS} s. Limits as {@link Variables} has them.
 */
public final class ProjectVariables {
    private static final int SECONDS = 10;

    private final Jdbi jdbi;
    private final Clock clock;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    private record Known(Map<String, String> values, Instant until) {}

    public ProjectVariables(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** The value, or null. */
    public String get(long projectId, String name) {
        return known(projectId).get(name);
    }

    public Map<String, String> all(long projectId) {
        return new TreeMap<>(known(projectId));
    }

    private Map<String, String> known(long projectId) {
        var now = clock.now();
        return known.compute(
                        projectId,
                        (id, before) -> before != null && now.isBefore(before.until()) ? before : read(id, now))
                .values();
    }

    private Known read(long projectId, Instant now) {
        var values = new HashMap<String, String>();
        jdbi.useHandle(
                handle -> handle.createQuery("select name, value from project_variables where project_id = :project")
                        .bind("project", projectId)
                        .map((row, context) -> values.put(row.getString(1), row.getString(2)))
                        .list());
        return new Known(values, now.plusSeconds(SECONDS));
    }

    /** Sets, or removes where the value is null. Over a limit: {@link Refused}. */
    public void set(long projectId, Map<String, String> values) {
        values.forEach((name, value) -> Variables.checkLength(name, value == null ? "" : value));
        jdbi.useTransaction(handle -> {
            handle.createQuery("select id from projects where id = :project for no key update")
                    .bind("project", projectId)
                    .mapTo(Long.class)
                    .one();
            values.forEach((name, value) -> set(handle, projectId, name, value));
            checkCount(handle, projectId);
        });
        known.remove(projectId);
    }

    private static void set(Handle handle, long projectId, String name, String value) {
        handle.createUpdate(
                        value == null
                                ? "delete from project_variables where project_id = :project and name = :name"
                                : """
                                insert into project_variables (project_id, name, value) values (:project, :name, :value)
                                on conflict (project_id, name) do update set value = excluded.value""")
                .bind("project", projectId)
                .bind("name", name)
                .bindMap(value == null ? Map.of() : Map.of("value", value))
                .execute();
    }

    private static void checkCount(Handle handle, long projectId) {
        int count = handle.createQuery("select count(*) from project_variables where project_id = :project")
                .bind("project", projectId)
                .mapTo(Integer.class)
                .one();
        if (count > Variables.COUNT_LIMIT) {
            throw new Refused(Refusal.TOO_LONG, "a project holds at most " + Variables.COUNT_LIMIT + " variables");
        }
    }

    /** A turn wrote these and was committed. */
    void committed(Collection<Writes.ProjectVariable> written) {
        written.forEach(variable -> known.remove(variable.projectId()));
    }
}
