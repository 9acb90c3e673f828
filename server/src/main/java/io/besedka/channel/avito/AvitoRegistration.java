package io.besedka.channel.avito;

import io.besedka.channel.Connection;
import io.besedka.channel.Registration;
import io.besedka.channel.Registration.Broken;
import io.besedka.channel.Registration.Missing;
import io.besedka.channel.Registration.Registered;
import io.besedka.channel.Registration.Unsure;
import io.besedka.channel.SendResult;
import io.besedka.channel.avito.AvitoApi.Ask;
import io.besedka.channel.avito.AvitoApi.Reply;
import io.besedka.channel.avito.AvitoSessions.Access;
import io.besedka.platform.secret.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where Avito posts. An account may have several webhooks, other programs' too, so ours is known by its address; a former one of ours, by
 * the mark kept in the connection's settings: a hash, because the address is a secret.
 */
final class AvitoRegistration {
    static final String MARK = "webhook_mark";
    private static final String SUBSCRIBE = "/messenger/v3/webhook";
    private static final String UNSUBSCRIBE = "/messenger/v1/webhook/unsubscribe";
    private static final String LIST = "/messenger/v1/subscriptions";

    private final AvitoApi api;
    private final Set<Long> posted = ConcurrentHashMap.newKeySet();

    AvitoRegistration(AvitoApi api) {
        this.api = api;
    }

    /** Whether Avito posted here when it was last asked: then polling only makes up for what it missed. */
    boolean isPosted(Connection connection) {
        return posted.contains(connection.id());
    }

    Registration inspect(Connection connection, Optional<String> wanted) {
        api.sessions().retry(connection);
        var reply = api.call(connection, Ask.post(LIST, Map.of()));
        if (!(reply instanceof Reply.Done(var answer))) {
            return faulty(reply);
        }
        var urls = answer.path("subscriptions")
                .valueStream()
                .map(one -> one.path("url").stringValue(""))
                .toList();
        boolean stale = !stale(connection, urls, wanted).isEmpty();
        if (wanted.isPresent() && urls.contains(wanted.get()) && !stale) {
            posted.add(connection.id());
            return registered(connection, wanted);
        }
        posted.remove(connection.id());
        if (stale) {
            return new Missing("Avito still posts to a former address");
        }
        return wanted.isPresent() ? new Missing("Avito does not post to this server") : registered(connection, wanted);
    }

    private static List<String> stale(Connection connection, List<String> urls, Optional<String> wanted) {
        var mark = connection.setting(MARK, "");
        return urls.stream()
                .filter(url -> mark.equals(Tokens.hash(url))
                        && !wanted.filter(url::equals).isPresent())
                .toList();
    }

    Registration register(Connection connection, Optional<String> wanted) {
        var reply = api.call(connection, Ask.post(LIST, Map.of()));
        if (!(reply instanceof Reply.Done(var answer))) {
            return faulty(reply);
        }
        var urls = answer.path("subscriptions")
                .valueStream()
                .map(one -> one.path("url").stringValue(""))
                .toList();
        for (var former : stale(connection, urls, wanted)) {
            api.call(connection, Ask.post(UNSUBSCRIBE, Map.of("url", former)));
        }
        posted.remove(connection.id());
        if (wanted.isPresent() && !urls.contains(wanted.get())) {
            var subscribed = api.call(connection, Ask.post(SUBSCRIBE, Map.of("url", wanted.get())));
            if (!(subscribed instanceof Reply.Done)) {
                return faulty(subscribed);
            }
        }
        wanted.ifPresent(url -> posted.add(connection.id()));
        return registered(connection, wanted);
    }

    private Registration registered(Connection connection, Optional<String> wanted) {
        var name = api.sessions().of(connection) instanceof Access.Granted granted ? granted.name() : connection.name();
        return new Registered(
                name, wanted.map(url -> Map.of(MARK, Tokens.hash(url))).orElse(Map.of()));
    }

    /** These calls are about the account, so a refusal of any of them is too. */
    private static Registration faulty(Reply reply) {
        return switch (AvitoOutcome.of(reply)) {
            case SendResult.Broken(var why) -> new Broken(why);
            case SendResult.Unreachable(var why) -> new Broken(why);
            case SendResult.TryLater(var after, var scope, var why) -> new Unsure(why);
            case SendResult.Unknown(var why) -> new Unsure(why);
            case SendResult.Refused(var why) -> new Unsure(why);
            case SendResult.WindowClosed(var why) -> new Unsure(why);
            case SendResult.Sent sent -> new Unsure("Avito gave no answer");
        };
    }
}
