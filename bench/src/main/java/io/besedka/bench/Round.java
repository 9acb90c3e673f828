package io.besedka.bench;

import java.time.Duration;

/** One message to many: who has heard it, and when the last did. Who hears it twice spoils the round. */
final class Round {
    private static final long PATIENCE = Duration.ofSeconds(20).toMillis();
    private final long[] heardAt;
    private int heard;
    private boolean twice;

    Round(int listeners) {
        heardAt = new long[listeners];
    }

    synchronized void begin() {
        java.util.Arrays.fill(heardAt, 0);
        heard = 0;
    }

    synchronized void heard(int listener, long at) {
        twice |= heardAt[listener] != 0;
        heardAt[listener] = at;
        if (++heard == heardAt.length) {
            notifyAll();
        }
    }

    synchronized void await() throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE;
        while (heard < heardAt.length) {
            long left = deadline - System.currentTimeMillis();
            if (left <= 0) {
                throw new IllegalStateException("only " + heard + " of " + heardAt.length + " heard it within 20 s");
            }
            wait(left);
        }
    }

    /** When a listener heard it, by {@code System.nanoTime}. */
    synchronized long at(int listener) {
        return heardAt[listener];
    }

    synchronized long last() {
        return java.util.Arrays.stream(heardAt).max().orElse(0);
    }

    synchronized boolean isClean() {
        return !twice;
    }
}
