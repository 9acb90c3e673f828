package io.besedka.bench;

import io.besedka.simulator.Misfortune;
import io.besedka.simulator.Simulator;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.telegram.TelegramSimulator;
import io.besedka.simulator.vk.VkSimulator;
import io.besedka.simulator.whatsapp.WhatsAppSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How much of a provider's limit is used while more waits than may be sent, and whether it ever has to say no; and what is left of that
 * when another provider is dead or slow. People write all at once, the bot answers each: the answers are the queue.
 */
final class SendRates {
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");
    /** The first seconds are the buckets' own bursts. */
    private static final int WARM_UP = 4;

    private static final String RETRIED = "besedka_deliveries_total{channel=\"%s\",outcome=\"retried\"}";

    /**
     * A provider and its limit.
     *
     * @param writes lets the person of this number write to us
     * @param sent how many sends the provider has done so far
     */
    private record Line(
            String channel,
            int perSecond,
            Simulator simulator,
            Map<String, String> settings,
            Map<String, String> secrets,
            IntConsumer writes,
            LongSupplier sent) {}

    private final Target target;
    private final Path data;
    private final Figures figures;
    private final int seconds;
    private int people;

    SendRates(Target target, Path data, Figures figures, int seconds) {
        this.target = target;
        this.data = data;
        this.figures = figures;
        this.seconds = seconds;
    }

    void run() throws Exception {
        JETTY.setLevel(Level.WARNING);
        var lines = List.of(telegram(), whatsapp(), vk());
        try (var database = target.open()) {
            for (var line : lines) {
                long project = Fixture.project(database, line.perSecond());
                FlowFixture.publish(database, project);
                Fixture.connect(database, data, project, line.channel(), line.settings(), line.secrets(), false);
            }
        }
        var apis = new LinkedHashMap<String, String>();
        lines.forEach(line -> apis.put(line.channel(), line.simulator().url().toString()));
        target.start(apis);
        for (var line : lines) {
            figures.ratio("channels." + line.channel() + ".of-its-limit", measure(line), 0.98, true);
        }
        beside(lines.getFirst(), lines.getLast());
        target.stop();
        lines.forEach(line -> line.simulator().close());
    }

    /** The share of the limit that was used; the run is invalid when the provider ever said no. */
    private double measure(Line line) throws Exception {
        var retried = RETRIED.formatted(line.channel());
        double before = target.counter(retried);
        double share = share(line);
        figures.check(target.counter(retried) == before, line.channel() + " never asked to wait");
        return share;
    }

    private double share(Line line) throws Exception {
        crowd(line, line.perSecond() * (WARM_UP + seconds + 3));
        Thread.sleep(Duration.ofSeconds(WARM_UP));
        long began = line.sent().getAsLong();
        var at = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(seconds));
        long done = line.sent().getAsLong() - began;
        double share = done / ((System.nanoTime() - at) / 1e9) / line.perSecond();
        drain(line);
        return share;
    }

    private void crowd(Line line, int count) {
        for (int i = 0; i < count; i++) {
            line.writes().accept(people++);
        }
    }

    /** Until nothing was sent for two seconds. */
    private static void drain(Line line) throws InterruptedException {
        for (long before = -1, now = line.sent().getAsLong();
                now != before;
                now = line.sent().getAsLong()) {
            before = now;
            Thread.sleep(2000);
        }
    }

    /** The healthy one's share while the other has a queue and answers nothing, then while it answers after seconds. */
    private void beside(Line healthy, Line ill) throws Exception {
        for (var misfortune : List.of(new Misfortune.CallDropped(), new Misfortune.Slow(Duration.ofSeconds(5)))) {
            ill.simulator().switchboard().add(misfortune, Switchboard.ALL, -1, Instant.MAX, 1);
            crowd(ill, 500);
            figures.ratio(
                    "channels." + healthy.channel() + ".beside-one-" + misfortune.kind(), share(healthy), 0.98, true);
            ill.simulator().switchboard().calm();
        }
    }

    private static Line telegram() {
        var simulator = TelegramSimulator.start(0);
        simulator.rules().enforceRates(true);
        var bot = simulator.bot("7003:bench-token", "bench_bot", "Bench");
        return new Line(
                "telegram",
                30,
                simulator,
                Map.of(),
                Map.of("token", bot.token()),
                number -> bot.person("Person " + number).writes("Сколько стоит букет?"),
                simulator.ledger()::count);
    }

    private static Line whatsapp() {
        var simulator = WhatsAppSimulator.start(0);
        simulator.rules().enforceRates(true);
        var number = simulator.number("1005550001", "Bench", "bench-token", "bench-app-secret");
        return line(
                80,
                simulator,
                number,
                Map.of(
                        "phone_number_id",
                        "1005550001",
                        "waba_id",
                        number.extra("waba_id"),
                        "app_id",
                        number.extra("app_id")),
                Map.of("token", "bench-token", "app_secret", "bench-app-secret"));
    }

    private static Line vk() {
        var token = "vk1.a.bench";
        var simulator = VkSimulator.start(0);
        simulator.rules().enforceRates(true);
        return line(20, simulator, simulator.community(token, "224466", "Bench"), Map.of(), Map.of("token", token));
    }

    private static Line line(
            int perSecond,
            Simulator simulator,
            Account account,
            Map<String, String> settings,
            Map<String, String> secrets) {
        return new Line(
                simulator.word(),
                perSecond,
                simulator,
                settings,
                secrets,
                number -> account.person("Person " + number).writes("Сколько стоит букет?"),
                account.messenger().ledger()::count);
    }
}
