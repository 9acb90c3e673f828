package io.besedka.simulator.max;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Hook;
import io.besedka.simulator.messenger.Postman;
import io.besedka.simulator.messenger.Terms;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** Webhooks: the secret in a header, ten repeats that grow by 2.5 from a minute, off after eight hours of failing. */
final class MaxPostman implements Postman {
    private static final Terms TERMS = Terms.of(
                    Duration.ofSeconds(30),
                    IntStream.range(0, 10)
                            .mapToObj(n -> Duration.ofSeconds((long) (60 * Math.pow(2.5, n))))
                            .toArray(Duration[]::new))
            .passing()
            .offAfter(Duration.ofHours(8));

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void sign(Hook hook, byte[] body, HttpRequest.Builder request) {
        if (!hook.setting("secret").isEmpty()) request.header("X-Max-Bot-Api-Secret", hook.setting("secret"));
    }

    @Override
    public ObjectNode unknownKind(Account bot) {
        return Json.object()
                .put("update_type", "thought_transferred")
                .put("timestamp", bot.messenger().time().now().toEpochMilli())
                .put("chat_id", 1);
    }
}
