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
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.type.TypeReference;

/** What is known of recipients that a text may ask for: a page of them in one query. */
final class Situations {
    private static final TypeReference<LinkedHashMap<String, String>> VALUES = new TypeReference<>() {};

    private Situations() {}

    /** By the client; who is gone is absent. @param variables the project's */
    static Map<Long, Situation> of(Handle handle, long project, Collection<Long> clients, UnaryOperator<String> variables, Instant now) {
        var found = new HashMap<Long, Situation>();
        handle.createQuery(
                        """
                        select id, connection_id, deal_id, deal_variables, variables, client_name from conversations
                        where project_id = :project and id = any(:ids)""")
                .bind("project", project)
                .bind("ids", Sql.longs(clients))
                .map((row, context) -> found.put(
                        row.getLong(1),
                        new Situation(
                                new ConversationKey(project, row.getLong(1)),
                                row.getLong(2),
                                row.getLong(3),
                                null,
                                read(row.getString(4)),
                                read(row.getString(5)),
                                variables,
                                Profile.named(row.getString(6)),
                                now)))
                .list();
        return found;
    }

    private static Variables read(String stored) {
        return Variables.of(stored == null || stored.isEmpty() ? Map.of() : Json.MAPPER.readValue(stored, VALUES));
    }
}
