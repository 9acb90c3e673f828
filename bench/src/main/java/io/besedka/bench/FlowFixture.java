package io.besedka.bench;

import io.besedka.flow.Flows;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.Database;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** The measured bot: remembers what was asked, moves to another block, and answers with both. Run by the real engine. */
final class FlowFixture {
    /** Answers each message with its own words, so that an answer tells what it answers. */
    private static final String ECHO = """
            {"format": 1, "blocks": [
              {"id": "price", "kind": "start", "condition": {"mode": "keywords", "text": "стоит;цена"},
               "message": {"text": "Вы спросили: #{question}"}}
            ]}
            """;

    private static final String DEFINITION = """
            {"format": 1, "blocks": [
              {"id": "price", "kind": "start", "condition": {"mode": "keywords", "text": "стоит;цена"},
               "actions": [{"kind": "set", "variable": "asked", "value": "#{question}"}],
               "message": {"text": "Спасибо за вопрос, #{name}! Букет стоит 3000 рублей."},
               "arrows": [{"id": "more", "kind": "any", "to": "thanks"}]},
              {"id": "thanks", "kind": "state", "message": {"text": "Записали: #{asked}"}}
            ]}
            """;

    private FlowFixture() {}

    static void publish(Database database, long project) {
        publish(database, project, DEFINITION, Optional.empty());
    }

    /** The echoing bot, for these connections alone. */
    static void publishEcho(Database database, long project, Set<Long> connections) {
        publish(database, project, ECHO, Optional.of(connections));
    }

    /** The measured bot, for these connections alone. */
    static void publish(Database database, long project, Set<Long> connections) {
        publish(database, project, DEFINITION, Optional.of(connections));
    }

    private static void publish(Database database, long project, String definition, Optional<Set<Long>> connections) {
        var flows = new Flows(database.jdbi(), Clock.system(), id -> ZoneId.of("Europe/Moscow"));
        var flow = flows.create(project, "Bench", connections);
        flows.publish(project, flow.id(), definition, 0);
    }
}
