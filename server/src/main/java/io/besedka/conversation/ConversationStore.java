package io.besedka.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Reads conversations and what is known of their clients: one by one, and as the inbox lists them, the newest first. */
public final class ConversationStore {
    /** Only so many of a view's newest open conversations are looked at for its count. */
    public static final int COUNTED = 500;

    static final String COLUMNS =
            "v.project_id, v.id, v.connection_id, v.client_name, v.status, v.owner_kind, v.owner_id, v.last_seq,"
                    + " v.unread, v.read_seq, v.client_seq, v.client_read_seq, v.last_text, v.last_author, v.last_message_at, v.tags, v.blocked,"
                    + " v.created_at, v.inbox_bucket, v.heard_at, v.last_author_id";
    private static final String CLIENT = "c.name, c.username, c.language, c.phone, c.email, c.picture_id";
    private static final String JOIN = " join clients c on c.project_id = v.project_id and c.id = v.id ";
    private static final String ORDER =
            " order by v.inbox_bucket desc, coalesce(v.last_message_at, v.created_at) desc, v.id desc ";
    private static final String BELOW =
            " and v.inbox_bucket <= :bucket and (v.inbox_bucket, coalesce(v.last_message_at, v.created_at), v.id) < (:bucket, :at, :id) ";

    /**
     * Conversations that wait for people: nobody's and the teams'. The teams are hopped over in the owners' index, so that a page costs
     * as many short reads as there are teams, however many conversations there are.
     */
    private static final String QUEUES = """
            with recursive teams as (
                (select owner_id from conversations where project_id = :project and status = 0 and owner_kind = 3
                 order by owner_id limit 1)
                union all
                select (select n.owner_id from conversations n where n.project_id = :project and n.status = 0 and n.owner_kind = 3
                        and n.owner_id > t.owner_id order by n.owner_id limit 1)
                from teams t where t.owner_id is not null
            ), queues(kind, id) as (
                select 0::smallint, 0::bigint union all select 3::smallint, owner_id from teams where owner_id is not null
            )
            """;

    private static final String OF_VIEW_UNASSIGNED = """
            %s select v.* from queues q cross join lateral (
                select %s from conversations v where v.project_id = :project and v.status = 0
                and v.owner_kind = q.kind and v.owner_id = q.id and v.inbox_bucket > 0 %s %s limit :limit) v %s limit :limit""";

    private final Jdbi jdbi;

    public ConversationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public enum View {
        /** Open, and the asking operator's. */
        MINE,
        /** Open, and nobody's or a team's. */
        UNASSIGNED,
        /** Open. */
        ALL,
        CLOSED
    }

    /** Where a page ended. */
    public record Position(int bucket, Instant at, long id) {}

    /** @param pictureId see {@link Pictures}, 0 = none */
    public record Client(Profile profile, long pictureId) {
        public static final Client UNKNOWN = new Client(Profile.UNKNOWN, 0);
    }

    public record Listed(Conversation conversation, Client client, int bucket) {
        Position position() {
            var at = conversation.lastMessageAt() == null ? conversation.createdAt() : conversation.lastMessageAt();
            return new Position(bucket, at, conversation.key().id());
        }
    }

    /** @param next where the following page begins, or null at the end */
    public record Page(List<Listed> conversations, Position next) {}

    /** Unread conversations among the newest {@value #COUNTED} open ones of each view. */
    public record Counts(int mine, int unassigned, int all) {}

    /** A message that waits for its time. */
    public record Scheduled(long id, Instant at, Author author, Content content) {}

    /** @param userId whose {@link View#MINE} is; @param before where the last page ended, null = from the newest */
    public Page list(long projectId, View view, long userId, Position before, int limit) {
        var rows = jdbi.withHandle(handle -> {
            var query = handle.createQuery(pageOf(view, before != null))
                    .bind("project", projectId)
                    .bind("limit", limit + 1);
            if (view == View.MINE) {
                query.bind("user", userId);
            }
            if (before != null) {
                query.bind("bucket", before.bucket()).bind("id", before.id());
                query.bind("at", before.at().atOffset(java.time.ZoneOffset.UTC));
            }
            return listed(query);
        });
        boolean more = rows.size() > limit;
        var page = more ? rows.subList(0, limit) : rows;
        return new Page(List.copyOf(page), more ? page.getLast().position() : null);
    }

    private static String pageOf(View view, boolean further) {
        var below = further ? BELOW : "";
        var page = view == View.UNASSIGNED
                ? OF_VIEW_UNASSIGNED.formatted(QUEUES, COLUMNS, below, ORDER, ORDER)
                : "select " + COLUMNS + " from conversations v where v.project_id = :project and " + condition(view)
                        + below + ORDER + "limit :limit";
        return "select " + COLUMNS + ", " + CLIENT + " from (" + page + ") v" + JOIN + ORDER;
    }

    /** Clients with whom nothing was said yet, whom a program made known, are not among the conversations. */
    private static String condition(View view) {
        return "v.inbox_bucket > 0 and "
                + switch (view) {
                    case MINE -> "v.status = 0 and v.owner_kind = 2 and v.owner_id = :user";
                    case UNASSIGNED -> "v.status = 0 and v.owner_kind in (0, 3)";
                    case ALL -> "v.status = 0";
                    case CLOSED -> "v.status = 1";
                };
    }

    /**
     * The newest of a view whose client is found by {@code words}, see {@link ClientWords}; there is no further page.
     */
    public List<Listed> search(long projectId, View view, long userId, String words, int limit) {
        return jdbi.withHandle(handle -> {
            var query =
                    handle.createQuery("""
                    with found as (%s)
                    select %s, %s from found f join conversations v on v.project_id = :project and v.id = f.id %s
                    where %s %s limit :limit""".formatted(ClientWords.FOUND, COLUMNS, CLIENT, JOIN, condition(view), ORDER));
            if (view == View.MINE) {
                query.bind("user", userId);
            }
            return listed(ClientWords.bind(query, projectId, words)
                    .bind("project", projectId)
                    .bind("limit", limit));
        });
    }

    public Counts counts(long projectId, long userId) {
        return jdbi.withHandle(handle -> handle.createQuery(QUEUES + """
                        select (select count(*) from (select unread from conversations v where v.project_id = :project and v.status = 0
                                and v.owner_kind = 2 and v.owner_id = :user order by v.inbox_bucket desc limit :counted) m where unread > 0),
                               (select count(*) from (select w.unread from queues q cross join lateral (
                                    select v.unread, v.inbox_bucket from conversations v where v.project_id = :project and v.status = 0
                                    and v.owner_kind = q.kind and v.owner_id = q.id order by v.inbox_bucket desc limit :counted) w
                                order by w.inbox_bucket desc limit :counted) u where unread > 0),
                               (select count(*) from (select unread from conversations v where v.project_id = :project and v.status = 0
                                order by v.inbox_bucket desc limit :counted) a where unread > 0)""")
                .bind("project", projectId)
                .bind("user", userId)
                .bind("counted", COUNTED)
                .map((row, context) -> new Counts(row.getInt(1), row.getInt(2), row.getInt(3)))
                .one());
    }

    public Optional<Listed> one(ConversationKey key) {
        return Optional.ofNullable(at(key.projectId(), List.of(key.id())).get(key.id()));
    }

    /** These of a project's conversations, by number; unknown ones are absent. */
    public Map<Long, Listed> at(long projectId, Collection<Long> ids) {
        var found = new HashMap<Long, Listed>();
        jdbi.useHandle(handle -> listed(handle.createQuery("select " + COLUMNS + ", " + CLIENT + " from conversations v"
                                + JOIN + "where v.project_id = :project and v.id = any(:ids)")
                        .bind("project", projectId)
                        .bind("ids", Column.longs(ids, id -> id)))
                .forEach(row -> found.put(row.conversation().key().id(), row)));
        return found;
    }

    /**
     * Which of the conversations are there; those stay until the transaction ends, because no erasure comes between. Turns are not held up.
     */
    public static Set<Long> held(Handle tx, long projectId, Collection<Long> ids) {
        return tx.createQuery(
                        "select id from conversations where project_id = :project and id = any(:ids) order by id for key share")
                .bind("project", projectId)
                .bind("ids", Column.longs(ids, id -> id))
                .mapTo(Long.class)
                .set();
    }

    /** What is known of these clients of a project, by number. */
    public Map<Long, Client> clients(long projectId, Collection<Long> ids) {
        var found = new HashMap<Long, Client>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select " + CLIENT + ", c.id from clients c where c.project_id = :project and c.id = any(:ids)")
                .bind("project", projectId)
                .bind("ids", Column.longs(ids, id -> id))
                .map((row, context) -> found.put(row.getLong(7), client(row, 1)))
                .list());
        return found;
    }

    /** The names of the contacts behind these of a project's clients, by client, where they differ from the clients' own. */
    public Map<Long, String> contactNames(long projectId, Collection<Long> ids) {
        var found = new HashMap<Long, String>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select c.id, k.name from clients c join contacts k on k.project_id = c.project_id and k.id = c.contact_id
                        where c.project_id = :project and c.id = any(:ids) and k.name is not null and k.name is distinct from c.name""")
                .bind("project", projectId)
                .bind("ids", Column.longs(ids, id -> id))
                .map((row, context) -> found.put(row.getLong(1), row.getString(2)))
                .list());
        return found;
    }

    /** @param scope CLIENT, or DEAL for those of the current deal and of what awaits one */
    public Map<String, String> variables(ConversationKey key, Variables.Scope scope) {
        var column = scope == Variables.Scope.DEAL ? "deal_variables" : "variables";
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select " + column + " from conversations where project_id = :project and id = :id")
                .bind("project", key.projectId())
                .bind("id", key.id())
                .map((row, context) -> Optional.ofNullable(row.getString(1)))
                .findOne()
                .flatMap(stored -> stored)
                .filter(stored -> !stored.isEmpty())
                .map(ContentJson::variables)
                .orElse(Map.of()));
    }

    /** What is kept beside a conversation. @param dealId the current deal, 0 = none; @param dealVariables its own, or what awaits the first */
    public record Noted(
            Map<String, String> variables, Map<String, String> dealVariables, long dealId, boolean optedOut) {
        private static final Noted NOTHING = new Noted(Map.of(), Map.of(), 0, false);
    }

    /** Nothing for an unknown conversation. */
    public Noted noted(ConversationKey key) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select variables, deal_variables, deal_id, opted_out from conversations
                        where project_id = :project and id = :id""")
                .bind("project", key.projectId())
                .bind("id", key.id())
                .map((row, context) -> new Noted(
                        stored(row.getString(1)), stored(row.getString(2)), row.getLong(3), row.getBoolean(4)))
                .findOne()
                .orElse(Noted.NOTHING));
    }

    private static Map<String, String> stored(String variables) {
        return variables == null || variables.isEmpty() ? Map.of() : ContentJson.variables(variables);
    }

    /** The conversation's scheduled messages, the soonest first; at most {@value #COUNTED}. */
    public List<Scheduled> scheduled(ConversationKey key) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, due_at, payload from timers
                        where project_id = :project and conversation_id = :conversation and kind = 1 order by due_at, id limit :limit""")
                .bind("project", key.projectId())
                .bind("conversation", key.id())
                .bind("limit", COUNTED)
                .map((row, context) ->
                        TimerActs.scheduled(row.getLong(1), TurnReads.instant(row.getTimestamp(2)), row.getString(3)))
                .list());
    }

    private static List<Listed> listed(Query query) {
        return query.map((row, context) -> new Listed(conversation(row), client(row, 22), row.getInt(19)))
                .list();
    }

    private static Conversation conversation(ResultSet row) throws SQLException {
        return new Conversation(
                new ConversationKey(row.getLong(1), row.getLong(2)),
                row.getLong(3),
                row.getString(4),
                new Owner(Owner.Kind.values()[row.getInt(6)], row.getLong(7)),
                row.getInt(5) == 1,
                row.getLong(8),
                row.getInt(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getString(13),
                Author.at(row.getInt(14), row.getLong(21)),
                instant(row.getObject(15, OffsetDateTime.class)),
                Arrays.asList((String[]) row.getArray(16).getArray()),
                row.getBoolean(17),
                instant(row.getObject(18, OffsetDateTime.class)),
                instant(row.getObject(20, OffsetDateTime.class)));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Client client(ResultSet row, int first) throws SQLException {
        var profile = new Profile(
                row.getString(first),
                row.getString(first + 1),
                row.getString(first + 2),
                row.getString(first + 3),
                row.getString(first + 4));
        return new Client(profile, row.getLong(first + 5));
    }
}
