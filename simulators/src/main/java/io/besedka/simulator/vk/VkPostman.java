package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Hook;
import io.besedka.simulator.messenger.Postman;
import io.besedka.simulator.messenger.Terms;
import io.besedka.simulator.messenger.Update;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** Events: the secret in the body, {@code ok} as the only good answer. Patience, pauses and the end are guesses. */
final class VkPostman implements Postman {
    private static final Terms TERMS = Terms.of(
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(20),
                    Duration.ofHours(1))
            .passing();

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public byte[] body(Hook hook, Update update) {
        var body = update.json().deepCopy();
        if (!hook.setting("secret_key").isEmpty()) body.put("secret", hook.setting("secret_key"));
        return Json.bytes(body);
    }

    @Override
    public boolean takes(Hook hook, HttpResponse<byte[]> answer) {
        return answer.statusCode() == 200 && new String(answer.body(), StandardCharsets.UTF_8).equals("ok");
    }

    @Override
    public ObjectNode unknownKind(Account community) {
        return VkDeeds.event(
                community, "donut_subscription_dreamt_of", Json.object().put("user_id", 1));
    }
}
