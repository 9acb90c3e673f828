package io.besedka.simulator.ok;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Messenger;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Webhooks, of which a group may have several, and long polling. */
final class Subscriptions {
    private static final Set<String> KINDS = Set.of("MESSAGE_CREATED", "MESSAGE_CALLBACK", "CHAT_SYSTEM");
    private static final String POLLED_FROM = "polled_from";
    private static final long LONGEST_WAIT = 90;

    private final Messenger messenger;

    Subscriptions(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        calls.asks("POST", "/graph/me/subscribe", "subscribe", this::subscribe)
                .asks("POST", "/graph/me/unsubscribe", "unsubscribe", this::unsubscribe)
                .asks("GET", "/graph/me/subscriptions", "subscriptions", this::list)
                .asks("GET", "/graph/me/updates", "updates", this::updates);
    }

    private Answer subscribe(Call call) {
        var group = Replies.authorised(messenger, call);
        var asked = call.json();
        var kinds = kinds(asked.path("types"));
        if (asked.path("longPolling").asBoolean(false)) {
            group.extra().put(POLLED_FROM, group.updates().log().last());
            return Answer.json(Replies.success());
        }
        var url = asked.path("url").asString("");
        if (group.updates().hooks().stream()
                .noneMatch(hook -> hook.url().toString().equals(url))) {
            long now = messenger.time().now().toEpochMilli();
            group.updates().register(address(url), kinds, Json.object().put("time", now));
        }
        return Answer.json(Replies.success());
    }

    private Answer unsubscribe(Call call) {
        var group = Replies.authorised(messenger, call);
        var url = call.json().path("url").asString("");
        if (url.isEmpty()) throw Replies.bad("Missing required parameter url");
        for (var hook : List.copyOf(group.updates().hooks())) {
            if (hook.url().toString().equals(url)) group.updates().remove(hook);
        }
        return Answer.json(Replies.success());
    }

    private Answer list(Call call) {
        var group = Replies.authorised(messenger, call);
        var answer = Json.object();
        var list = answer.putArray("subscriptions");
        for (var hook : group.updates().hooks()) {
            list.addObject()
                    .put("time", hook.settings().path("time").asLong(0))
                    .put("url", hook.url().toString());
        }
        return Answer.json(answer);
    }

    private Answer updates(Call call) {
        var group = Replies.authorised(messenger, call);
        var from = group.extra().path(POLLED_FROM);
        if (!from.isNumber())
            throw Replies.refusal(Replies.ILLEGAL_SUBSCRIPTION, "ILLEGAL_SUBSCRIPTION : Not subscribed");
        long after = call.params().number("marker", from.asLong(0));
        int count = (int) Math.clamp(call.params().number("count", 100), 1, 100);
        long wait = Math.clamp(call.params().number("timeout", 30), 0, LONGEST_WAIT);
        var answer = Json.object();
        var list = answer.putArray("updates");
        for (var entry : group.updates().log().after(after, count, Duration.ofSeconds(wait))) {
            list.add(entry.update().json());
            after = entry.number();
        }
        return Answer.json(answer.put("marker", Long.toString(after)));
    }

    static boolean isPolled(Account group) {
        return group.extra().has(POLLED_FROM);
    }

    /** OK forgets a subscription for polling. */
    static void forgetPolling(Account group) {
        group.extra().remove(POLLED_FROM);
    }

    private static Set<String> kinds(JsonNode types) {
        var kinds = new LinkedHashSet<String>();
        for (var type : types) {
            if (!KINDS.contains(type.asString(""))) throw Replies.bad("Unknown type " + type.asString(""));
            kinds.add(type.asString(""));
        }
        return kinds;
    }

    private static boolean isPlain(URI address) {
        return "http".equals(address.getScheme()) && address.getHost() != null;
    }

    private URI address(String url) {
        try {
            var address = URI.create(url);
            // Plain http is documented, unlike at most others.
            if (messenger.rules().permits(address) || isPlain(address)) return address;
        } catch (IllegalArgumentException e) {
            // Refused below like an address that is none.
        }
        throw Replies.bad("Invalid url");
    }
}
