package io.besedka.conversation;

import java.sql.Timestamp;
import java.time.Instant;
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
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select seq, kind, conversation_id, ref, upto from log
                        where project_id = :project and seq > :cursor order by seq limit :limit""")
                .bind("project", projectId)
                .bind("cursor", cursor)
                .bind("limit", limit)
                .map((row, context) -> new Entry(
                        row.getLong(1), LogKind.at(row.getInt(2)), row.getLong(3), row.getLong(4), row.getLong(5)))
                .list());
    }

    /** An entry with the time of its turn. */
    public record Timed(Entry entry, Instant at) {}

    /** {@link #after} with the entries' times. */
    public List<Timed> timed(long projectId, long cursor, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select seq, kind, conversation_id, ref, upto, at from log
                        where project_id = :project and seq > :cursor order by seq limit :limit""")
                .bind("project", projectId)
                .bind("cursor", cursor)
                .bind("limit", limit)
                .map((row, context) -> new Timed(
                        new Entry(
                                row.getLong(1),
                                LogKind.at(row.getInt(2)),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5)),
                        TurnReads.instant(row.getTimestamp(6))))
                .list());
    }

    /**
     * The first entry that is not older than {@code at}; one above the end when all are. Entries lie in the order of commits, which is
     * that of their times but for the moment between two turns. Halves the log instead of reading it: no index holds the times.
     */
    public long firstSince(long projectId, Instant at) {
        long newest = end(projectId);
        return jdbi.withHandle(handle -> {
            long low = 1;
            long high = newest + 1;
            while (low < high) {
                long middle = low + (high - low) / 2;
                boolean older = handle.createQuery(
                                "select at < :at from log where project_id = :project and seq = :seq")
                        .bind("at", Timestamp.from(at))
                        .bind("project", projectId)
                        .bind("seq", middle)
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(false);
                low = older ? middle + 1 : low;
                high = older ? high : middle;
            }
            return low;
        });
    }

    /** The newest entry's cursor; 0 while nothing has happened. */
    public long end(long projectId) {
        return ends(List.of(projectId)).getOrDefault(projectId, 0L);
    }

    /** The same for several projects at once; those where nothing has happened are absent. */
    public Map<Long, Long> ends(Collection<Long> projectIds) {
        var ends = new HashMap<Long, Long>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select project_id, seq from project_logs where project_id = any(:projects)")
                .bind("projects", Column.longs(projectIds, id -> id))
                .map((row, context) -> ends.put(row.getLong(1), row.getLong(2)))
                .list());
        return ends;
    }
}
