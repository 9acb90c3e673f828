package io.besedka.bench;

import io.besedka.conversation.DeliveryStatus;
import io.besedka.platform.database.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * WhatsApp's way of telling, where three in four posts are statuses, beside Telegram's, where each is a message: posts a second at 64
 * connections, each taken and committed before its 200, taking turns on one database.
 */
final class HookRates {
    private static final int PROJECTS = 100;
    /** The numbers' ids count from it. */
    private static final int FIRST_NUMBER = 1_100_000;

    private static final int CONNECTIONS = 64;
    private static final int WARM_UP = 15;

    private final Target target;
    private final Path data;
    private final Figures figures;
    private final int seconds;

    HookRates(Target target, Path data, Figures figures, int seconds) {
        this.target = target;
        this.data = data;
        this.figures = figures;
        this.seconds = seconds;
    }

    void run() throws Exception {
        List<Updates.Hook> telegram;
        List<WhatsAppHooks.Hook> whatsapp;
        try (var database = target.open()) {
            telegram = Fixture.bots(database, data, PROJECTS);
            whatsapp = numbers(database);
        }
        target.start("http://127.0.0.1:9");
        telegram(telegram, WARM_UP, 1);
        drive(new WhatsAppHooks(whatsapp, target.host(), 1, List.of()), WARM_UP);
        List<WhatsAppHooks.Told> told;
        try (var database = target.open()) {
            told = deliver(database);
        }
        drive(new WhatsAppHooks(whatsapp, target.host(), 2, told.subList(0, told.size() / 5)), 3);
        double messages = 0;
        double hooks = 0;
        var rest = new WhatsAppHooks(whatsapp, target.host(), 3, told.subList(told.size() / 5, told.size()));
        for (int round = 0; round < 2; round++) {
            messages += telegram(telegram, seconds, 2 + round).perSecond() / 2;
            hooks += drive(rest, seconds).perSecond() / 2;
        }
        figures.check(rest.sufficed(), "each status told something new");
        figures.put("channels.telegram.hooks", messages, "posts/s");
        figures.put("channels.whatsapp.hooks", hooks, "posts/s, one message to three statuses");
        figures.ratio("channels.whatsapp.hooks.ratio", hooks / messages, 0.9, true);
        target.stop();
    }

    private List<WhatsAppHooks.Hook> numbers(Database database) {
        var hooks = new ArrayList<WhatsAppHooks.Hook>();
        for (int i = 0; i < PROJECTS; i++) {
            long project = Fixture.project(database, PROJECTS + i);
            FlowFixture.publish(database, project);
            var id = Long.toString(FIRST_NUMBER + i);
            var settings = Map.of("phone_number_id", id, "waba_id", "880001", "app_id", "770001");
            var secrets = Map.of("token", "bench-token", "app_secret", WhatsAppHooks.SECRET);
            hooks.add(new WhatsAppHooks.Hook(
                    Fixture.connect(database, data, project, "whatsapp", settings, secrets, true), id));
        }
        return hooks;
    }

    /** Pretends that what waits was sent, under Meta's names, and returns what may be told of. */
    private static List<WhatsAppHooks.Told> deliver(Database database) {
        return database.jdbi().inTransaction(handle -> {
            handle.createUpdate("""
                            update deliveries d set status = :sent, external_ids = array['wamid.HBgLOUT' || d.conversation_id || '.' || d.seq]
                            from connections c where c.id = d.connection_id and (c.settings::json ->> 'phone_number_id')::bigint between :first and :last""")
                    .bind("sent", DeliveryStatus.SENT.ordinal())
                    .bind("first", FIRST_NUMBER)
                    .bind("last", FIRST_NUMBER + PROJECTS - 1)
                    .execute();
            handle.createUpdate("""
                    insert into message_ids (project_id, conversation_id, external_id, seq)
                    select d.project_id, d.conversation_id, d.external_ids[1], d.seq
                    from deliveries d join connections c on c.id = d.connection_id and (c.settings::json ->> 'phone_number_id')::bigint between :first and :last""")
                    .bind("first", FIRST_NUMBER)
                    .bind("last", FIRST_NUMBER + PROJECTS - 1)
                    .execute();
            return handle.createQuery("""
                            select l.external_id person, d.external_ids[1] id, (c.settings::json ->> 'phone_number_id')::int - :first hook
                            from deliveries d join connections c on c.id = d.connection_id and (c.settings::json ->> 'phone_number_id')::bigint between :first and :last
                            join clients l on l.project_id = d.project_id and l.id = d.conversation_id
                            order by hashint8(d.conversation_id + d.seq)""")
                    .bind("first", FIRST_NUMBER)
                    .bind("last", FIRST_NUMBER + PROJECTS - 1)
                    .map((row, context) ->
                            new WhatsAppHooks.Told(row.getInt("hook"), row.getString("person"), row.getString("id")))
                    .list();
        });
    }

    private Load.Report telegram(List<Updates.Hook> hooks, int forSeconds, long seed) throws Exception {
        return drive(new Updates(hooks, target.host(), seed, true), forSeconds);
    }

    private Load.Report drive(Load.Source source, int forSeconds) throws Exception {
        try (var load = new Load(target.address(), CONNECTIONS, source)) {
            var report = load.closed(forSeconds);
            figures.check(report.failures() == 0, "every post was taken");
            return report;
        }
    }
}
