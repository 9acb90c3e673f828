package io.besedka.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Reads clients as programs ask for them: a page of all, or those whom a provider, a phone or an address names. */
public final class ClientCatalog {
    private static final String SELECT = """
            select c.id, c.connection_id, c.external_id, c.name, c.avatar, c.tag, c.created_at, coalesce(v.last_message_at, c.created_at),
                   v.session, v.owner_kind, v.owner_id, %s
            from clients c join conversations v on v.project_id = c.project_id and v.id = c.id where c.project_id = :project\s""";
    private static final String WITH_VARIABLES = SELECT.formatted("v.variables");
    private static final String WITHOUT = SELECT.formatted("null");

    private final Jdbi jdbi;

    public ClientCatalog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * @param avatar what the provider calls the picture, or null
     * @param session the bot's place, in the flow room's words; may be null
     * @param variables the client's own, where they were asked for
     */
    public record Entry(
            long id,
            long connectionId,
            String externalId,
            String name,
            String avatar,
            String tag,
            Instant createdAt,
            Instant updatedAt,
            String session,
            Owner owner,
            Map<String, String> variables) {}

    /** The newest first, or the oldest. */
    public List<Entry> page(long projectId, int offset, int limit, boolean oldestFirst) {
        var order = oldestFirst ? "order by c.id" : "order by c.id desc";
        return jdbi.withHandle(handle -> entries(handle.createQuery(WITHOUT + order + " limit :limit offset :offset")
                .bind("project", projectId)
                .bind("limit", limit)
                .bind("offset", offset)));
    }

    /** These, in the order of {@code ids}; unknown ones are left out. */
    public List<Entry> at(long projectId, Collection<Long> ids) {
        var found = new HashMap<Long, Entry>();
        jdbi.useHandle(handle -> entries(handle.createQuery(WITHOUT + "and c.id = any(:ids)")
                        .bind("project", projectId)
                        .bind("ids", Column.longs(ids, id -> id)))
                .forEach(entry -> found.put(entry.id(), entry)));
        return ids.stream().map(found::get).filter(entry -> entry != null).toList();
    }

    /** Those whom one of the connections calls so, with their variables. */
    public List<Entry> named(long projectId, Collection<Long> connections, Collection<String> externalIds) {
        return jdbi.withHandle(handle -> entries(handle.createQuery(WITH_VARIABLES
                        + "and c.connection_id = any(:connections) and c.external_id = any(:names) order by c.id")
                .bind("project", projectId)
                .bind("connections", Column.longs(connections, id -> id))
                .bindArray("names", String.class, externalIds.toArray())));
    }

    public boolean exists(long projectId, long id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select exists (select from clients where project_id = :project and id = :id)")
                .bind("project", projectId)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one());
    }

    /** The first client of these connections whose phone is written in one of these forms. */
    public OptionalLong ofPhone(long projectId, Collection<Long> connections, Collection<String> forms) {
        return jdbi.withHandle(handle -> first(handle.createQuery("""
                        select min(id) from clients
                        where project_id = :project and connection_id = any(:connections) and phone = any(:forms)""")
                .bind("project", projectId)
                .bind("connections", Column.longs(connections, id -> id))
                .bindArray("forms", String.class, forms.toArray())));
    }

    public OptionalLong ofEmail(long projectId, String email) {
        return jdbi.withHandle(handle -> first(handle.createQuery(
                        "select min(id) from clients where project_id = :project and lower(email) = lower(:email)")
                .bind("project", projectId)
                .bind("email", email)));
    }

    /** How many open conversations each operator has; who has none is absent. */
    public Map<Long, Integer> openOfOperators(long projectId) {
        var open = new HashMap<Long, Integer>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select owner_id, count(*) from conversations
                        where project_id = :project and status = 0 and owner_kind = :operator group by owner_id""")
                .bind("project", projectId)
                .bind("operator", Owner.Kind.OPERATOR.ordinal())
                .map((row, context) -> open.put(row.getLong(1), row.getInt(2)))
                .list());
        return open;
    }

    /**
     * What was said to and by the client and to its bot, the newest so many, in ascending order. What operators note for themselves, lines
     * of the history and what was deleted are not in it.
     *
     * @param from null = from the beginning; @param before null = to the end
     */
    public List<Message> history(ConversationKey key, Instant from, Instant before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select %s from messages m left join deliveries d on d.project_id = m.project_id
                               and d.conversation_id = m.conversation_id and d.seq = m.seq
                        where m.project_id = :project and m.conversation_id = :conversation and m.deleted_at is null
                        and m.author_kind <> %d and (not m.note or m.author_kind = %d)
                        and m.at >= coalesce(:from::timestamptz, '-infinity') and m.at < coalesce(:before::timestamptz, 'infinity')
                        order by m.seq desc limit :limit""".formatted(
                                MessageStore.COLUMNS, Author.Kind.SYSTEM.ordinal(), Author.Kind.CALLBACK.ordinal()))
                .bind("project", key.projectId())
                .bind("conversation", key.id())
                .bind("from", from == null ? null : from.toString())
                .bind("before", before == null ? null : before.toString())
                .bind("limit", limit)
                .map((row, context) -> MessageStore.message(row))
                .list()
                .reversed());
    }

    private static OptionalLong first(Query query) {
        return query.map((row, context) -> row.getLong(1)).list().stream()
                .filter(id -> id > 0)
                .mapToLong(id -> id)
                .findFirst();
    }

    private static List<Entry> entries(Query query) {
        return query.map((row, context) -> entry(row)).list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var variables = row.getString(12);
        return new Entry(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                TurnReads.instant(row.getTimestamp(7)),
                TurnReads.instant(row.getTimestamp(8)),
                row.getString(9),
                new Owner(Owner.Kind.values()[row.getInt(10)], row.getLong(11)),
                variables == null || variables.isEmpty() ? Map.of() : ContentJson.variables(variables));
    }
}
