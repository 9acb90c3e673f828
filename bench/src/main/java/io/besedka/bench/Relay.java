package io.besedka.bench;

import io.besedka.simulator.telegram.TelegramSimulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * How long a client's words are on their way at a quarter of the rate that the same server was just measured to take in: from the
 * moment the provider meant to post the update to the 200, to the operator's socket, and to the bot's own call at the provider. As
 * multiples of a bare commit on the same database.
 */
final class Relay {
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");
    private static final int PROJECTS = 100;
    private static final int BOTS = 4;
    private static final int CONNECTIONS = 128;
    /** Seconds: the compiler is busy with the whole way for the first two minutes. */
    private static final int WARM_UP = 150;

    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private final Target target;
    private final Path data;
    private final Figures figures;
    private final int seconds;
    private final TelegramSimulator telegram = TelegramSimulator.start(0);
    private final List<Long> projects = new ArrayList<>();
    private final List<Updates.Hook> stored = new ArrayList<>();
    private final List<Updates.Hook> answering = new ArrayList<>();
    private TortureApi operator;

    Relay(Target target, Path data, Figures figures, int seconds) {
        this.target = target;
        this.data = data;
        this.figures = figures;
        this.seconds = seconds;
    }

    void run() throws Exception {
        JETTY.setLevel(Level.WARNING);
        telegram.rules().welcomeStrangers(true).keepPerChat(4);
        try (telegram) {
            furnish();
            target.start(telegram.url().toString());
            var before = Commits.measure(target.database(), 3);
            double ingest = ingest();
            figures.put("relay.ingest", ingest, "updates/s");
            double rate = ingest / 4;
            figures.put("relay.rate", rate, "updates/s");
            figures.say("relay: warming up");
            drive(rate, WARM_UP, 1_000_000_000_000L, false);
            drive(rate, seconds, 2_000_000_000_000L, true).report(before.and(Commits.measure(target.database(), 3)));
            target.stop();
        }
    }

    /** Projects made by their operator, then bots put past the server: a paused one each for the intake's rate, the others answer. */
    private void furnish() throws Exception {
        target.start(telegram.url().toString());
        operator = new TortureApi(URI.create("http://" + target.host()));
        operator.becomeAdministrator(target.link());
        for (int i = 0; i < PROJECTS; i++) {
            projects.add(operator.createProject("Shop " + i));
        }
        target.stop();
        try (var database = target.open()) {
            for (long project : projects) {
                var paused = Fixture.bots(database, data, project, 1, true);
                var active = Fixture.bots(database, data, project, BOTS, false);
                FlowFixture.publish(database, project, connections(paused));
                FlowFixture.publishEcho(database, project, connections(active));
                introduce(paused, stored);
                introduce(active, answering);
            }
        }
    }

    private static Set<Long> connections(List<Fixture.Bot> bots) {
        return bots.stream().map(Fixture.Bot::connection).collect(Collectors.toSet());
    }

    private void introduce(List<Fixture.Bot> bots, List<Updates.Hook> hooks) {
        for (var bot : bots) {
            telegram.bot(bot.token(), "bench_" + bot.connection() + "_bot", "Bot " + bot.connection());
            hooks.add(bot.hook());
        }
    }

    private double ingest() throws Exception {
        figures.say("relay: the intake's rate, after warming up");
        try (var load = new Load(target.address(), 64, new Updates(stored, target.host(), 1, true))) {
            load.closed(20);
            var report = load.closed(seconds);
            figures.check(report.failures() == 0, "the intake answered 200 to everything");
            return report.perSecond();
        }
    }

    private Run drive(double rate, int forSeconds, long first, boolean measured) throws Exception {
        var book = new RelayBook(answering, target.host(), first, (int) (rate * forSeconds) + 1);
        long callsBefore = telegram.ledger().count();
        try (var sockets = new Listeners(target.address(), book);
                var load = new Load(target.address(), CONNECTIONS, book)) {
            for (long project : projects) {
                sockets.open("/v1/projects/" + project + "/socket", headers(), null);
            }
            sockets.start();
            double server = Cpu.of(target.process().pid());
            double own = Cpu.of(ProcessHandle.current().pid());
            double postgres = Cpu.ofFamily(target.postgresPid());
            var report = load.open(rate, forSeconds);
            await(book::shownInAll, book.sent());
            await(() -> telegram.ledger().count() - callsBefore, book.sent());
            var run = new Run(book, report, telegram.ledger().after(callsBefore, Integer.MAX_VALUE), sockets.lost());
            if (measured) {
                cpu("server", Cpu.of(target.process().pid()) - server, book.sent());
                cpu("postgres", Cpu.ofFamily(target.postgresPid()) - postgres, book.sent());
                cpu("bench-with-simulator", Cpu.of(ProcessHandle.current().pid()) - own, book.sent());
            }
            return run;
        }
    }

    private void cpu(String whose, double used, int updates) {
        figures.put("relay.cpu." + whose, used * 1e6 / updates, "us/update");
    }

    private String headers() {
        return "Origin: http://" + target.host() + "\r\nCookie: " + operator.cookie() + "\r\n";
    }

    private static void await(LongSupplier seen, long wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (seen.getAsLong() < wanted && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }

    private final class Run {
        private final RelayBook book;
        private final Load.Report load;
        private final RelayBook.Sends sends;
        private final int lostSockets;

        Run(
                RelayBook book,
                Load.Report load,
                List<io.besedka.simulator.telegram.Ledger.Entry> ledger,
                int lostSockets) {
            this.book = book;
            this.load = load;
            this.sends = book.sends(ledger);
            this.lostSockets = lostSockets;
        }

        void report(Latencies commits) {
            double yard = commits.at(0.5);
            figures.put("relay.bare-commit.p50", yard, "ms");
            figures.put("relay.bare-commit.p99", commits.at(0.99), "ms");
            figures.put("relay.lag.p99", load.lag().at(0.99), "ms later than intended left the posts");
            tell("answer", book.answered(), yard);
            tell("socket", book.shown(), yard);
            tell("call", sends.latencies(), yard);
            figures.check(
                    load.failures() == 0 && book.answered().total() == book.sent(),
                    "each of " + book.sent() + " updates was answered 200");
            figures.check(
                    lostSockets == 0 && book.isShownOnce(), "each was seen at its operator's socket exactly once");
            figures.check(sends.once(), "each was answered by the bot at the provider exactly once");
            figures.check(load.lag().at(0.9) < 1, "nine posts in ten left within 1 ms of their moment");
        }

        private void tell(String what, Latencies times, double yard) {
            for (int percent : new int[] {50, 90, 99}) {
                double time = times.at(percent / 100.0);
                figures.put("relay." + what + ".p" + percent, time, "ms");
                figures.put("relay." + what + ".p" + percent + ".ratio", time / yard, "bare commits");
            }
        }
    }
}
