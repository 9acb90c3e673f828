package io.besedka.delivery;

import io.besedka.channel.Capabilities.Rates;
import java.time.Instant;

/** How fast a connection may be called, and from when on: what the channel allows, and what its provider asked for. One thread's own. */
final class Pace {
    private Rates rates = new Rates(null, null, 1);
    private Bucket bucket = new Bucket(null);
    /** Nothing is called before this: the provider asked for it. */
    private Instant gate = Instant.MIN;

    /** True when it changed. */
    boolean obey(Rates told) {
        if (told.equals(rates)) {
            return false;
        }
        rates = told;
        bucket = new Bucket(told.connection());
        return true;
    }

    Rates rates() {
        return rates;
    }

    int concurrency() {
        return rates.concurrency();
    }

    Instant callable(Instant now) {
        return Bucket.latest(gate, bucket.earliest(now));
    }

    /** A call is made. */
    void take(Instant now) {
        bucket.take(now);
    }

    void shutUntil(Instant until) {
        gate = Bucket.latest(gate, until);
    }

    /** Not before the gate opens. */
    Instant afterGate(Instant now) {
        return Bucket.latest(now, gate);
    }
}
