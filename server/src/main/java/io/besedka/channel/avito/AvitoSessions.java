package io.besedka.channel.avito;

import io.besedka.channel.Connection;
import io.besedka.channel.Consent;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.Outcome.Answered;
import io.besedka.platform.outbound.ProviderHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Access by the account's API key, or by what the owner of another account gave: a token of a day and the account's own number, which
 * every path names. Kept in memory by connection; one thread asks while the others wait. What was given is renewed by a token that changes
 * each time: the new one is kept before the access is used, and whoever comes second uses what the first one kept.
 */
final class AvitoSessions {
    sealed interface Access {
        record Granted(String token, String userId, String name) implements Access {}

        /** The key is missing or refused, or the account must not use the API. */
        record Denied(String why) implements Access {}

        record Away(String why, Duration retryAfter) implements Access {}
    }

    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration USUAL_LIFE = Duration.ofHours(1);
    /** A refused key is not tried again for so long by those who only send or fetch. */
    private static final Duration REST = Duration.ofMinutes(1);

    private static final String TAKEN_BACK =
            "Avito no longer lets us into the account, its owner must agree again: connect it anew";

    private static final class Session {
        Map<String, String> key = Map.of();
        Access access;
        Instant until = Instant.MIN;
        /** Refused before its time. */
        String refused = "";
    }

    /** What {@code /token} answered: one of the two. */
    private record Told(AvitoTokens tokens, Access refusal) {}

    private final ProviderHttp http;
    private final URI root;
    private final Clock clock;
    private volatile Consent.Keeper keeper = (id, change) -> null;
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();

    AvitoSessions(ProviderHttp http, URI root, Clock clock) {
        this.http = http;
        this.root = root;
        this.clock = clock;
    }

    void keepIn(Consent.Keeper given) {
        keeper = given;
    }

    Access of(Connection connection) {
        var key = key(connection);
        if (key.isEmpty()) {
            return new Access.Denied("the connection has no API key");
        }
        var session = sessions.computeIfAbsent(connection.id(), number -> new Session());
        synchronized (session) {
            var known = new TreeMap<>(key);
            known.put(Consent.AGREED_AT, connection.setting(Consent.AGREED_AT, ""));
            if (!session.key.equals(known) || !clock.now().isBefore(session.until)) {
                session.key = known;
                if (AvitoTokens.of(connection).refresh().isEmpty()) {
                    open(session, key);
                } else {
                    reopen(session, connection, key);
                }
            }
            return session.access;
        }
    }

    /** Empty when it is not whole. */
    private static Map<String, String> key(Connection connection) {
        var secret = connection.secrets().get("client_secret");
        var id = connection.setting("client_id", "");
        return secret == null || secret.reveal().isBlank() || id.isBlank()
                ? Map.of()
                : Map.of(
                        "client_id",
                        id.strip(),
                        "client_secret",
                        secret.reveal().strip());
    }

    Consent.Answer redeem(Connection connection, Map<String, String> grant) {
        var told = ask(key(connection), grant);
        if (told.refusal instanceof Access.Away(var why, var after)) {
            return new Consent.Answer.Refused(why);
        }
        if (told.refusal != null) {
            return new Consent.Answer.Refused("Avito did not accept its own code: begin anew");
        }
        return told.tokens.refresh().isEmpty()
                ? new Consent.Answer.Refused("Avito gave no right to go on after a day")
                : new Consent.Answer.Granted(told.tokens.secrets());
    }

    /** The stored tokens may be younger than those of the connection we were given. */
    private void reopen(Session session, Connection connection, Map<String, String> key) {
        var stored = stored(connection);
        if (stored.access().equals(session.refused) || !clock.now().isBefore(stored.until())) {
            var told = ask(key, Map.of("grant_type", "refresh_token", "refresh_token", stored.refresh()));
            if (told.refusal == null) {
                stored = kept(connection, stored, told.tokens);
            } else {
                var now = told.refusal instanceof Access.Denied ? stored(connection) : stored;
                if (now.refresh().equals(stored.refresh())) {
                    rest(session, told.refusal instanceof Access.Denied ? new Access.Denied(TAKEN_BACK) : told.refusal);
                    return;
                }
                stored = now;
            }
        }
        session.access = whose(stored.access());
        session.until = session.access instanceof Access.Granted ? stored.until() : clock.now();
    }

    private void rest(Session session, Access refusal) {
        session.access = refusal;
        session.until = refusal instanceof Access.Denied ? clock.now().plus(REST) : clock.now();
    }

    private AvitoTokens stored(Connection connection) {
        var now = keeper.change(connection.id(), same -> same);
        return AvitoTokens.of(now == null ? connection : now);
    }

    /** The new ones, unless somebody else put others there meanwhile: then those. */
    private AvitoTokens kept(Connection connection, AvitoTokens before, AvitoTokens fresh) {
        var whole =
                fresh.refresh().isEmpty() ? new AvitoTokens(fresh.access(), fresh.until(), before.refresh()) : fresh;
        var now = keeper.change(
                connection.id(),
                there -> AvitoTokens.of(there).refresh().equals(before.refresh()) ? whole.in(there) : there);
        return now == null ? whole : AvitoTokens.of(now);
    }

    private Told ask(Map<String, String> key, Map<String, String> grant) {
        var form = new TreeMap<>(key);
        form.putAll(grant);
        var outcome = http.send(Call.post(root + "/token", Body.form(form)));
        if (!(outcome instanceof Answered answered) || token(answered).isEmpty()) {
            return new Told(null, refusal(outcome));
        }
        var refresh = json(answered).path("refresh_token").stringValue("");
        return new Told(new AvitoTokens(token(answered), clock.now().plus(life(answered)), refresh), null);
    }

    /** The token was refused before its time: the next who asks gets another, unless somebody has it already. */
    void refused(Connection connection, String token) {
        var session = sessions.get(connection.id());
        if (session != null) {
            synchronized (session) {
                if (session.access instanceof Access.Granted granted
                        && granted.token().equals(token)) {
                    session.until = Instant.MIN;
                    session.refused = token;
                }
            }
        }
    }

    /** Tries a refused key again at once: somebody may have mended it at Avito. */
    void retry(Connection connection) {
        var session = sessions.get(connection.id());
        if (session != null) {
            synchronized (session) {
                if (!(session.access instanceof Access.Granted)) {
                    session.until = Instant.MIN;
                }
            }
        }
    }

    private void open(Session session, Map<String, String> key) {
        var told = ask(key, Map.of("grant_type", "client_credentials"));
        rest(session, told.refusal == null ? whose(told.tokens.access()) : told.refusal);
        if (session.access instanceof Access.Granted) {
            session.until = told.tokens.until();
        }
    }

    private static String token(Answered answered) {
        var token = answered.isSuccess() ? json(answered).path("access_token").stringValue("") : "";
        return token.matches("[\\x21-\\x7e]{1,4000}") ? token : "";
    }

    private static Duration life(Answered answered) {
        long seconds = json(answered).path("expires_in").longValue(0);
        var life = seconds <= 0 ? USUAL_LIFE : Duration.ofSeconds(Math.min(seconds, 31_536_000));
        var ahead = life.dividedBy(10);
        return life.minus(ahead.compareTo(AHEAD) < 0 ? ahead : AHEAD);
    }

    private Access whose(String token) {
        var outcome =
                http.send(Call.get(root + "/core/v1/accounts/self").withHeader("Authorization", "Bearer " + token));
        if (outcome instanceof Answered answered && answered.isSuccess()) {
            var account = json(answered);
            var id = account.path("id").asString("");
            return id.matches("[A-Za-z0-9_-]{1,100}")
                    ? new Access.Granted(token, id, account.path("name").stringValue("Avito " + id))
                    : new Access.Away("Avito does not say whose the key is", null);
        }
        return refusal(outcome);
    }

    private static Access refusal(Outcome outcome) {
        return switch (outcome) {
            case Answered answered -> refusal(answered);
            case Outcome.NotSent(var why) -> new Access.Away(why, null);
            case Outcome.Refused(var why) -> new Access.Away(why, null);
            case Outcome.Unknown(var why) -> new Access.Away(why, null);
        };
    }

    /** A page instead of JSON is the firewall's, whatever its status. */
    private static Access refusal(Answered answered) {
        int status = answered.status();
        boolean ours = json(answered).isObject();
        if (ours && status == 402) {
            return new Access.Denied("Avito: the account's tariff does not include the API");
        }
        boolean denied = status == 400 || status == 401 || status == 403 || answered.isSuccess();
        return ours && denied
                ? new Access.Denied("Avito refused the API key")
                : new Access.Away("Avito answered HTTP " + status, answered.retryAfter());
    }

    private static JsonNode json(Answered answered) {
        try {
            return Json.tree(answered.body());
        } catch (BadJson malformed) {
            return MissingNode.getInstance();
        }
    }
}
