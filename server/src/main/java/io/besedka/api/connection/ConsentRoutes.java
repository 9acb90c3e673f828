package io.besedka.api.connection;

import io.besedka.account.Access;
import io.besedka.account.Role;
import io.besedka.channel.Connection;
import io.besedka.channel.Connections;
import io.besedka.channel.Connections.Connected;
import io.besedka.channel.Consent;
import io.besedka.channel.Health;
import io.besedka.channel.Registrations;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import io.besedka.platform.secret.Secret;
import io.besedka.platform.secret.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Leads the owner of somebody else's account to the provider's page of consent and takes the answer back. An answer counts once, within
 * ten minutes, and in the sign-in of the member who asked. What was asked is kept in memory: it does not outlive a restart.
 */
public final class ConsentRoutes {
    /** Below the server's own address; it is what must be entered at the provider. */
    private static final String BACK = "/v1/consents";

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int REMEMBERED = 1_000;
    private static final int CODE_LIMIT = 2_000;

    /** @param csrf tells the sign-in */
    private record Asked(String csrf, long projectId, long connectionId, String redirect, Instant until) {}

    private final Access access;
    private final Connections connections;
    private final Registrations registrations;
    private final Health health;
    private final Clock clock;
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    public ConsentRoutes(
            Access access, Connections connections, Registrations registrations, Health health, Clock clock) {
        this.access = access;
        this.connections = connections;
        this.registrations = registrations;
        this.health = health;
        this.clock = clock;
    }

    public Routes routes() {
        return new Routes(handler -> handler, Routes::render)
                .post("/v1/projects/{project}/connections/{connection}/consent", this::ask)
                .get(BACK, this::take);
    }

    private Answer ask(Exchange exchange) {
        long project = exchange.pathNumber("project");
        access.member(exchange, project, Role.SETTINGS);
        var connected = connected(project, exchange.pathNumber("connection"));
        var consent = consent(connected);
        var redirect = registrations.address().orElseGet(exchange::origin) + BACK;
        var state = Tokens.random();
        long id = connected.connection().id();
        remember(
                state,
                new Asked(
                        access.user(exchange).csrf(),
                        project,
                        id,
                        redirect,
                        clock.now().plus(LIFE)));
        return Answer.json(Map.of("url", consent.page(connected.connection(), state, redirect), "redirect", redirect));
    }

    private Connected connected(long project, long connection) {
        return connections.of(project, connection).orElseThrow(() -> Problem.notFound("connection"));
    }

    private static Consent consent(Connected connected) {
        return connected
                .adapter()
                .consent()
                .orElseThrow(
                        () -> Problem.of(409, "channel_cannot", "the channel has no accounts of others to connect"));
    }

    private void remember(String state, Asked one) {
        synchronized (asked) {
            asked.values().removeIf(old -> !old.until.isAfter(clock.now()));
            if (asked.size() >= REMEMBERED) {
                asked.remove(asked.keySet().iterator().next());
            }
            asked.put(Tokens.hash(state), one);
        }
    }

    /** The browser comes back from the provider. */
    private Answer take(Exchange exchange) {
        var one = answered(
                exchange.query("state").orElse(""), access.user(exchange).csrf());
        access.member(exchange, one.projectId, Role.SETTINGS);
        var connected = connected(one.projectId, one.connectionId);
        var code = exchange.query("code").orElse("");
        if (code.isBlank() || code.length() > CODE_LIMIT) {
            health.says(one.connectionId, Health.State.WARNING, "the owner of the account did not agree");
        } else {
            redeem(connected, code, one.redirect);
        }
        return Answer.redirect("/inbox/" + one.projectId + "/settings/connections");
    }

    private Asked answered(String state, String csrf) {
        synchronized (asked) {
            var name = Tokens.hash(state);
            var one = asked.get(name);
            if (one == null || !Tokens.same(one.csrf, csrf) || !one.until.isAfter(clock.now())) {
                throw Problem.field(
                        "state",
                        "this answer was used already, is older than ten minutes or is somebody else's: begin anew");
            }
            asked.remove(name);
            return one;
        }
    }

    private void redeem(Connected connected, String code, String redirect) {
        long id = connected.connection().id();
        switch (consent(connected).redeem(connected.connection(), code, redirect)) {
            case Consent.Answer.Refused(var why) -> health.says(id, Health.State.WARNING, why);
            case Consent.Answer.Granted(var secrets) ->
                connections.change(id, now -> agreed(now, secrets)).ifPresent(registrations::check);
        }
    }

    private Connection agreed(Connection now, Map<String, Secret> given) {
        var settings = new TreeMap<>(now.settings());
        settings.put(Consent.AGREED_AT, clock.now().toString());
        var secrets = new TreeMap<>(now.secrets());
        secrets.putAll(given);
        return now.with(settings).withSecrets(secrets);
    }
}
