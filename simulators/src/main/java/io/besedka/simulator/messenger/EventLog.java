package io.besedka.simulator.messenger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The latest updates by number, for a server that polls. Every update lies here, posted to a hook or not; numbers grow
 * without gaps and go on after a restart.
 */
public final class EventLog {
    public record Entry(long number, Update update) {}

    private static final int KEEP = 10_000;

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long last;
    private boolean closed;

    EventLog(long first) {
        last = first;
    }

    synchronized void add(Update update) {
        entries.add(new Entry(++last, update));
        if (entries.size() > KEEP) entries.poll();
        notifyAll();
    }

    /** The newest number given; the one before the first when there is none. */
    public synchronized long last() {
        return last;
    }

    /** The oldest number still kept, or the next one to come: a reader that stands before it lost something. */
    public synchronized long oldest() {
        return entries.isEmpty() ? last + 1 : entries.peek().number();
    }

    /** Up to {@code limit} entries with greater numbers; waits up to {@code wait} real time for the first. */
    public synchronized List<Entry> after(long number, int limit, Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        try {
            while (last <= number && !closed) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) return List.of();
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
        var found = new ArrayList<Entry>();
        for (var entry : entries) {
            if (entry.number() > number && found.size() < limit) found.add(entry);
        }
        return found;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
