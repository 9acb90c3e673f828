package io.besedka.channel.avito;

import io.besedka.channel.Connection;
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
 * Access by the account's API key: a token of a day and the account's own number, which every path names. Kept in memory by connection;
 * one thread asks while the others wait.
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

    private static final class Session {
        Map<String, String> key = Map.of();
        Access access;
        Instant until = Instant.MIN;
    }

    private final ProviderHttp http;
    private final URI root;
    private final Clock clock;
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();

    AvitoSessions(ProviderHttp http, URI root, Clock clock) {
        this.http = http;
        this.root = root;
        this.clock = clock;
    }

    Access of(Connection connection) {
        var secret = connection.secrets().get("client_secret");
        var id = connection.setting("client_id", "");
        if (secret == null || secret.reveal().isBlank() || id.isBlank()) {
            return new Access.Denied("the connection has no API key");
        }
        var key = Map.of("client_id", id.strip(), "client_secret", secret.reveal().strip());
        var session = sessions.computeIfAbsent(connection.id(), number -> new Session());
        synchronized (session) {
            if (!session.key.equals(key) || !clock.now().isBefore(session.until)) {
                session.key = key;
                open(session);
            }
            return session.access;
        }
    }

    /** The token was refused before its time: the next who asks gets another, unless somebody has it already. */
    void refused(Connection connection, String token) {
        var session = sessions.get(connection.id());
        if (session != null) {
            synchronized (session) {
                if (session.access instanceof Access.Granted granted && granted.token().equals(token)) {
                    session.until = Instant.MIN;
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

    private void open(Session session) {
        var form = new TreeMap<>(session.key);
        form.put("grant_type", "client_credentials");
        var outcome = http.send(Call.post(root + "/token", Body.form(form)));
        session.access = outcome instanceof Answered answered && !token(answered).isEmpty() ? whose(token(answered)) : refusal(outcome);
        session.until = clock.now();
        if (session.access instanceof Access.Granted && outcome instanceof Answered answered) {
            session.until = session.until.plus(life(answered));
        } else if (session.access instanceof Access.Denied) {
            session.until = session.until.plus(REST);
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
        var outcome = http.send(Call.get(root + "/core/v1/accounts/self").withHeader("Authorization", "Bearer " + token));
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
