package io.besedka.conversation;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Reads the projects' logs, gap-free and in commit order. */
public final class LogStore {
    private final Jdbi jdbi;

    public LogStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param ref the first message the entry is about, 0 = none; @param upto the last one */
    public record Entry(long cursor, LogKind kind, long conversationId, long ref, long upto) {}

    /** The oldest entries above {@code cursor}, in order. */
    public List<Entry> after(long projectId, long cursor, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        select seq, kind, conversation_id, ref, upto from log
                        where project_id = :project and seq > :cursor order by seq limit :limit""")
                .bind("project", projectId)
                .bind("cursor", cursor)
                .bind("limit", limit)
                .map((row, context) -> new Entry(
                        row.getLong(1), LogKind.at(row.getInt(2)), row.getLong(3), row.getLong(4), row.getLong(5)))
                .list());
    }

    /** The newest entry's cursor; 0 while nothing has happened. */
    public long end(long projectId) {
        return ends(List.of(projectId)).getOrDefault(projectId, 0L);
    }

    /** The same for several projects at once; those where nothing has happened are absent. */
    public Map<Long, Long> ends(Collection<Long> projectIds) {
        var ends = new HashMap<Long, Long>();
        jdbi.useHandle(handle -> handle.createQuery("select project_id, seq from project_logs where project_id = any(:projects)")
                .bind("projects", Column.longs(projectIds, id -> id))
                .map((row, context) -> ends.put(row.getLong(1), row.getLong(2)))
                .list());
        return ends;
    }
}
