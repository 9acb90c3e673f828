package io.besedka.conversation;

import java.time.Instant;
import java.util.List;

/** The turn's statements about deals: the new ones, then their history, which notes the stage that a move leaves, then the changes. */
final class DealWrites {
    private DealWrites() {}

    static void write(Script script, Writes writes, Instant now) {
        opened(script, writes, now);
        history(script, writes, now);
        changed(script, writes, now);
    }

    private static void opened(Script script, Writes writes, Instant now) {
        var rows = writes.deals;
        if (rows.isEmpty()) {
            return;
        }
        script.run(
                """
                insert into deals (project_id, id, conversation_id, pipeline_id, stage_id, status, name, description, budget, responsible_id,
                                   variables, created_at, moved_at, changed_at, closed_at)
                select i.p, i.id, i.c, i.pipeline, i.stage, i.status, i.name, i.description, case when i.budget::numeric >= 0 then i.budget::numeric end,
                       i.responsible, i.variables,
                       t.now, t.now, t.now, case when i.status > 0 then t.now end
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, id, c, pipeline, stage, status, name, description, budget, responsible, variables),
                     (select to_timestamp(? / 1000::float8) now) t""",
                Column.longs(rows, row -> row.key().projectId()),
                Column.longs(rows, Writes.NewDeal::id),
                Column.longs(rows, row -> row.key().id()),
                Column.longs(rows, row -> row.stage().pipelineId()),
                Column.longs(rows, row -> row.stage().id()),
                Column.shorts(rows, row -> row.stage().ending().ordinal()),
                Column.texts(rows, row -> row.draft().name()),
                Column.texts(
                        rows,
                        row -> row.draft().description() == null
                                ? ""
                                : row.draft().description()),
                Column.texts(
                        rows,
                        row -> row.draft().budget() == null
                                ? null
                                : row.draft().budget().toPlainString()),
                Column.longs(
                        rows,
                        row -> row.draft().responsibleId() == null
                                ? 0
                                : row.draft().responsibleId()),
                Column.texts(rows, Writes.NewDeal::variables),
                now.toEpochMilli());
    }

    private static void history(Script script, Writes writes, Instant now) {
        var rows = writes.dealEvents;
        if (rows.isEmpty()) {
            return;
        }
        script.run(
                """
                insert into deal_events (project_id, deal_id, id, at, author_kind, author_id, kind, from_stage, to_stage, detail)
                select i.p, i.deal, i.id, to_timestamp(? / 1000::float8), i.ak, i.a, i.kind,
                       case when i.kind = 'moved' and i.was = 0 then coalesce(d.stage_id, 0) else i.was end, i.stage, i.detail
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, deal, id, ak, a, kind, was, stage, detail)
                left join deals d on (d.project_id, d.id) = (i.p, i.deal)
                where i.kind <> 'moved' or i.was <> 0 or d.stage_id is distinct from i.stage""",
                now.toEpochMilli(),
                Column.longs(rows, row -> row.key().projectId()),
                Column.longs(rows, Writes.DealEvent::dealId),
                Column.longs(rows, Writes.DealEvent::id),
                Column.shorts(rows, row -> row.author().kind().ordinal()),
                Column.longs(rows, row -> row.author().id()),
                Column.texts(rows, Writes.DealEvent::kind),
                Column.longs(rows, Writes.DealEvent::from),
                Column.longs(rows, Writes.DealEvent::to),
                Column.texts(rows, Writes.DealEvent::detail));
    }

    private static void changed(Script script, Writes writes, Instant now) {
        var rows = writes.changedDeals();
        if (rows.isEmpty()) {
            return;
        }
        script.run(
                """
                update deals d set name = coalesce(i.name, d.name), description = coalesce(i.description, d.description),
                       budget = case when i.budget::numeric < 0 then null else coalesce(i.budget::numeric, d.budget) end, responsible_id = case when i.responsible < 0 then d.responsible_id else i.responsible end,
                       variables = coalesce(i.variables, d.variables), changed_at = t.now,
                       pipeline_id = case when i.stage = 0 then d.pipeline_id else i.pipeline end,
                       stage_id = case when i.stage = 0 then d.stage_id else i.stage end,
                       status = case when i.status < 0 then d.status else i.status end,
                       moved_at = case when i.stage in (0, d.stage_id) and i.status in (-1, d.status) then d.moved_at else t.now end,
                       closed_at = case when i.stage in (0, d.stage_id) and i.status in (-1, d.status) then d.closed_at when i.status = 0 then null else t.now end
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, id, pipeline, stage, status, name, description, budget, responsible, variables),
                     (select to_timestamp(? / 1000::float8) now) t
                where (d.project_id, d.id) = (i.p, i.id)""",
                Column.longs(rows, row -> row.key().projectId()),
                Column.longs(rows, Writes.ChangedDeal::id),
                Column.longs(rows, row -> row.stage() == null ? 0 : row.stage().pipelineId()),
                Column.longs(rows, row -> row.stage() == null ? 0 : row.stage().id()),
                Column.shorts(
                        rows,
                        row -> row.stage() == null ? -1 : row.stage().ending().ordinal()),
                Column.texts(rows, row -> row.draft().name()),
                Column.texts(rows, row -> row.draft().description()),
                Column.texts(
                        rows,
                        row -> row.draft().budget() == null
                                ? null
                                : row.draft().budget().toPlainString()),
                Column.longs(
                        rows,
                        row -> row.draft().responsibleId() == null
                                ? -1
                                : row.draft().responsibleId()),
                Column.texts(rows, Writes.ChangedDeal::variables),
                now.toEpochMilli());
    }

    /** After all else that was written of deals and variables. */
    static void gone(Script script, List<Writes.GoneDeal> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var projects = Column.longs(rows, row -> row.key().projectId());
        var ids = Column.longs(rows, Writes.GoneDeal::id);
        script.run(
                "delete from deals d using unnest(?, ?) i(p, id) where (d.project_id, d.id) = (i.p, i.id)",
                projects,
                ids);
        script.run(
                "delete from deal_events e using unnest(?, ?) i(p, id) where (e.project_id, e.deal_id) = (i.p, i.id)",
                projects,
                ids);
    }
}
