package io.besedka.bench;

import io.besedka.account.Sealing;
import io.besedka.channel.Connections;
import io.besedka.channel.WebhookRoutes;
import io.besedka.channel.telegram.TelegramAdapter;
import io.besedka.channel.widget.WidgetAdapter;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.Database;
import io.besedka.platform.secret.KeyFile;
import io.besedka.platform.secret.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Projects with a bot each, put straight into the database before the server starts. */
final class Fixture {
    private Fixture() {}

    /** Bots whose updates are taken and whose answers are stored but, while they are paused, not sent. */
    static List<Updates.Hook> bots(Database database, Path data, int count, boolean paused) {
        var connections = connections(database, data);
        var hooks = new ArrayList<Updates.Hook>();
        for (int i = 0; i < count; i++) {
            long project = project(database, i);
            FlowFixture.publish(database, project);
            var token = new Secret("10" + i + ":bench-token-" + i);
            var connected = connections.add(project, "telegram", "Bot " + i, Map.of(), Map.of("token", token));
            if (paused) {
                database.jdbi().useHandle(handle -> handle.execute(
                        "update connections set paused = true where id = ?", connected.connection().id()));
            }
            hooks.add(new Updates.Hook(
                    WebhookRoutes.path(connected), connected.connection().secrets().get("webhook_secret").reveal()));
        }
        return hooks;
    }

    /** The key of a site widget. */
    static String widget(Database database, Path data) {
        return connections(database, data).add(project(database, 0), "widget", "Site", Map.of(), Map.of()).hook();
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
        var telegram = new TelegramAdapter(TelegramAdapter.HOSTED, null, Clock.system());
        var adapters = List.of(new TelegramAdapter(TelegramAdapter.HOSTED, null, Clock.system()), new WidgetAdapter());
        return new Connections(database.jdbi(), sealing, Clock.system(), adapters);
    }

    private static long project(Database database, int number) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                        """
                        insert into projects (name, time_zone, locale, created_at)
                        values (:name, 'Europe/Moscow', 'ru', now()) returning id""")
                .bind("name", "Shop " + number)
                .mapTo(Long.class)
                .one());
    }
}
