package io.besedka.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Reads messages. */
public final class MessageStore {
    static final String COLUMNS =
            "m.seq, m.at, m.author_kind, m.author_id, m.note, m.text, m.markup, m.parts, m.reply_to, m.key, m.edited_at,"
                    + " m.deleted_at, m.reaction, m.our_reaction, d.status, d.error";
    private static final String FROM = " from messages m left join deliveries d on d.project_id = m.project_id"
            + " and d.conversation_id = m.conversation_id and d.seq = m.seq ";
    private final Jdbi jdbi;

    public MessageStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How many there are in all projects. */
    public long count() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from messages")
                .mapTo(Long.class)
                .one());
    }

    /** @param more whether there are others on the far side of the page */
    public record Page(List<Message> messages, boolean more) {}

    /** The newest messages below {@code before}, in ascending order. */
    public Page before(ConversationKey key, long before, int limit) {
        var rows = select(
                "select " + COLUMNS + FROM
                        + "where m.project_id = :project and m.conversation_id = :conversation and m.seq < :seq"
                        + " order by m.seq desc limit :limit",
                key,
                before,
                limit + 1);
        boolean more = rows.size() > limit;
        return new Page((more ? rows.subList(0, limit) : rows).reversed(), more);
    }

    /** The oldest messages above {@code after}, in ascending order. */
    public Page after(ConversationKey key, long after, int limit) {
        var rows = select(
                "select " + COLUMNS + FROM
                        + "where m.project_id = :project and m.conversation_id = :conversation and m.seq > :seq"
                        + " order by m.seq limit :limit",
                key,
                after,
                limit + 1);
        boolean more = rows.size() > limit;
        return new Page(more ? rows.subList(0, limit) : rows, more);
    }

    private List<Message> select(String sql, ConversationKey key, long seq, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("project", key.projectId())
                .bind("conversation", key.id())
                .bind("seq", seq)
                .bind("limit", limit)
                .map((row, context) -> message(row))
                .list());
    }

    /** The messages at these places, of whatever projects, by conversation and ascending. */
    public Map<ConversationKey, List<Message>> at(Collection<Place> places) {
        var found = new TreeMap<ConversationKey, List<Message>>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select %s, m.project_id, m.conversation_id from unnest(:projects, :conversations, :from, :upto) i(p, c, f, u)
                        join messages m on m.project_id = i.p and m.conversation_id = i.c and m.seq between i.f and i.u
                        left join deliveries d on d.project_id = m.project_id and d.conversation_id = m.conversation_id and d.seq = m.seq
                        order by m.project_id, m.conversation_id, m.seq""".formatted(COLUMNS))
                .bind("projects", Column.longs(places, place -> place.key().projectId()))
                .bind("conversations", Column.longs(places, place -> place.key().id()))
                .bind("from", Column.longs(places, Place::from))
                .bind("upto", Column.longs(places, Place::upto))
                .map((row, context) ->
                        found.computeIfAbsent(key(row), id -> new ArrayList<>()).add(message(row)))
                .list());
        return found;
    }

    private static ConversationKey key(ResultSet row) throws SQLException {
        return new ConversationKey(row.getLong("project_id"), row.getLong("conversation_id"));
    }

    /** Both ends count. */
    public record Place(ConversationKey key, long from, long upto) {}

    static Message message(ResultSet row) throws SQLException {
        var author = Author.at(row.getInt(3), row.getLong(4));
        var content = new Content(row.getString(6), row.getBoolean(7), ContentJson.parts(row.getString(8)));
        int status = row.getInt(15);
        var delivery = row.wasNull() ? null : new Message.Progress(DeliveryStatus.at(status), row.getString(16));
        return new Message(
                row.getLong(1),
                TurnReads.instant(row.getTimestamp(2)),
                author,
                row.getBoolean(5),
                content,
                row.getLong(9),
                row.getString(10),
                TurnReads.instant(row.getTimestamp(11)),
                TurnReads.instant(row.getTimestamp(12)),
                row.getString(13),
                row.getString(14),
                delivery);
    }
}
