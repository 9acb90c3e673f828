package io.besedka.broadcast;

import io.besedka.conversation.Bot.Situation;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Variables;
import io.besedka.platform.json.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.core.type.TypeReference;

/** What is known of recipients that a text may ask for: a page of them in one query. */
final class Situations {
    private static final TypeReference<LinkedHashMap<String, String>> VALUES = new TypeReference<>() {};

    private Situations() {}

    /** Of conversations {@code v}. */
    static final String COLUMNS = "v.id, v.connection_id, v.deal_id, v.deal_variables, v.variables, v.client_name";

    /** By the client; who is gone is absent. @param variables the project's */
    static Map<Long, Situation> of(
            Handle handle, long project, Collection<Long> clients, UnaryOperator<String> variables, Instant now) {
        var found = new HashMap<Long, Situation>();
        var rows = handle.createQuery("select " + COLUMNS
                        + " from conversations v where v.project_id = :project and v.id = any(:ids)")
                .bind("project", project)
                .bind("ids", Sql.longs(clients));
        each(
                rows,
                project,
                variables,
                now,
                situation -> found.put(situation.conversation().id(), situation));
        return found;
    }

    /** @param rows of {@link #COLUMNS} */
    static void each(Query rows, long project, UnaryOperator<String> variables, Instant now, Consumer<Situation> told) {
        rows.map((row, context) -> new Situation(
                        new ConversationKey(project, row.getLong(1)),
                        row.getLong(2),
                        row.getLong(3),
                        null,
                        read(row.getString(4)),
                        read(row.getString(5)),
                        variables,
                        Profile.named(row.getString(6)),
                        now))
                .forEach(told);
    }

    private static Variables read(String stored) {
        return Variables.of(stored == null || stored.isEmpty() ? Map.of() : Json.MAPPER.readValue(stored, VALUES));
    }
}
