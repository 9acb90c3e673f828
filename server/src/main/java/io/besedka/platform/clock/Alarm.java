package io.besedka.platform.clock;

import java.time.Instant;

/**
 * What one worker waits on: a time, a nudge, or whichever is first. A ring while nobody waits is remembered, and
 * several of them are one, so a worker that looks for work, then waits, never misses a nudge in between. Any thread
 * may ring; only one waits.
 */
public interface Alarm {
    /** Waits until the clock shows {@code when} or later. True when rung, false when the time has come. */
    boolean waitUntil(Instant when) throws InterruptedException;

    /** Waits for a ring, however long it takes. */
    void await() throws InterruptedException;

    void ring();
}
