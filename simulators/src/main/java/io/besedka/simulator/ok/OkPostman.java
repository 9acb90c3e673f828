package io.besedka.simulator.ok;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Postman;
import io.besedka.simulator.messenger.Terms;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** Events: unsigned, patience of 5 s, dropped webhook after 8 h. The pauses between repeats are guesses. */
final class OkPostman implements Postman {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Terms TERMS = Terms.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    HOUR,
                    HOUR,
                    HOUR,
                    HOUR,
                    HOUR,
                    HOUR,
                    HOUR,
                    HOUR)
            .offAfter(Duration.ofHours(8));

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public ObjectNode unknownKind(Account group) {
        return Json.object()
                .put("webhookType", "CHAT_TELEPATHY")
                .put("timestamp", group.messenger().time().now().toEpochMilli());
    }
}
