package io.besedka.conversation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Reads what others are told of deals. */
public final class DealFacts {
    private final Jdbi jdbi;

    public DealFacts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param status open, success or failed; @param closedAt null while it is open */
    public record Facts(
            long id,
            long pipelineId,
            long stageId,
            String status,
            String name,
            String description,
            BigDecimal budget,
            Long responsibleId,
            Instant createdAt,
            Instant closedAt) {}

    /** These of a project's deals, by number; unknown ones are absent. */
    public Map<Long, Facts> of(long projectId, Collection<Long> ids) {
        var found = new HashMap<Long, Facts>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select id, pipeline_id, stage_id, case status when 1 then 'success' when 2 then 'failed' else 'open' end,
                               name, description, budget, nullif(responsible_id, 0), created_at, closed_at
                        from deals where project_id = :project and id = any(:ids)""")
                .bind("project", projectId)
                .bind("ids", Column.longs(ids, id -> id))
                .map((row, context) -> found.put(
                        row.getLong(1),
                        new Facts(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getBigDecimal(7),
                                row.getObject(8, Long.class),
                                TurnReads.instant(row.getTimestamp(9)),
                                TurnReads.instant(row.getTimestamp(10)))))
                .list());
        return found;
    }
}
