package io.besedka.bench;

import io.besedka.simulator.Misfortune;
import io.besedka.simulator.Switchboard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What goes wrong, one thing every few seconds, shuffled like cards so that even a short run meets every kind. */
final class TortureMishaps {
    private enum Mishap {
        KILL_SERVER,
        KILL_SERVER_TWICE,
        KILL_POSTGRES,
        KILL_BOTH,
        FREEZE,
        TOO_MANY,
        SERVER_ERROR,
        ANSWER_DROPPED,
        CALL_DROPPED,
        SLOW
    }

    private static final Duration WINDOW = Duration.ofMillis(1_500);
    private static final Duration FREEZE = Duration.ofSeconds(2);

    private final TortureServer server;
    private final Switchboard switchboard;
    private final Random random;
    private final EnumMap<Mishap, Integer> happened = new EnumMap<>(Mishap.class);
    private int kills;

    TortureMishaps(TortureServer server, Switchboard switchboard, Random random) {
        this.server = server;
        this.switchboard = switchboard;
        this.random = random;
    }

    void run(Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        switchboard.chance(0.01, new Misfortune.AnswerDropped());
        switchboard.chance(0.01, new Misfortune.CallDropped());
        var deck = new ArrayList<Mishap>();
        while (System.nanoTime() < end) {
            Thread.sleep(800 + random.nextInt(2_000));
            if (deck.isEmpty()) {
                deck.addAll(List.of(Mishap.values()));
                Collections.shuffle(deck, random);
            }
            var mishap = deck.removeLast();
            happened.merge(mishap, 1, Integer::sum);
            strike(mishap);
            server.awaitReady();
        }
        switchboard.calm();
    }

    private void strike(Mishap mishap) throws Exception {
        switch (mishap) {
            case KILL_SERVER -> killServer();
            case KILL_SERVER_TWICE -> {
                killServer();
                // Somewhere in its start: while PostgreSQL recovers, migrations run or lanes are read.
                Thread.sleep(100 + random.nextInt(2_500));
                killServer();
            }
            case KILL_POSTGRES -> kills += server.killPostgres() ? 1 : 0;
            case KILL_BOTH -> {
                kills += 2;
                server.killBoth();
            }
            case FREEZE -> server.freeze(FREEZE);
            case TOO_MANY -> switchboard.during(WINDOW, Misfortune.tooMany(Duration.ofSeconds(1)));
            case SERVER_ERROR -> switchboard.during(WINDOW, Misfortune.serverError(random.nextBoolean() ? 500 : 502));
            case ANSWER_DROPPED -> switchboard.next(10, new Misfortune.AnswerDropped());
            case CALL_DROPPED -> switchboard.next(10, new Misfortune.CallDropped());
            case SLOW -> switchboard.during(WINDOW, new Misfortune.Slow(Duration.ofMillis(700)));
        }
    }

    private void killServer() {
        kills++;
        server.killServer();
    }

    String summary() {
        var told = happened.entrySet().stream()
                .map(entry -> entry.getKey().name().toLowerCase(java.util.Locale.ROOT) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return "kills " + kills + " (" + told + "), telegram's " + switchboard.counters();
    }
}
