package io.besedka.channel.telegram;

import io.besedka.channel.Registration;
import io.besedka.channel.Registration.Broken;
import io.besedka.channel.Registration.Missing;
import io.besedka.channel.Registration.Registered;
import io.besedka.channel.Registration.Unsure;
import io.besedka.channel.telegram.TelegramApi.Reply;
import io.besedka.channel.telegram.TelegramOutbound.Call;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who the bot is and where Telegram posts its updates. */
final class TelegramRegistration {
    /** Telegram's own default; updates of one chat come one by one whatever it is. */
    private static final int CONNECTIONS = 40;
    /** An older delivery error says nothing about now. */
    private static final long RECENT_SECONDS = 300;

    private final TelegramApi api;
    private final Clock clock;

    TelegramRegistration(TelegramApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    Registration inspect(String token, Optional<String> webhookUrl) {
        return asked(
                token,
                "getMe",
                object(),
                me -> asked(token, "getWebhookInfo", object(), info -> compare(me, info, webhookUrl)));
    }

    Registration register(String token, Optional<String> webhookUrl, String secret) {
        return asked(token, "getMe", object(), me -> {
            var method = webhookUrl.isPresent() ? "setWebhook" : "deleteWebhook";
            var body = object();
            webhookUrl.ifPresent(url -> fill(body, url, secret));
            return asked(token, method, body, done -> registered(me));
        });
    }

    private static void fill(ObjectNode body, String url, String secret) {
        body.put("url", url).put("secret_token", secret).put("max_connections", CONNECTIONS);
        TelegramInbound.KINDS.forEach(body.putArray("allowed_updates")::add);
    }

    private Registration compare(JsonNode me, JsonNode info, Optional<String> wanted) {
        var url = info.path("url").stringValue("");
        if (!url.equals(wanted.orElse(""))) {
            return new Missing(
                    url.isEmpty() ? "Telegram posts updates nowhere" : "Telegram posts updates to another address");
        }
        if (wanted.isEmpty()) {
            return registered(me);
        }
        if (!asksForAll(info.path("allowed_updates"))) {
            return new Missing("Telegram posts only some kinds of updates");
        }
        boolean failing = info.path("pending_update_count").longValue(0) > 0
                && info.path("last_error_date").longValue(0) > clock.now().getEpochSecond() - RECENT_SECONDS;
        // Registering again would not help: Telegram has the right address and cannot get through to it.
        return failing
                ? new Unsure("Telegram cannot deliver: "
                        + info.path("last_error_message").stringValue("unknown error"))
                : registered(me);
    }

    private static boolean asksForAll(JsonNode kinds) {
        var asked = kinds.valueStream().map(kind -> kind.stringValue("")).toList();
        return asked.containsAll(TelegramInbound.KINDS);
    }

    /** The user name is how Salebot's dialect calls the connection. */
    private static Registered registered(JsonNode me) {
        var username = me.path("username").stringValue("");
        return new Registered(account(me), username.isEmpty() ? Map.of() : Map.of("username", username));
    }

    private static String account(JsonNode me) {
        var username = me.path("username").stringValue("");
        return username.isEmpty() ? me.path("first_name").stringValue("bot") : "@" + username;
    }

    private Registration asked(String token, String method, ObjectNode body, Function<JsonNode, Registration> then) {
        if (token == null) {
            return new Broken("the connection has no usable token");
        }
        return switch (api.call(token, new Call(method, body, List.of()))) {
            case Reply.Done done -> then.apply(done.result());
            case Reply.Failed failed ->
                failed.code() == 429 || failed.code() >= 500
                        ? new Unsure(failed.description())
                        : new Broken(failed.description());
            case Reply.NotSent notSent -> new Unsure(notSent.why());
            case Reply.NoFile noFile -> new Unsure(noFile.why());
            case Reply.Lost lost -> new Unsure(lost.why());
        };
    }

    private static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }
}
