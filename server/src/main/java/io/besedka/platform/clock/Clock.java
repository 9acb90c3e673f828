package io.besedka.platform.clock;

import java.time.Instant;

/** The only source of the current time. Safe for any thread, and cheap enough to be asked for every message. */
public interface Clock {
    /** Now, in whole microseconds: what PostgreSQL keeps, so that a stored time equals the one read back. */
    Instant now();

    /** A new alarm on this clock. Each waiting worker has its own. */
    Alarm alarm();

    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
