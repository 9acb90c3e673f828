package io.besedka.channel.ok;

import io.besedka.channel.Registration;
import io.besedka.channel.Registration.Broken;
import io.besedka.channel.Registration.Missing;
import io.besedka.channel.Registration.Registered;
import io.besedka.channel.SendResult;
import io.besedka.channel.ok.OkApi.Reply;
import io.besedka.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Whose token it is and where OK posts. A group may have several subscriptions, other programs' among them, so ours is remembered by a
 * mark: a hash, because the address itself is a secret.
 */
final class OkRegistration {
    static final String MARK = "webhook_mark";
    static final List<String> KINDS = List.of("MESSAGE_CREATED", "MESSAGE_CALLBACK", "CHAT_SYSTEM");

    private final OkApi api;

    OkRegistration(OkApi api) {
        this.api = api;
    }

    Registration inspect(String token, Optional<String> webhookUrl, String mark) {
        return asked(
                token,
                info -> subscriptions(token, posted -> {
                    boolean missing = webhookUrl.isPresent() && !posted.contains(webhookUrl.get());
                    boolean stale = posted.stream().anyMatch(url -> isStale(url, webhookUrl, mark));
                    if (missing || stale) {
                        return new Missing(
                                missing ? "OK does not post to us" : "OK still posts to an earlier address of ours");
                    }
                    return registered(info, webhookUrl);
                }));
    }

    Registration register(String token, Optional<String> webhookUrl, String mark) {
        return asked(
                token,
                info -> subscriptions(token, posted -> {
                    if (webhookUrl.isPresent() && !posted.contains(webhookUrl.get())) {
                        var reply = subscribe(token, webhookUrl.get());
                        if (!(reply instanceof Reply.Done)) {
                            return notSubscribed(reply);
                        }
                    }
                    for (var url : posted) {
                        if (isStale(url, webhookUrl, mark)) {
                            api.post(
                                    token,
                                    "/me/unsubscribe",
                                    Json.MAPPER.createObjectNode().put("url", url));
                        }
                    }
                    return registered(info, webhookUrl);
                }));
    }

    /** The kinds are documented for polling only: where a webhook may not name them, it gets all. */
    private Reply subscribe(String token, String url) {
        var body = Json.MAPPER.createObjectNode().put("url", url);
        KINDS.forEach(body.putArray("types")::add);
        var reply = api.post(token, "/me/subscribe", body);
        boolean refused = reply instanceof Reply.Failed failed && (failed.code() == 4 || failed.code() == 100);
        return refused
                ? api.post(
                        token, "/me/subscribe", Json.MAPPER.createObjectNode().put("url", url))
                : reply;
    }

    /** The token was good a moment ago, so what OK does not like is the address: messages still go out. */
    private static Registration notSubscribed(Reply reply) {
        return OkOutcome.of(reply) instanceof SendResult.Refused(var why)
                ? new Missing("OK does not post to us: " + why)
                : OkOutcome.registration(reply);
    }

    private static boolean isStale(String url, Optional<String> wanted, String mark) {
        return !mark.isEmpty()
                && !wanted.filter(url::equals).isPresent()
                && mark(url).equals(mark);
    }

    private static Registered registered(JsonNode info, Optional<String> webhookUrl) {
        var name = info.path("name").stringValue("");
        var account = name.isBlank() ? info.path("group_id").stringValue("OK") : name;
        return new Registered(
                account, webhookUrl.map(url -> Map.of(MARK, mark(url))).orElse(Map.of()));
    }

    private Registration asked(String token, Function<JsonNode, Registration> then) {
        if (token == null) {
            return new Broken("the connection has no usable token");
        }
        var reply = api.get(token, "/me/info", Map.of());
        return reply instanceof Reply.Done(var info) ? then.apply(info) : OkOutcome.registration(reply);
    }

    private Registration subscriptions(String token, Function<List<String>, Registration> then) {
        var reply = api.get(token, "/me/subscriptions", Map.of());
        return reply instanceof Reply.Done(var json)
                ? then.apply(json.path("subscriptions")
                        .valueStream()
                        .map(one -> one.path("url").stringValue(""))
                        .toList())
                : OkOutcome.registration(reply);
    }

    private static String mark(String url) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
