package io.besedka.simulator.viber;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Messenger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** set_webhook: the address is tried with a signed event before the call is answered. */
final class Registration {
    static final List<String> OPTIONAL =
            List.of("delivered", "seen", "failed", "subscribed", "unsubscribed", "conversation_started");
    private static final Set<String> ALWAYS = Set.of("message", "subscribed", "unsubscribed");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Messenger messenger;

    Registration(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        calls.asks("POST", "/pa/set_webhook", "set_webhook", this::setWebhook);
    }

    private Answer setWebhook(Call call) {
        var bot = Replies.authorised(messenger, call);
        var asked = call.json();
        if (!asked.path("url").isString()) throw Replies.refusal(Status.MISSING_DATA, "missing url");
        var url = asked.path("url").asString("");
        if (url.isEmpty()) {
            bot.updates().hooks().forEach(bot.updates()::remove);
            return Answer.json(Replies.ok());
        }
        var kinds = kinds(asked.path("event_types"));
        var address = address(url);
        tryOut(bot, address);
        bot.updates().hooks().forEach(bot.updates()::remove);
        bot.updates().register(address, kinds, Json.object());
        var answer = Replies.ok().put("chat_hostname", Replies.HOST);
        shown(kinds).forEach(answer.putArray("event_types")::add);
        return Answer.json(answer);
    }

    /** What get_account_info and set_webhook name; an empty set stands for all. */
    static List<String> shown(Set<String> kinds) {
        var all = new LinkedHashSet<>(OPTIONAL);
        all.add("message");
        if (!kinds.isEmpty()) all.retainAll(kinds);
        return List.copyOf(all);
    }

    private static Set<String> kinds(JsonNode types) {
        if (types.isMissingNode() || types.isNull()) return Set.of();
        if (!types.isArray()) throw Replies.refusal(Status.BAD_DATA, "event_types must be a list");
        var kinds = new LinkedHashSet<>(ALWAYS);
        for (var type : types) {
            var word = type.asString("");
            if (!OPTIONAL.contains(word) && !ALWAYS.contains(word))
                throw Replies.refusal(Status.BAD_DATA, "unknown event type " + word);
            kinds.add(word);
        }
        return kinds;
    }

    private URI address(String url) {
        try {
            var address = URI.create(url);
            if (messenger.rules().permits(address)) return address;
        } catch (IllegalArgumentException e) {
            // Refused below like an address that is not https.
        }
        throw Replies.refusal(Status.INVALID_URL);
    }

    private void tryOut(Account bot, URI address) {
        var body = Json.bytes(Json.object()
                .put("event", "webhook")
                .put("timestamp", messenger.time().now().toEpochMilli())
                .put("chat_hostname", Replies.HOST)
                .put("message_token", ViberDeeds.token(bot)));
        var request = HttpRequest.newBuilder(
                        ViberPostman.signed(bot, messenger.rules().target(address), body))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Viber-Content-Signature", ViberPostman.signature(bot, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        var answer = messenger.ask(request);
        if (answer.isEmpty()) throw Replies.refusal(Status.INVALID_URL, "webhook is not responding");
        int status = answer.get().statusCode();
        if (status != 200) throw Replies.refusal(Status.INVALID_URL, "Result from webhook: HTTP " + status);
    }
}
