package io.besedka.delivery;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls beside the sends that a provider counts together with them, as asking who a client is. They go while nothing stands in line to
 * be sent; while something does, one goes among so many sends. The connection's thread owns it, but for the count of those under way.
 */
final class Errands {
    /** A quarter of a percent of the rate, so that sends lose nothing to speak of, and a name waits 20 s at 20 a second. */
    static final int SENDS = 400;

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private int sends = SENDS;

    void add(Runnable errand) {
        waiting.add(errand);
    }

    void sent() {
        sends = Math.min(SENDS, sends + 1);
    }

    /** @param idle whether nothing stands in line to be sent */
    boolean mayGo(boolean idle) {
        return !waiting.isEmpty() && (idle || sends == SENDS);
    }

    void go(long connectionId) {
        sends = 0;
        var errand = waiting.poll();
        underWay.incrementAndGet();
        Thread.ofVirtual().name("errand-" + connectionId).start(() -> run(connectionId, errand));
    }

    private void run(long connectionId, Runnable errand) {
        try {
            errand.run();
        } catch (RuntimeException bug) {
            LOG.atWarn().setCause(bug).addKeyValue("connection", connectionId).log("an errand failed");
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** The connection is gone. */
    void forget() {
        waiting.clear();
    }

    boolean isResting() {
        return underWay.get() == 0;
    }
}
