package io.besedka.deal;

import io.besedka.deal.Deal.Event;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Reads many deals at once: lists, boards, histories. A board costs two queries, however many stages and deals there are. */
public final class DealLists {
    static final String JOIN = " join conversations v on v.project_id = d.project_id and v.id = d.conversation_id ";
    private static final String COLUMNS = DealStore.COLUMNS.replaceAll("(\\w+)", "d.$1")
            + ", v.client_name, v.connection_id, v.last_message_at, v.deal_id = d.id";

    private final Jdbi jdbi;

    public DealLists(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Where a column's page ended. */
    public record Place(Instant movedAt, long id) {
        static Place of(DealCard card) {
            return new Place(card.deal().movedAt(), card.deal().id());
        }
    }

    /** How many deals a stage has, and the sum of the budgets that are stated. */
    public record Total(long count, BigDecimal sum) {
        static final Total NONE = new Total(0, BigDecimal.ZERO);
    }

    /** @param next where the following page begins, null at the end */
    public record Column(long stageId, Total total, List<DealCard> cards, Place next) {}

    public record CardPage(List<DealCard> cards, Place next) {}

    public Optional<DealCard> find(long projectId, long id) {
        return page(projectId, ids(List.of(id)), 0, 1).stream().findFirst();
    }

    private static DealFilter ids(List<Long> ids) {
        return new DealFilter(null, null, null, null, null, null, null, null, null, ids);
    }

    /** The newest first, at most so many below {@code before}; 0 = from the newest. */
    public List<DealCard> page(long projectId, DealFilter filter, long before, int limit) {
        var sql = "select " + COLUMNS + " from deals d" + JOIN + "where " + filter.where()
                + (before == 0 ? "" : " and d.id < :before") + " order by d.id desc limit :limit";
        return jdbi.withHandle(handle -> {
            var query = filter.bind(handle.createQuery(sql), projectId).bind("limit", limit);
            if (before != 0) {
                query.bind("before", before);
            }
            return query.map((row, context) -> card(row)).list();
        });
    }

    /** One stage's deals, those moved last first. @param filter names the stage */
    public CardPage column(long projectId, DealFilter filter, Place after, int limit) {
        var sql = "select " + COLUMNS + " from deals d" + JOIN + "where " + filter.where()
                + (after == null ? "" : " and (d.moved_at, d.id) < (:movedAt, :before)")
                + " order by d.moved_at desc, d.id desc limit :limit";
        var cards = jdbi.withHandle(handle -> {
            var query = filter.bind(handle.createQuery(sql), projectId).bind("limit", limit + 1);
            if (after != null) {
                query.bind("movedAt", after.movedAt().atOffset(ZoneOffset.UTC)).bind("before", after.id());
            }
            return query.map((row, context) -> card(row)).list();
        });
        return cut(cards, limit);
    }

    private static CardPage cut(List<DealCard> cards, int limit) {
        boolean more = cards.size() > limit;
        var page = more ? cards.subList(0, limit) : cards;
        return new CardPage(List.copyOf(page), more && limit > 0 ? Place.of(page.getLast()) : null);
    }

    /** A column for each of the pipeline's stages, in their order. @param cards of a stage at most; 0 = the totals alone */
    public List<Column> board(long projectId, Pipeline pipeline, DealFilter filter, int cards) {
        var asked = filter.ofPipeline(pipeline.id());
        var totals = totals(projectId, asked);
        var heads = cards == 0 ? Map.<Long, List<DealCard>>of() : heads(projectId, pipeline, asked, cards);
        return pipeline.stages().stream()
                .map(stage -> {
                    var page = cut(heads.getOrDefault(stage.id(), List.of()), cards);
                    return new Column(
                            stage.id(), totals.getOrDefault(stage.id(), Total.NONE), page.cards(), page.next());
                })
                .toList();
    }

    private Map<Long, Total> totals(long projectId, DealFilter filter) {
        var sql = "select d.stage_id, count(*), coalesce(sum(d.budget), 0) from deals d" + filter.joinIfSought()
                + " where " + filter.where() + " group by d.stage_id";
        var totals = new HashMap<Long, Total>();
        jdbi.useHandle(handle -> filter.bind(handle.createQuery(sql), projectId)
                .map((row, context) -> totals.put(row.getLong(1), new Total(row.getLong(2), row.getBigDecimal(3))))
                .list());
        return totals;
    }

    private Map<Long, List<DealCard>> heads(long projectId, Pipeline pipeline, DealFilter filter, int cards) {
        var sql = "select h.* from unnest(cast(:stages as bigint[])) s(id) cross join lateral (select " + COLUMNS
                + " from deals d" + JOIN
                + "where d.stage_id = s.id and " + filter.where()
                + " order by d.moved_at desc, d.id desc limit :limit) h";
        return jdbi.withHandle(handle -> filter
                .bind(handle.createQuery(sql), projectId)
                .bindArray(
                        "stages",
                        Long.class,
                        pipeline.stages().stream().map(Pipeline.Stage::id).toArray())
                .bind("limit", cards + 1)
                .map((row, context) -> card(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(card -> card.deal().stageId())));
    }

    /** What happened to a deal, the newest first, at most so many below {@code before}; 0 = from the newest. */
    public List<Event> history(long projectId, long dealId, long before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, at, author_kind, author_id, kind, from_stage, to_stage, detail from deal_events
                        where project_id = :project and deal_id = :deal and id < :before order by id desc limit :limit""")
                .bind("project", projectId)
                .bind("deal", dealId)
                .bind("before", before == 0 ? Long.MAX_VALUE : before)
                .bind("limit", limit)
                .map((row, context) -> DealStore.event(row))
                .list());
    }

    private static DealCard card(ResultSet row) throws SQLException {
        return new DealCard(
                DealStore.deal(row),
                row.getString(15),
                row.getLong(16),
                DealStore.instant(row, 17),
                row.getBoolean(18));
    }
}
