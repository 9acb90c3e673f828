package io.besedka.channel.max;

import io.besedka.channel.Registration;
import io.besedka.channel.Registration.Broken;
import io.besedka.channel.Registration.Missing;
import io.besedka.channel.Registration.Registered;
import io.besedka.channel.Registration.Unsure;
import io.besedka.channel.max.MaxApi.Reply;
import io.besedka.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Who the bot is and where MAX posts its updates. MAX holds several addresses at a time and unsubscribes one that failed for eight hours,
 * which is why the list is looked at again and again.
 */
final class MaxRegistration {
    private static final String PATH = "/subscriptions";

    private final MaxApi api;

    MaxRegistration(MaxApi api) {
        this.api = api;
    }

    Registration inspect(String token, Optional<String> webhookUrl) {
        return asking(
                token,
                me -> then(
                        api.get(token, PATH, Map.of()), list -> compare(me, list.path("subscriptions"), webhookUrl)));
    }

    Registration register(String token, Optional<String> webhookUrl, String secret) {
        return asking(
                token,
                me -> then(api.get(token, PATH, Map.of()), list -> {
                    var stale = list.path("subscriptions")
                            .valueStream()
                            .map(one -> one.path("url").stringValue(""))
                            .filter(url -> !url.isEmpty() && isStale(url, webhookUrl))
                            .toList();
                    return remove(token, stale).orElseGet(() -> subscribe(token, webhookUrl, secret, me));
                }));
    }

    /** All of them where we poll, for MAX then gives updates to nobody else; otherwise our own earlier addresses. */
    private static boolean isStale(String url, Optional<String> wanted) {
        return wanted.map(ours -> !url.equals(ours) && url.startsWith(folder(ours)))
                .orElse(true);
    }

    private static String folder(String url) {
        return url.substring(0, url.lastIndexOf('/') + 1);
    }

    private Optional<Registration> remove(String token, List<String> urls) {
        for (var url : urls) {
            var failed = then(api.delete(token, PATH, Map.of("url", url)), done -> null);
            if (failed != null) {
                return Optional.of(failed);
            }
        }
        return Optional.empty();
    }

    private Registration subscribe(String token, Optional<String> webhookUrl, String secret, JsonNode me) {
        if (webhookUrl.isEmpty()) {
            return new Registered(account(me));
        }
        var body = Json.MAPPER.createObjectNode().put("url", webhookUrl.get()).put("secret", secret);
        MaxInbound.KINDS.forEach(body.putArray("update_types")::add);
        return then(api.post(token, PATH, Map.of(), body), done -> new Registered(account(me)));
    }

    private static Registration compare(JsonNode me, JsonNode subscriptions, Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return subscriptions.isEmpty()
                    ? new Registered(account(me))
                    : new Missing("MAX posts updates, so they cannot be fetched");
        }
        var ours = subscriptions
                .valueStream()
                .filter(one -> wanted.get().equals(one.path("url").stringValue("")))
                .findFirst();
        if (ours.isEmpty()) {
            return new Missing(
                    subscriptions.isEmpty()
                            ? "MAX posts updates nowhere"
                            : "MAX posts updates to another address only");
        }
        var kinds = ours.get()
                .path("update_types")
                .valueStream()
                .map(kind -> kind.stringValue(""))
                .toList();
        return kinds.isEmpty() || kinds.containsAll(MaxInbound.KINDS)
                ? new Registered(account(me))
                : new Missing("MAX posts only some kinds of updates");
    }

    private static String account(JsonNode me) {
        var username = me.path("username").stringValue("");
        return username.isEmpty()
                ? me.path("first_name").stringValue(me.path("name").stringValue("bot"))
                : "@" + username;
    }

    private Registration asking(String token, Function<JsonNode, Registration> then) {
        if (token == null) {
            return new Broken("the connection has no usable token");
        }
        var me = api.get(token, "/me", Map.of());
        return me instanceof Reply.Failed failed && !passes(failed) ? new Broken(failed.said()) : then(me, then);
    }

    private static boolean passes(Reply.Failed failed) {
        return failed.status() == 408 || failed.status() == 429 || failed.status() >= 500;
    }

    /** A bot that may not ask who it is, is dead; with an address that MAX does not take it can still send. */
    private static Registration then(Reply reply, Function<JsonNode, Registration> then) {
        return switch (reply) {
            case Reply.Done done -> then.apply(done.json());
            case Reply.Failed failed when failed.status() == 401 -> new Broken(failed.said());
            case Reply.Failed failed when passes(failed) -> new Unsure(failed.said());
            case Reply.Failed failed -> new Missing(failed.said());
            case Reply.NotSent notSent -> new Unsure(notSent.why());
            case Reply.Lost lost -> new Unsure(lost.why());
        };
    }
}
