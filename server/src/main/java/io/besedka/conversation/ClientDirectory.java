package io.besedka.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Reads clients for all who work with them: one, a page in the order in which they came, those who are found, what others are told. */
public final class ClientDirectory {
    private static final String COLUMNS = """
            select c.id, c.connection_id, c.external_id, c.contact_id, c.name, c.username, c.language, c.phone, c.email, c.tag,
                   v.tags, v.blocked, c.created_at, v.last_message_at, c.project_id, c.picture_id
            from clients c join conversations v on v.project_id = c.project_id and v.id = c.id
            where c.project_id = :project\s""";

    /**
     * What clients must have in common; null = whatever.
     *
     * @param phone digits with or without a plus before them
     */
    public record Filter(
            Long connectionId, String phone, String email, Instant createdFrom, Instant createdBefore, String tag) {}

    /** Where a page ended. */
    public record Position(Instant createdAt, long id) {
        public static Position of(ClientCard card) {
            return new Position(card.createdAt(), card.id());
        }
    }

    private final Jdbi jdbi;

    public ClientDirectory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param after null = from the first client */
    public List<ClientCard> page(long projectId, Filter filter, Position after, int limit) {
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(
                            COLUMNS + conditions(filter, after) + " order by c.created_at, c.id limit :limit")
                    .bind("project", projectId)
                    .bind("limit", limit);
            bind(query, filter);
            if (after != null) {
                query.bind("at", utc(after.createdAt())).bind("id", after.id());
            }
            return cards(query);
        });
    }

    /** The newest of those found by {@code words}, see {@link ClientWords}; there is no further page. */
    public List<ClientCard> search(long projectId, String words, int limit) {
        var sql = "with found as (" + ClientWords.FOUND + ") " + COLUMNS
                + "and c.id in (select id from found) order by c.id desc limit :limit";
        return jdbi.withHandle(handle -> cards(ClientWords.bind(handle.createQuery(sql), projectId, words)
                .bind("project", projectId)
                .bind("limit", limit)));
    }

    private static String conditions(Filter filter, Position after) {
        return when(filter.connectionId(), "and c.connection_id = :connection ")
                + when(filter.phone(), "and c.phone in (:phone, '+' || :phone) ")
                + when(filter.email(), "and lower(c.email) = lower(:email) ")
                + when(filter.createdFrom(), "and c.created_at >= :from ")
                + when(filter.createdBefore(), "and c.created_at < :before ")
                + when(filter.tag(), "and v.tags <> '{}' and v.tags @> array[cast(:tag as text)] ")
                + when(after, "and (c.created_at, c.id) > (:at, :id) ");
    }

    private static String when(Object wanted, String condition) {
        return wanted == null ? "" : condition;
    }

    private static void bind(Query query, Filter filter) {
        if (filter.connectionId() != null) {
            query.bind("connection", filter.connectionId());
        }
        if (filter.phone() != null) {
            query.bind("phone", filter.phone());
        }
        if (filter.email() != null) {
            query.bind("email", filter.email());
        }
        if (filter.createdFrom() != null) {
            query.bind("from", utc(filter.createdFrom()));
        }
        if (filter.createdBefore() != null) {
            query.bind("before", utc(filter.createdBefore()));
        }
        if (filter.tag() != null) {
            query.bind("tag", filter.tag());
        }
    }

    public Optional<ClientCard> one(ConversationKey key) {
        return jdbi
                .withHandle(handle -> cards(handle.createQuery(COLUMNS + "and c.id = :id")
                        .bind("project", key.projectId())
                        .bind("id", key.id())))
                .stream()
                .findFirst();
    }

    /** The client who is meant by it, if there is one already. */
    public Optional<ConversationKey> find(Address.OfClient address) {
        return find(address.projectId(), address.connectionId(), address.externalId());
    }

    /** The conversation of the client whom the provider calls so; empty while nobody has heard of the client. */
    public Optional<ConversationKey> find(long projectId, long connectionId, String externalId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id from clients
                        where project_id = :project and connection_id = :connection and external_id = :external""")
                .bind("project", projectId)
                .bind("connection", connectionId)
                .bind("external", externalId)
                .map((row, context) -> new ConversationKey(projectId, row.getLong(1)))
                .findOne());
    }

    /** @param avatar the provider's name for the picture, often its address; @param tag of the link the client came by; both may be null */
    public record Facts(String externalId, Profile profile, String avatar, String tag, Instant createdAt) {}

    /** What others are told of these of a project's clients, by number; unknown ones are absent. */
    public Map<Long, Facts> facts(long projectId, Collection<Long> ids) {
        var found = new HashMap<Long, Facts>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select id, external_id, name, username, language, phone, email, avatar, tag, created_at from clients
                        where project_id = :project and id = any(:ids)""")
                .bind("project", projectId)
                .bind("ids", Column.longs(ids, id -> id))
                .map((row, context) -> found.put(
                        row.getLong(1),
                        new Facts(
                                row.getString(2),
                                new Profile(
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6),
                                        row.getString(7)),
                                row.getString(8),
                                row.getString(9),
                                TurnReads.instant(row.getTimestamp(10)))))
                .list());
        return found;
    }

    /** Who stands behind these of a project's clients, by the client's number; unknown ones are absent. */
    public Map<Long, Contact> contacts(long projectId, Collection<Long> ids) {
        var found = new HashMap<Long, Contact>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select k.id, k.name, k.phone, k.email, k.comment, k.created_at, c.id from clients c
                        join contacts k on k.project_id = c.project_id and k.id = c.contact_id
                        where c.project_id = :project and c.id = any(:ids)""")
                .bind("project", projectId)
                .bind("ids", Column.longs(ids, id -> id))
                .map((row, context) -> found.put(row.getLong(7), Contacts.contact(row)))
                .list());
        return found;
    }

    /** The clients of these contacts of a project, by age. */
    public List<ClientCard> ofContacts(long projectId, Collection<Long> contacts) {
        return jdbi.withHandle(handle ->
                cards(handle.createQuery(COLUMNS + "and c.contact_id = any(:contacts) order by c.created_at, c.id")
                        .bind("project", projectId)
                        .bind("contacts", Column.longs(contacts, id -> id))));
    }

    private static List<ClientCard> cards(Query query) {
        return query.map((row, _) -> card(row)).list();
    }

    private static ClientCard card(ResultSet row) throws SQLException {
        return new ClientCard(
                row.getLong(15),
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                new Profile(row.getString(5), row.getString(6), row.getString(7), row.getString(8), row.getString(9)),
                row.getLong(16),
                row.getString(10),
                Arrays.asList((String[]) row.getArray(11).getArray()),
                row.getBoolean(12),
                instant(row, 13),
                instant(row, 14));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
