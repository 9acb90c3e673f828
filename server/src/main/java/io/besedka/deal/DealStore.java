package io.besedka.deal;

import io.besedka.conversation.Author;
import io.besedka.conversation.Stages.Ending;
import io.besedka.deal.Deal.Event;
import io.besedka.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.core.type.TypeReference;

/** Reads deals; they change only in turns. */
public final class DealStore {
    static final String COLUMNS =
            "id, conversation_id, pipeline_id, stage_id, status, name, description, budget, responsible_id,"
                    + " variables, created_at, moved_at, changed_at, closed_at";
    private static final TypeReference<LinkedHashMap<String, String>> VARIABLES = new TypeReference<>() {};

    private final Jdbi jdbi;

    public DealStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public Optional<Deal> find(long projectId, long id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select " + COLUMNS + " from deals where project_id = :project and id = :id")
                .bind("project", projectId)
                .bind("id", id)
                .map((row, context) -> deal(row))
                .findOne());
    }

    /** The client's current deal; empty when there is none. */
    public Optional<Deal> current(long projectId, long conversationId) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS + """
                         from deals where project_id = :project
                        and id = (select deal_id from conversations where project_id = :project and id = :conversation)""")
                .bind("project", projectId)
                .bind("conversation", conversationId)
                .map((row, context) -> deal(row))
                .findOne());
    }

    /** The client's deals, the newest first, at most so many. */
    public List<Deal> ofClient(long projectId, long conversationId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select " + COLUMNS
                                + " from deals where project_id = :project and conversation_id = :conversation order by id desc limit :limit")
                .bind("project", projectId)
                .bind("conversation", conversationId)
                .bind("limit", limit)
                .map((row, context) -> deal(row))
                .list());
    }

    /** The oldest first, at most so many after {@code after}. */
    public List<Event> history(long projectId, long id, long after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, at, author_kind, author_id, kind, from_stage, to_stage, detail from deal_events
                        where project_id = :project and deal_id = :deal and id > :after order by id limit :limit""")
                .bind("project", projectId)
                .bind("deal", id)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> event(row))
                .list());
    }

    static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getLong(1),
                instant(row, 2),
                Author.at(row.getInt(3), row.getLong(4)),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getString(8));
    }

    static Deal deal(ResultSet row) throws SQLException {
        var variables = row.getString(10);
        return new Deal(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                Ending.values()[row.getInt(5)],
                row.getString(6),
                row.getString(7),
                row.getBigDecimal(8),
                row.getLong(9),
                variables == null ? Map.of() : Json.MAPPER.readerFor(VARIABLES).readValue(variables),
                instant(row, 11),
                instant(row, 12),
                instant(row, 13),
                instant(row, 14));
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
