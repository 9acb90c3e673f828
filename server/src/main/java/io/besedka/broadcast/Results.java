package io.besedka.broadcast;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** What became of a broadcast: joined with the deliveries in one query, never a query for a row. */
public final class Results {
    private static final String JOINED = """
            from broadcast_recipients r
            left join deliveries d on r.status = 1 and d.project_id = r.project_id and d.conversation_id = r.conversation_id and d.seq = r.seq
            left join conversations v on v.project_id = r.project_id and v.id = r.conversation_id
            where r.project_id = :project and r.broadcast_id = :broadcast""";

    private final Jdbi jdbi;

    public Results(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** States nobody is in are absent. */
    public Map<RecipientState, Long> counts(long project, long broadcast) {
        var counts = new EnumMap<RecipientState, Long>(RecipientState.class);
        jdbi.useHandle(handle -> handle.createQuery("select state, count(*) from (select " + RecipientState.SQL
                        + " as state " + JOINED + ") s group by state")
                .bind("project", project)
                .bind("broadcast", broadcast)
                .map((row, context) -> counts.put(RecipientState.of(row.getInt(1)), row.getLong(2)))
                .list());
        return counts;
    }

    /**
     * @param client negative where a name of the provider's is nobody's: then it is the {@code address}
     * @param seq the message, 0 = none
     * @param error in the words of whoever refused it; null = none
     */
    public record Recipient(
            long client,
            String name,
            String address,
            long connectionId,
            RecipientState state,
            long seq,
            String error) {}

    public record Page(List<Recipient> recipients, Long next) {}

    /** In the order of their numbers. @param states only those in one of these; empty = all @param after null = from the first */
    public Page page(long project, long broadcast, Collection<RecipientState> states, Long after, int limit) {
        var sql = "select * from (select r.conversation_id, v.client_name, r.address, r.connection_id, "
                + RecipientState.SQL
                + " as state, r.seq, coalesce(r.error, d.error) as error " + JOINED
                + " and r.conversation_id > :after) s where :all or state = any(:states) order by conversation_id limit :limit";
        var found = jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("project", project)
                .bind("broadcast", broadcast)
                .bind("after", after == null ? Long.MIN_VALUE : after)
                .bind("all", states.isEmpty())
                .bind("states", states.stream().mapToInt(state -> state.code).toArray())
                .bind("limit", limit + 1)
                .map((row, context) -> new Recipient(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        RecipientState.of(row.getInt(5)),
                        row.getLong(6),
                        row.getString(7)))
                .list());
        boolean more = found.size() > limit;
        var page = more ? found.subList(0, limit) : found;
        return new Page(List.copyOf(page), more ? page.getLast().client() : null);
    }
}
