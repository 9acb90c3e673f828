package io.besedka.platform.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

final class SystemAlarm implements Alarm {
    /** The wall clock may be set while we wait on the monotonic one, so it is looked at this often. */
    private static final Duration LONGEST_NAP = Duration.ofMinutes(1);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean rung;

    SystemAlarm(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean waitUntil(Instant when) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!rung && clock.now().isBefore(when)) {
                changed.awaitNanos(nap(when));
            }
            return takeRing();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!rung) {
                changed.await();
            }
            takeRing();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ring() {
        lock.lock();
        try {
            rung = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private long nap(Instant when) {
        var now = clock.now();
        return when.isAfter(now.plus(LONGEST_NAP))
                ? LONGEST_NAP.toNanos()
                : Duration.between(now, when).toNanos();
    }

    private boolean takeRing() {
        var was = rung;
        rung = false;
        return was;
    }
}
