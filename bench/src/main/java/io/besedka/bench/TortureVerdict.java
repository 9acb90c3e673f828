package io.besedka.bench;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong, counted, and the first of it in words. */
final class TortureVerdict {
    private static final int SHOWN = 20;

    private final List<String> offenders = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();
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
        if (offenders.size() < SHOWN) {
            offenders.add(what);
        }
    }

    synchronized void fact(String what) {
        facts.add(what);
    }

    synchronized void add(TortureVerdict other) {
        lost += other.lost;
        doubled += other.doubled;
        misordered += other.misordered;
        other.offenders.forEach(this::offender);
    }

    boolean isClean() {
        return lost == 0 && doubled == 0 && misordered == 0;
    }

    List<String> offenders() {
        return offenders;
    }

    String summary() {
        return String.join("; ", facts);
    }

    String line() {
        return "lost=%d doubled=%d misordered=%d".formatted(lost, doubled, misordered);
    }
}
