package io.besedka.api.connection;

import io.besedka.account.Access;
import io.besedka.account.Role;
import io.besedka.channel.Connection;
import io.besedka.channel.Connections;
import io.besedka.channel.Connections.Connected;
import io.besedka.channel.Health;
import io.besedka.channel.Registration;
import io.besedka.channel.Registrations;
import io.besedka.channel.Setup;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Handler;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import io.besedka.platform.secret.Secret;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code /v1/projects/{project}/connections}: for members who may change the project's settings. */
public final class ConnectionRoutes {
    private static final int TEXTS = 50;
    private static final int TEXT_LIMIT = 4_000;

    private final Access access;
    private final Connections connections;
    private final Registrations registrations;
    private final Health health;

    public ConnectionRoutes(Access access, Connections connections, Registrations registrations, Health health) {
        this.access = access;
        this.connections = connections;
        this.registrations = registrations;
        this.health = health;
    }

    public Routes routes() {
        return new Routes(this::guarded, Routes::render)
                .get("/v1/projects/{project}/channels", exchange -> Answer.json(Map.of("channels", channels())))
                .post("/v1/projects/{project}/connections", this::add)
                .get(
                        "/v1/projects/{project}/connections/{connection}",
                        exchange -> Answer.json(view(connected(exchange))))
                .patch("/v1/projects/{project}/connections/{connection}", this::change)
                .delete("/v1/projects/{project}/connections/{connection}", this::remove)
                .post("/v1/projects/{project}/connections/{connection}/check", this::check)
                .post("/v1/projects/{project}/connections/{connection}/rotate", this::rotate);
    }

    private Handler guarded(Handler handler) {
        return exchange -> {
            access.member(exchange, exchange.pathNumber("project"), Role.SETTINGS);
            return handler.handle(exchange);
        };
    }

    private List<Map<String, Object>> channels() {
        return connections.channels().stream().map(this::channel).toList();
    }

    private Map<String, Object> channel(String channel) {
        var adapter = connections.adapter(channel);
        var fields =
                adapter.setup().fields().stream().map(ConnectionRoutes::field).toList();
        return Map.of(
                "channel",
                channel,
                "fields",
                fields,
                "pastesWebhook",
                adapter.setup().pastesWebhook());
    }

    private static Map<String, Object> field(Setup.Field field) {
        var view = new LinkedHashMap<String, Object>();
        view.put("name", field.name());
        view.put("secret", field.secret());
        view.put("required", field.required());
        if (!field.values().isEmpty()) {
            view.put("values", field.values());
        }
        if (field.usual() != null) {
            view.put("usual", field.usual());
        }
        return view;
    }

    /** @param secrets tokens by name; written, never shown */
    record Wanted(
            String channel, String name, Boolean paused, Map<String, String> settings, Map<String, String> secrets) {}

    private Answer add(Exchange exchange) throws IOException {
        var wanted = exchange.json(Wanted.class);
        if (wanted.channel() == null || !connections.knows(wanted.channel())) {
            throw Problem.field("channel", "channel must be one this server has");
        }
        var settings = new TreeMap<>(settings(wanted.settings()));
        takeAwayEmpty(settings);
        var secrets = secrets(wanted.secrets());
        SetupCheck.whole(connections.adapter(wanted.channel()).setup(), settings, secrets);
        var added = connections.add(
                exchange.pathNumber("project"), wanted.channel(), name(wanted.name()), settings, secrets);
        return Answer.json(201, view(added));
    }

    private Answer change(Exchange exchange) throws IOException {
        var connected = connected(exchange);
        var wanted = exchange.json(Wanted.class);
        var settings = settings(wanted.settings());
        var secrets = secrets(wanted.secrets());
        var name = wanted.name() == null ? null : name(wanted.name());
        var changed = connections.change(
                connected.connection().id(), before -> changed(before, name, wanted.paused(), settings, secrets));
        return Answer.json(view(changed.orElseThrow(() -> Problem.notFound("connection"))));
    }

    private Connection changed(
            Connection before, String name, Boolean paused, Map<String, String> settings, Map<String, Secret> secrets) {
        var allSettings = new TreeMap<>(before.settings());
        allSettings.putAll(settings);
        takeAwayEmpty(allSettings);
        var allSecrets = new TreeMap<>(before.secrets());
        allSecrets.putAll(secrets);
        SetupCheck.whole(connections.adapter(before.channel()).setup(), allSettings, allSecrets);
        return new Connection(
                before.projectId(),
                before.id(),
                before.channel(),
                name == null ? before.name() : name,
                paused == null ? before.paused() : paused,
                allSettings,
                allSecrets);
    }

    /** So that adapters know of no empty setting, only of one that is not there. */
    private static void takeAwayEmpty(Map<String, String> settings) {
        settings.values().removeIf(String::isBlank);
    }

    /** The widget's address is its public key on the site: changing it would take the widget away. */
    private Answer rotate(Exchange exchange) {
        var connection = connected(exchange).connection();
        if (connection.channel().equals("widget")) {
            throw Problem.of(409, "channel_cannot", "a widget's key stands on the site; make another widget instead");
        }
        return Answer.json(view(connections.rotate(connection.id()).orElseThrow(() -> Problem.notFound("connection"))));
    }

    private Answer remove(Exchange exchange) {
        connections.remove(connected(exchange));
        return Answer.ok();
    }

    /** Asks the provider now and says in words what is wrong. */
    private Answer check(Exchange exchange) {
        var connected = connected(exchange);
        return switch (registrations.check(connected)) {
            case Registration.Registered(var account, var learned) ->
                Answer.json(Map.of("ok", true, "account", account == null ? "" : account));
            case Registration.Missing(var why) -> wrong("missing", why);
            case Registration.Broken(var why) -> wrong("broken", why);
            case Registration.Unsure(var why) -> wrong("unsure", why);
        };
    }

    private static Answer wrong(String reason, String why) {
        return Answer.json(Map.of("ok", false, "reason", reason, "why", why));
    }

    private Connected connected(Exchange exchange) {
        return connections
                .of(exchange.pathNumber("project"), exchange.pathNumber("connection"))
                .orElseThrow(() -> Problem.notFound("connection"));
    }

    private Map<String, Object> view(Connected connected) {
        var connection = connected.connection();
        var report = health.of(connection.id());
        var view = new LinkedHashMap<String, Object>();
        view.put("id", connection.id());
        view.put("channel", connection.channel());
        view.put("name", connection.name());
        view.put("paused", connection.paused());
        view.put("settings", connection.settings());
        view.put("secrets", connection.secrets().keySet());
        view.put("health", report.state().name().toLowerCase(Locale.ROOT));
        if (connection.channel().equals("widget")) {
            view.put("key", connected.hook());
        } else {
            view.put("webhook", registrations.webhookUrl(connected).orElse(null));
            view.put("webhookSecret", connection.secrets().get("webhook_secret").reveal());
        }
        return view;
    }

    private static String name(String name) {
        if (name == null || name.isBlank() || name.strip().length() > Connections.NAME_LIMIT) {
            throw Problem.field("name", "name holds 1-" + Connections.NAME_LIMIT + " characters");
        }
        return name.strip();
    }

    private static Map<String, String> settings(Map<String, String> settings) {
        return limited("settings", settings);
    }

    private static Map<String, Secret> secrets(Map<String, String> secrets) {
        var sealed = new TreeMap<String, Secret>();
        limited("secrets", secrets).forEach((name, value) -> sealed.put(name, new Secret(value)));
        return sealed;
    }

    private static Map<String, String> limited(String field, Map<String, String> texts) {
        if (texts == null) {
            return Map.of();
        }
        boolean over = texts.size() > TEXTS
                || texts.entrySet().stream()
                        .anyMatch(text -> text.getValue() == null
                                || text.getValue().length() > TEXT_LIMIT
                                || text.getKey().length() > 100);
        if (over) {
            throw Problem.field(field, field + " holds at most " + TEXTS + " texts of " + TEXT_LIMIT + " characters");
        }
        return texts;
    }
}
