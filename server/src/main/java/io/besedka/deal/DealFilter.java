package io.besedka.deal;

import io.besedka.conversation.Stages.Ending;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/**
 * Which deals are meant; null members let all through.
 *
 * @param responsibleId a user, 0 = nobody
 * @param words a part of the deal's or the client's name, in whatever case
 * @param changedSince not before
 * @param ids only these
 */
public record DealFilter(
        Long pipelineId,
        Long stageId,
        Ending status,
        Long responsibleId,
        Long conversationId,
        String words,
        BigDecimal budgetFrom,
        BigDecimal budgetTo,
        Instant changedSince,
        List<Long> ids) {

    public DealFilter {
        ids = ids == null ? null : List.copyOf(ids);
    }

    public static final DealFilter ALL = new DealFilter(null, null, null, null, null, null, null, null, null, null);

    public DealFilter ofPipeline(long pipeline) {
        return new DealFilter(
                pipeline,
                stageId,
                status,
                responsibleId,
                conversationId,
                words,
                budgetFrom,
                budgetTo,
                changedSince,
                ids);
    }

    public DealFilter ofStage(long stage) {
        return new DealFilter(
                pipelineId,
                stage,
                status,
                responsibleId,
                conversationId,
                words,
                budgetFrom,
                budgetTo,
                changedSince,
                ids);
    }

    /** Conditions on the deal {@code d} of a project and, where words are sought, on its client {@code v}. */
    String where() {
        var sql = new StringBuilder("d.project_id = :project");
        add(sql, pipelineId, " and d.pipeline_id = :pipeline");
        add(sql, stageId, " and d.stage_id = :stage");
        add(sql, status, " and d.status = :status");
        add(sql, responsibleId, " and d.responsible_id = :responsible");
        add(sql, conversationId, " and d.conversation_id = :conversation");
        add(sql, budgetFrom, " and d.budget >= :budgetFrom");
        add(sql, budgetTo, " and d.budget <= :budgetTo");
        add(sql, changedSince, " and d.changed_at >= :changedSince");
        add(sql, ids, " and d.id = any(:ids)");
        add(
                sql,
                words,
                " and (strpos(lower(d.name), lower(:words)) > 0 or strpos(lower(v.client_name), lower(:words)) > 0)");
        return sql.toString();
    }

    private static void add(StringBuilder sql, Object asked, String condition) {
        if (asked != null) {
            sql.append(condition);
        }
    }

    /** Of a query that needs the client's row only to seek words in its name. */
    String joinIfSought() {
        return words == null ? "" : DealLists.JOIN;
    }

    Query bind(Query query, long projectId) {
        query.bind("project", projectId);
        bind(query, "pipeline", pipelineId);
        bind(query, "stage", stageId);
        bind(query, "status", status == null ? null : status.ordinal());
        bind(query, "responsible", responsibleId);
        bind(query, "conversation", conversationId);
        bind(query, "budgetFrom", budgetFrom);
        bind(query, "budgetTo", budgetTo);
        bind(query, "changedSince", changedSince == null ? null : changedSince.atOffset(ZoneOffset.UTC));
        bind(query, "words", words);
        if (ids != null) {
            query.bindArray("ids", Long.class, ids);
        }
        return query;
    }

    private static void bind(Query query, String name, Object value) {
        if (value != null) {
            query.bind(name, value);
        }
    }
}
