package io.besedka.channel.viber;

import io.besedka.channel.Registration;
import io.besedka.channel.Registration.Broken;
import io.besedka.channel.Registration.Missing;
import io.besedka.channel.Registration.Registered;
import io.besedka.channel.Registration.Unsure;
import io.besedka.channel.SendResult;
import io.besedka.channel.viber.ViberApi.Reply;
import io.besedka.platform.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who the bot is and where Viber posts its events. */
final class ViberRegistration {
    static final String NO_TOKEN = "the connection has no usable token";
    /** What can be asked for; messages come always. */
    private static final List<String> KINDS =
            List.of("delivered", "seen", "failed", "subscribed", "unsubscribed", "conversation_started");

    private static final int INVALID_URL = 1;

    private final ViberApi api;

    ViberRegistration(ViberApi api) {
        this.api = api;
    }

    Registration inspect(String token, Optional<String> webhookUrl) {
        return asked(token, "get_account_info", object(), info -> compare(info, webhookUrl));
    }

    private static Registration compare(JsonNode info, Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return new Unsure(
                    "Viber posts messages only to a public https address, and this server has none (http.public-url)");
        }
        var url = info.path("webhook").stringValue("");
        if (!url.equals(wanted.get())) {
            return new Missing(url.isEmpty() ? "Viber posts events nowhere" : "Viber posts events to another address");
        }
        var kinds = info.path("event_types")
                .valueStream()
                .map(kind -> kind.stringValue(""))
                .toList();
        return kinds.containsAll(KINDS)
                ? new Registered(account(info))
                : new Missing("Viber posts only some kinds of events");
    }

    Registration register(String token, Optional<String> webhookUrl) {
        return asked(token, "get_account_info", object(), info -> {
            var body = object().put("url", webhookUrl.orElse(""));
            if (webhookUrl.isPresent()) {
                KINDS.forEach(body.putArray("event_types")::add);
                body.put("send_name", true).put("send_photo", true);
            }
            return asked(token, "set_webhook", body, done -> new Registered(account(info)));
        });
    }

    private static String account(JsonNode info) {
        return info.path("name").stringValue("bot");
    }

    private Registration asked(String token, String method, ObjectNode body, Function<JsonNode, Registration> then) {
        if (token == null) {
            return new Broken(NO_TOKEN);
        }
        var reply = api.call(token, method, body);
        if (reply instanceof Reply.Done(var answer)) {
            return then.apply(answer);
        }
        if (reply instanceof Reply.Failed(var status, var message) && status == INVALID_URL) {
            return new Unsure("Viber could not reach this server's public address: " + message);
        }
        return switch (ViberOutcome.of(reply)) {
            case SendResult.Broken(var why) -> new Broken(why);
            case SendResult.TryLater(var after, var scope, var why) -> new Unsure(why);
            case SendResult.Unknown(var why) -> new Unsure(why);
            case SendResult.Refused(var why) -> new Unsure(why);
            case SendResult.Unreachable(var why) -> new Unsure(why);
            case SendResult.WindowClosed(var why) -> new Unsure(why);
            case SendResult.Sent sent -> new Unsure("Viber gave no answer");
        };
    }

    private static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }
}
