package io.besedka.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was found wrong, counted, and the first of it in words; and how much was looked at, for nothing wrong among none says nothing. */
final class TortureVerdict {
    /** What promises are about. A run that has none of a kind has failed. */
    enum Judged {
        INPUTS,
        SENDS,
        WEBHOOK_DELIVERIES,
        PULLED_EVENTS,
        BROADCAST_RECIPIENTS;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Of each flaw. */
    private static final int SHOWN = 10;

    private final List<String> offenders = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();
    private final EnumMap<Judged, Long> judged = new EnumMap<>(Judged.class);
    private long lost;
    private long doubled;
    private long misordered;

    synchronized void lost(long count, String what) {
        lost += count;
        offender("lost: " + what);
    }

    synchronized void doubled(String what) {
        doubled++;
        offender("doubled: " + what);
    }

    synchronized void misordered(String what) {
        misordered++;
        offender("misordered: " + what);
    }

    private void offender(String what) {
        var flaw = what.substring(0, what.indexOf(':'));
        if (offenders.stream().filter(one -> one.startsWith(flaw)).count() < SHOWN) {
            offenders.add(what);
        }
    }

    synchronized void judged(Judged kind, long count) {
        judged.merge(kind, count, Long::sum);
    }

    private long judged(Judged kind) {
        return judged.getOrDefault(kind, 0L);
    }

    synchronized void fact(String what) {
        facts.add(what);
    }

    synchronized void add(TortureVerdict other) {
        lost += other.lost;
        doubled += other.doubled;
        misordered += other.misordered;
        other.offenders.forEach(this::offender);
        other.facts.forEach(this::fact);
        other.judged.forEach(this::judged);
    }

    boolean isClean() {
        return lost == 0
                && doubled == 0
                && misordered == 0
                && Stream.of(Judged.values()).allMatch(kind -> judged(kind) > 0);
    }

    List<String> offenders() {
        return offenders;
    }

    String summary() {
        return String.join("; ", facts);
    }

    String line() {
        var among = Stream.of(Judged.values())
                .map(kind -> judged(kind) + " " + kind.word())
                .collect(Collectors.joining(", "));
        return "lost=%d doubled=%d misordered=%d among %s".formatted(lost, doubled, misordered, among);
    }
}
