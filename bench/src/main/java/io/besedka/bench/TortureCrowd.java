package io.besedka.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Those who ask the server for something, each one thing after another, each the same again until it is acknowledged. */
final class TortureCrowd {
    private static final int FIRST_RETRY = 200;
    private static final int LAST_RETRY = 1_000;

    interface Loop {
        void run() throws InterruptedException;
    }

    interface Attempt {
        /** True when it was acknowledged. */
        boolean made() throws InterruptedException;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
    private volatile boolean finishing;
    private volatile boolean giveUp;

    void join(Loop loop) {
        threads.add(aside(loop));
    }

    /** Beside what its caller does, who waits for it. */
    static Thread aside(Loop loop) {
        return Thread.ofVirtual().start(() -> {
            try {
                loop.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Whether to begin nothing new. */
    boolean isFinishing() {
        return finishing;
    }

    /** False when it was never acknowledged. */
    boolean insist(Attempt attempt) throws InterruptedException {
        for (int pause = FIRST_RETRY; !attempt.made(); pause = Math.min(LAST_RETRY, 2 * pause)) {
            if (giveUp) {
                return false;
            }
            Thread.sleep(pause);
        }
        return true;
    }

    void count(String answer) {
        answers.computeIfAbsent(answer, key -> new LongAdder()).increment();
    }

    /** Everybody finishes what they had begun, up to its acknowledgement. */
    void finish(Duration patience) throws InterruptedException {
        finishing = true;
        long deadline = System.nanoTime() + patience.toNanos();
        for (var thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        giveUp = true;
        for (var thread : threads) {
            thread.join();
        }
    }

    @Override
    public String toString() {
        return answers.toString();
    }
}
