package io.besedka.simulator.avito;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import java.net.URI;
import java.util.Set;

/** Subscribing, unsubscribing and listing webhooks: an account may have several. */
final class Hooks {
    private final Tokens tokens;

    Hooks(Tokens tokens) {
        this.tokens = tokens;
    }

    void addTo(Calls calls) {
        calls.asks("POST", "/messenger/v3/webhook", "webhook", this::subscribe)
                .asks("POST", "/messenger/v1/webhook/unsubscribe", "unsubscribe", this::unsubscribe)
                .asks("POST", "/messenger/v1/subscriptions", "subscriptions", this::list);
    }

    private Answer subscribe(Call call) {
        var seller = tokens.seller(call);
        var url = call.json().path("url").asString("");
        seller.updates().register(address(url), Set.of(), Json.object());
        return Replies.ok();
    }

    private URI address(String url) {
        try {
            var address = URI.create(url);
            if (tokens.messenger().rules().permits(address)) return address;
        } catch (IllegalArgumentException e) {
            // Refused below like an address that is not https.
        }
        throw Replies.refusal(400, "url must be a public https address");
    }

    private Answer unsubscribe(Call call) {
        var seller = tokens.seller(call);
        var url = call.json().path("url").asString("");
        var found = seller.updates().hooks().stream()
                .filter(hook -> hook.url().toString().equals(url))
                .toList();
        if (found.isEmpty()) throw Replies.refusal(404, "no such subscription");
        found.forEach(seller.updates()::remove);
        return Replies.ok();
    }

    private Answer list(Call call) {
        var answer = Json.object();
        var list = answer.putArray("subscriptions");
        tokens.seller(call)
                .updates()
                .hooks()
                .forEach(hook ->
                        list.addObject().put("url", hook.url().toString()).put("version", "3"));
        return Answer.json(answer);
    }
}
