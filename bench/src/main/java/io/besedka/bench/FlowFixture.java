package io.besedka.bench;

import io.besedka.flow.Flows;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.Database;
import java.time.ZoneId;
import java.util.Optional;

/** The measured bot: remembers what was asked, moves to another block, and answers with both. Run by the real engine. */
final class FlowFixture {
    private static final String DEFINITION =
            """
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
        var flows = new Flows(database.jdbi(), Clock.system(), id -> ZoneId.of("Europe/Moscow"));
        var flow = flows.create(project, "Bench", Optional.empty());
        flows.publish(project, flow.id(), DEFINITION, 0);
    }
}
