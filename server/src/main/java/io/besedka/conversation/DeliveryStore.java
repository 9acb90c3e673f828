package io.besedka.conversation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/**
 * What the lanes read of deliveries, and the one thing they write: the claim, by which an attempt begins. How an attempt ended goes
 * through the turn. Every call is one round trip.
 */
public final class DeliveryStore {
    /** How far back a claim looks for a message of the same conversation that must go first. */
    private static final int GUARDED = 100;

    private static final String PENDING = "(d.status = 0 or d.amend > 0)";
    private static final String PENDING_COLUMNS = MessageStore.COLUMNS
            + ", d.project_id, d.conversation_id, d.connection_id, d.status, d.amend, d.parts, d.attempts, d.due_at, d.external_ids";
    private final Jdbi jdbi;

    public DeliveryStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public record Place(ConversationKey key, long seq) {}

    /** @param amended the message was edited or withdrawn since it was queued: what is in memory is stale */
    public record Claimed(Place place, int attempts, int parts, boolean amended) {}

    /** A delivery's own place in the order of a connection's work. */
    public record Due(Instant at, Place place) {}

    /** @param amend the number of the change that waits for the provider: an edit, a deletion, our reaction; 0 = none */
    public record Pending(
            Place place,
            long connectionId,
            DeliveryStatus status,
            int amend,
            int parts,
            int attempts,
            Instant dueAt,
            List<String> externalIds,
            Message message) {}

    /** An attempt that began and was not heard of again. */
    public record Begun(Place place, long connectionId, int attempt) {}

    /**
     * Begins attempts: QUEUED becomes SENDING, and nobody else gets the same one. Left out are those that are no longer queued, those
     * with an older message before them, and those another transaction holds just now.
     *
     * @param at the claim's mark, to the microsecond
     * @param again the answer to the same claim was lost: what bears its mark is ours
     */
    public List<Claimed> claim(List<Place> places, Instant at, boolean again) {
        return query(
                """
                with free as (
                    select d.project_id, d.conversation_id, d.seq, d.amend from unnest(?, ?, ?) i(p, c, s)
                    join deliveries d on (d.project_id, d.conversation_id, d.seq) = (i.p, i.c, i.s)
                    where (d.status = 0 or (d.status = 1 and d.due_at = ? and ?))
                      and not exists (
                          select from deliveries o where o.project_id = i.p and o.conversation_id = i.c and o.seq < i.s
                          and o.seq >= i.s - ? and o.status in (0, 1))
                    for update of d skip locked)
                update deliveries d set status = 1, attempts = d.attempts + 1, due_at = ?, amend = 0
                from free f where (d.project_id, d.conversation_id, d.seq) = (f.project_id, f.conversation_id, f.seq)
                returning d.project_id, d.conversation_id, d.seq, d.attempts, d.parts, f.amend""",
                row -> new Claimed(place(row, 1), row.getInt(4), row.getInt(5), row.getInt(6) > 0),
                Column.longs(places, place -> place.key().projectId()),
                Column.longs(places, place -> place.key().id()),
                Column.longs(places, Place::seq),
                at,
                again,
                GUARDED,
                at);
    }

    /** Connections with something due, found by steps over the index: its cost is their number, not that of their deliveries. */
    public List<Long> connectionsWithDue(Instant now) {
        return query("""
                with recursive c as (
                    (select d.connection_id id from deliveries d where %1$s order by d.connection_id limit 1)
                    union all
                    select (select d.connection_id from deliveries d where %1$s and d.connection_id > c.id
                            order by d.connection_id limit 1) from c where c.id is not null)
                select c.id from c where c.id is not null
                and exists (select from deliveries d where d.connection_id = c.id and %1$s and d.due_at <= ?)""".formatted(PENDING), row -> row.getLong(1), now);
    }

    /** The next of a connection's due deliveries and amendments after {@code after} (null = from the beginning). */
    public List<Due> due(long connectionId, Instant now, Due after, int limit) {
        var from = after == null ? new Due(Instant.EPOCH, new Place(new ConversationKey(0, 0), 0)) : after;
        return query(
                """
                select d.project_id, d.conversation_id, d.seq, d.due_at from deliveries d
                where d.connection_id = ? and %s and d.due_at >= ? and d.due_at <= ?
                  and (d.due_at, d.project_id, d.conversation_id, d.seq) > (?, ?, ?, ?)
                order by d.due_at, d.project_id, d.conversation_id, d.seq limit ?""".formatted(PENDING),
                row -> new Due(TurnReads.instant(row.getTimestamp(4)), place(row, 1)),
                connectionId,
                from.at(),
                now,
                from.at(),
                from.place().key().projectId(),
                from.place().key().id(),
                from.place().seq(),
                limit);
    }

    /** What waits or is under way in these conversations, in order; of each at most {@code limit}. */
    public Map<ConversationKey, List<Pending>> pending(Collection<ConversationKey> keys, int limit) {
        var rows = query(
                "select " + PENDING_COLUMNS + """
                         from unnest(?, ?) i(p, c) cross join lateral (
                            select * from deliveries d where d.project_id = i.p and d.conversation_id = i.c
                            and (d.status in (0, 1) or d.amend > 0) order by d.seq limit ?) d
                        join messages m on (m.project_id, m.conversation_id, m.seq) = (d.project_id, d.conversation_id, d.seq)
                        order by d.project_id, d.conversation_id, d.seq""",
                DeliveryStore::pending,
                Column.longs(keys, ConversationKey::projectId),
                Column.longs(keys, ConversationKey::id),
                limit);
        var found = new LinkedHashMap<ConversationKey, List<Pending>>();
        rows.forEach(row -> found.computeIfAbsent(row.place().key(), key -> new ArrayList<>())
                .add(row));
        return found;
    }

    /** One delivery with its message as they stand now, whatever its status. */
    public Optional<Pending> at(Place place) {
        return query(
                        "select " + PENDING_COLUMNS + """
                                 from deliveries d
                                join messages m on (m.project_id, m.conversation_id, m.seq) = (d.project_id, d.conversation_id, d.seq)
                                where d.project_id = ? and d.conversation_id = ? and d.seq = ?""",
                        DeliveryStore::pending,
                        place.key().projectId(),
                        place.key().id(),
                        place.seq())
                .stream()
                .findFirst();
    }

    /** Which of these have an edit, a deletion or a reaction waiting. */
    public List<Place> amended(List<Place> places) {
        return query(
                """
                select d.project_id, d.conversation_id, d.seq from unnest(?, ?, ?) i(p, c, s)
                join deliveries d on (d.project_id, d.conversation_id, d.seq) = (i.p, i.c, i.s) where d.amend > 0""",
                row -> place(row, 1),
                Column.longs(places, place -> place.key().projectId()),
                Column.longs(places, place -> place.key().id()),
                Column.longs(places, Place::seq));
    }

    /** Attempts that began, or last got on, at {@code before} or earlier. Reads past dead letters, so not for every second. */
    public List<Begun> begun(Instant before, int limit) {
        return query("""
                select d.project_id, d.conversation_id, d.seq, d.connection_id, d.attempts from deliveries d
                where d.status = 1 and d.due_at <= ? order by d.project_id, d.conversation_id, d.seq limit ?""", row -> new Begun(place(row, 1), row.getLong(4), row.getInt(5)), before, limit);
    }

    /** @param replyPath see {@link Profile}; null = none */
    public record Addressee(String externalId, String replyPath) {}

    /** Who the provider calls the client, and where to answer. */
    public Optional<Addressee> recipient(ConversationKey key) {
        return query(
                        "select external_id, reply_path from clients where project_id = ? and id = ?",
                        row -> new Addressee(row.getString(1), row.getString(2)),
                        key.projectId(),
                        key.id())
                .stream()
                .findFirst();
    }

    /** The provider's id of a message, the first where it has several. */
    public Optional<String> externalId(Place place) {
        return query(
                        """
                        select coalesce(
                            (select d.external_ids[1] from deliveries d
                             where d.project_id = i.p and d.conversation_id = i.c and d.seq = i.s),
                            (select m.external_id from message_ids m
                             where m.project_id = i.p and m.conversation_id = i.c and m.seq = i.s and m.external_id not like 'k:%'
                             order by length(m.external_id), m.external_id limit 1))
                        from (values (?, ?, ?)) i(p, c, s)""",
                        row -> row.getString(1),
                        place.key().projectId(),
                        place.key().id(),
                        place.seq())
                .stream()
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    private static Pending pending(ResultSet row) throws SQLException {
        var message = MessageStore.message(row);
        var key = new ConversationKey(row.getLong(17), row.getLong(18));
        return new Pending(
                new Place(key, message.seq()),
                row.getLong(19),
                DeliveryStatus.at(row.getInt(20)),
                row.getInt(21),
                row.getInt(22),
                row.getInt(23),
                TurnReads.instant(row.getTimestamp(24)),
                Arrays.asList((String[]) row.getArray(25).getArray()),
                message);
    }

    private static Place place(ResultSet row, int first) throws SQLException {
        return new Place(new ConversationKey(row.getLong(first), row.getLong(first + 1)), row.getLong(first + 2));
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reading<T> reading, Object... values) {
        return jdbi.withHandle(handle -> {
            try {
                return rows(handle.getConnection(), sql, reading, values);
            } catch (SQLException e) {
                throw new DeliveriesUnavailable(e);
            }
        });
    }

    private static <T> List<T> rows(Connection connection, String sql, Reading<T> reading, Object... values)
            throws SQLException {
        var arrays = connection.unwrap(PGConnection.class);
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(
                        i + 1,
                        values[i] instanceof long[] longs ? arrays.createArrayOf("int8", longs) : plain(values[i]));
            }
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.read(rows));
                }
            }
            return found;
        }
    }

    private static Object plain(Object value) {
        return value instanceof Instant instant ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC) : value;
    }

    /** The database did not answer; try again. */
    public static final class DeliveriesUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public DeliveriesUnavailable(Exception cause) {
            super("what is to be delivered cannot be read: " + cause.getMessage(), cause);
        }
    }
}
