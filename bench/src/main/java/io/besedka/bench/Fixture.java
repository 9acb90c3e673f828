package io.besedka.bench;

import io.besedka.account.Sealing;
import io.besedka.channel.Connections;
import io.besedka.channel.WebhookRoutes;
import io.besedka.channel.telegram.TelegramAdapter;
import io.besedka.channel.vk.VkAdapter;
import io.besedka.channel.whatsapp.WhatsAppAdapter;
import io.besedka.channel.widget.WidgetAdapter;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.Database;
import io.besedka.platform.secret.KeyFile;
import io.besedka.platform.secret.Secret;
import io.besedka.platform.secret.Tokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Projects with a bot each, put straight into the database before the server starts. */
final class Fixture {
    private Fixture() {}

    /** A bot and its webhook. */
    record Bot(String token, long connection, Updates.Hook hook) {}

    /** Projects with a bot each, whose updates are taken and whose answers are stored but, as they are paused, not sent. */
    static List<Updates.Hook> bots(Database database, Path data, int count) {
        var hooks = new ArrayList<Updates.Hook>();
        for (int i = 0; i < count; i++) {
            long project = project(database, i);
            FlowFixture.publish(database, project);
            hooks.add(bots(database, data, project, 1, true).getFirst().hook());
        }
        return hooks;
    }

    /** So many bots more in a project. Tokens are told apart by project and place. */
    static List<Bot> bots(Database database, Path data, long project, int count, boolean paused) {
        var connections = connections(database, data);
        var bots = new ArrayList<Bot>();
        for (int i = 0; i < count; i++) {
            var token = "10" + (project * 1_000 + i) + (paused ? "1" : "0") + ":bench-token";
            var connected =
                    connections.add(project, "telegram", "Bot " + i, Map.of(), Map.of("token", new Secret(token)));
            long id = connected.connection().id();
            if (paused) {
                pause(database, id);
            }
            var secret = connected.connection().secrets().get("webhook_secret").reveal();
            bots.add(new Bot(token, id, new Updates.Hook(WebhookRoutes.path(connected), secret)));
        }
        return bots;
    }

    /** A connection of any channel, added past the server; returns the path of its webhook. */
    static String connect(
            Database database,
            Path data,
            long project,
            String channel,
            Map<String, String> settings,
            Map<String, String> secrets,
            boolean paused) {
        var sealed = new HashMap<String, Secret>();
        secrets.forEach((name, value) -> sealed.put(name, new Secret(value)));
        var connected = connections(database, data).add(project, channel, channel, settings, sealed);
        if (paused) {
            pause(database, connected.connection().id());
        }
        return WebhookRoutes.path(connected);
    }

    private static void pause(Database database, long connection) {
        database.jdbi()
                .useHandle(handle -> handle.execute("update connections set paused = true where id = ?", connection));
    }

    /** The key of a site widget. */
    static String widget(Database database, Path data) {
        return widget(database, data, project(database, 0));
    }

    static String widget(Database database, Path data, long project) {
        return connections(database, data)
                .add(project, "widget", "Site", Map.of(), Map.of())
                .hook();
    }

    /** An API key with all rights. */
    static String key(Database database, long project) {
        var key = "bsk_bench" + project + "0123456789012345678901234567890123";
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        """
                insert into api_keys (project_id, name, key_hash, hint, rights, is_main, created_at)
                values (?, 'bench', ?, 'key', ?::text[], false, now())""",
                        project,
                        HexFormat.of().parseHex(Tokens.hash(key)),
                        "{read_clients,change_clients,delete_clients,read_crm,change_crm}"));
        return key;
    }

    private static Connections connections(Database database, Path data) {
        var box = KeyFile.readOrCreate(data.resolve("secret.key"));
        var sealing = new Sealing() {
            @Override
            public byte[] seal(byte[] open) {
                return box.seal(new Secret(Base64.getEncoder().encodeToString(open)), "connection");
            }

            @Override
            public byte[] open(byte[] sealed) {
                return Base64.getDecoder().decode(box.open(sealed, "connection").reveal());
            }
        };
        var adapters = List.of(
                new TelegramAdapter(TelegramAdapter.HOSTED, null, Clock.system()),
                new VkAdapter(VkAdapter.HOSTED, null, Clock.system()),
                new WhatsAppAdapter(WhatsAppAdapter.HOSTED, null, Clock.system()),
                new WidgetAdapter());
        return new Connections(database.jdbi(), sealing, Clock.system(), adapters);
    }

    static long project(Database database, int number) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        insert into projects (name, time_zone, locale, created_at)
                        values (:name, 'Europe/Moscow', 'ru', now()) returning id""")
                        .bind("name", "Shop " + number)
                        .mapTo(Long.class)
                        .one());
    }
}
