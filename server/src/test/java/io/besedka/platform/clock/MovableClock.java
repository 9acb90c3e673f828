package io.besedka.platform.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A clock, of microseconds like the real one, that stands still until a test moves it; whoever waits on its alarms is woken when their time has come. */
public final class MovableClock implements Clock {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Instant now;
    private final Set<BooleanSupplier> waiting = new HashSet<>();

    public MovableClock(Instant start) {
        now = start.truncatedTo(ChronoUnit.MICROS);
    }

    public static MovableClock at(String instant) {
        return new MovableClock(Instant.parse(instant));
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Alarm alarm() {
        return new MovableAlarm();
    }

    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + by);
        }
        change(() -> now = now.plus(by));
    }

    public void set(Instant instant) {
        change(() -> now = instant.truncatedTo(ChronoUnit.MICROS));
    }

    /** Blocks until so many threads wait on this clock's alarms: all of them have finished what they had to do. */
    public void awaitWaiting(int threads) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (stillWaiting() < threads) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A thread whose time has come does not count, even before it has got the lock back. */
    private long stillWaiting() {
        return waiting.stream().filter(over -> !over.getAsBoolean()).count();
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class MovableAlarm implements Alarm {
        private boolean rung;

        @Override
        public boolean waitUntil(Instant when) throws InterruptedException {
            return waitFor(() -> rung || !now.isBefore(when));
        }

        @Override
        public void await() throws InterruptedException {
            waitFor(() -> rung);
        }

        @Override
        public void ring() {
            change(() -> rung = true);
        }

        private boolean waitFor(BooleanSupplier over) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                waiting.add(over);
                changed.signalAll();
                while (!over.getAsBoolean()) {
                    changed.await();
                }
                var was = rung;
                rung = false;
                return was;
            } finally {
                waiting.remove(over);
                lock.unlock();
            }
        }
    }
}
