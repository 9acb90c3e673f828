package io.besedka.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulator's time: the real one plus whatever was skipped with {@link #advance}. Tests jump over retry delays and
 * expiries instead of waiting for them. Tasks run one after another on the timeline's own thread and must be short.
 */
public final class Timeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);

    private record Task(Instant at, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::order));
    private volatile Duration skipped = Duration.ZERO;
    private volatile Instant stopped;
    private long order;
    private boolean closed;

    public Timeline() {
        Thread.ofVirtual().name("simulator-timeline").start(this::run);
    }

    public Instant now() {
        var stands = stopped;
        return (stands == null ? Instant.now() : stands).plus(skipped);
    }

    /** From now on the time passes by {@link #advance} alone. */
    public void stop() {
        stopped = Instant.now();
    }

    /** Runs the task once that much simulated time has passed. */
    public void after(Duration delay, Runnable task) {
        at(now().plus(delay), task);
    }

    /** Runs the task at that simulated moment, at once when it has passed. */
    public synchronized void at(Instant moment, Runnable task) {
        tasks.add(new Task(moment, order++, task));
        notifyAll();
    }

    /** Jumps forward; everything that falls due is run at once, in order. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) throw new IllegalArgumentException("time does not run backwards");
        skipped = skipped.plus(by);
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void run() {
        try {
            for (var task = next(); task != null; task = next()) runSafely(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void runSafely(Task task) {
        try {
            task.run().run();
        } catch (RuntimeException e) {
            LOG.warn("a task of the simulator failed", e);
        }
    }

    private synchronized Task next() throws InterruptedException {
        while (!closed) {
            var first = tasks.peek();
            if (first == null) {
                wait();
                continue;
            }
            long millis = Duration.between(now(), first.at()).toMillis();
            if (millis <= 0) return tasks.poll();
            wait(millis);
        }
        return null;
    }
}
