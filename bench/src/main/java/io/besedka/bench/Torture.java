package io.besedka.bench;

import io.besedka.simulator.telegram.TelegramSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code torture [--seconds N] [--seed N] [--keep]}: loads a real server through a webhook and its API while it, its PostgreSQL, the
 * pretended Telegram and the receiver of its webhooks misbehave, and then asks whether every acknowledgement was meant. Exits 1 unless nothing was lost, doubled
 * or misordered; what it found then stays in its folder, as with {@code --keep}.
 */
public final class Torture {
    private static final Logger QUIET = Logger.getLogger("org.eclipse.jetty");
    private static final int PROJECTS = 3;
    private static final int BOTS = 2;
    private static final int CHATS = 8;
    /** Slow answers, retry-after, leases and backoff have an end; what is not settled by then was forgotten. */
    private static final Duration CALM_DOWN = Duration.ofMinutes(5);

    private final TortureOptions options;
    private final Path folder;
    private final TelegramSimulator telegram = TelegramSimulator.start(0);
    private final TortureReceiver receiver;
    private final TortureServer server;
    private final TortureApi api;
    private final List<TortureProgram> programs = new ArrayList<>();
    private final TortureBroadcasts broadcasts = new TortureBroadcasts();
    private final List<TortureChat> chats = new ArrayList<>();
    private final List<TortureFeed> feeds = new ArrayList<>();

    private Torture(TortureOptions options, Path folder) throws IOException {
        this.options = options;
        this.folder = folder;
        telegram.rules().welcomeStrangers(true).keepPerChat(20);
        telegram.switchboard().seed(options.seed());
        receiver = new TortureReceiver(options.seed());
        server = new TortureServer(folder, telegram.url());
        api = new TortureApi(server.url());
    }

    public static void main(String[] arguments) throws Exception {
        var options = TortureOptions.parse(arguments);
        QUIET.setLevel(Level.WARNING);
        var folder = Files.createTempDirectory("besedka-torture");
        // PostgreSQL may run as another user and must be able to pass.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        System.out.println("seed " + options.seed() + ", " + options.seconds() + " s, in " + folder);
        var torture = new Torture(options, folder);
        var emergency = new Thread(torture.server::kill);
        Runtime.getRuntime().addShutdownHook(emergency);
        boolean passed = false;
        try {
            passed = torture.run();
        } finally {
            torture.stop();
            if (options.keep() || !passed) {
                System.out.println("kept in " + folder);
            } else {
                delete(folder);
            }
        }
        System.exit(passed ? 0 : 1);
    }

    private boolean run() throws Exception {
        server.start();
        furnish();
        var load = new TortureLoad(api, chats, options.seed());
        var books = new TortureBooks(server);
        load.introduce(books);
        load.start();
        for (var program : programs) {
            broadcasts.join(program, chatsOf(program.project()), options.seed());
        }
        feeds.forEach(TortureFeed::start);
        var mishaps = new TortureMishaps(server, telegram.switchboard(), new Random(options.seed()));
        mishaps.run(Duration.ofSeconds(options.seconds()));
        System.out.println("calming down ...");
        receiver.calm();
        load.finish(CALM_DOWN);
        broadcasts.finish(CALM_DOWN);
        var verdict = new TortureVerdict();
        verdict.judged(TortureVerdict.Judged.INPUTS, load.acknowledged());
        new TortureSettling(books, CALM_DOWN).await(verdict);
        judge(books, verdict);
        System.out.println(load.summary() + "; " + broadcasts.summary() + "; " + receiver.summary() + "; "
                + mishaps.summary() + "; server starts " + server.starts());
        System.out.println(verdict.summary());
        verdict.offenders().forEach(System.out::println);
        System.out.println(verdict.line());
        return verdict.isClean();
    }

    private List<TortureChat> chatsOf(long project) {
        return chats.stream().filter(chat -> chat.bot.project() == project).toList();
    }

    private void judge(TortureBooks books, TortureVerdict verdict) throws Exception {
        for (var feed : feeds) {
            feed.finish(books.end(feed.project()), verdict);
        }
        new TortureCheck(chats, broadcasts.all(), books, telegram.ledger(), verdict).run();
        broadcasts.check(books, verdict);
        books.checkWebhooks(verdict);
        for (var program : programs) {
            var log = books.events(program.project());
            receiver.webhooksOf(program.project()).forEach(webhook -> webhook.judge(log, verdict));
            new TorturePull(program, verdict).compare(log);
        }
    }

    /** A few projects with a few bots each, made as an administrator would make them. */
    private void furnish() throws Exception {
        api.becomeAdministrator(server.link());
        for (int p = 0; p < PROJECTS; p++) {
            long project = api.createProject("Project " + p);
            feeds.add(new TortureFeed(api, project));
            var program = api.program(project);
            programs.add(program);
            receiver.subscribe(program);
            for (int b = 0; b < BOTS; b++) {
                long number = 7_000 + p * BOTS + b;
                var token = number + ":torture";
                telegram.bot(token, "torture_" + number + "_bot", "Bot " + number);
                var connection = api.connect(project, "Bot " + number, token);
                for (int c = 0; c < CHATS; c++) {
                    chats.add(new TortureChat(connection, number, 1_000_000L + chats.size()));
                }
            }
        }
    }

    private void stop() {
        feeds.forEach(TortureFeed::close);
        server.close();
        receiver.close();
        telegram.close();
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
