package io.besedka.channel;

import io.besedka.platform.clock.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How each connection fares, in memory: what the connections screen shows and the watchdog acts on. */
public final class Health {
    public enum State {
        OK,
        WARNING,
        BROKEN
    }

    /** @param text what is wrong, in words, or null */
    public record Report(State state, String text, Instant lastUpdateAt, Instant lastSendAt, long skipped, long rejected) {
        static final Report FRESH = new Report(State.OK, null, null, null, 0, 0);
    }

    private final Clock clock;
    private final Map<Long, Report> reports = new ConcurrentHashMap<>();

    public Health(Clock clock) {
        this.clock = clock;
    }

    public Report of(long connectionId) {
        return reports.getOrDefault(connectionId, Report.FRESH);
    }

    public boolean isBroken(long connectionId) {
        return of(connectionId).state() == State.BROKEN;
    }

    public void updated(long connectionId, int skipped) {
        change(connectionId, old -> new Report(
                old.state, old.text, clock.now(), old.lastSendAt, old.skipped + skipped, old.rejected));
    }

    public void rejected(long connectionId) {
        change(connectionId, old -> new Report(old.state, old.text, old.lastUpdateAt, old.lastSendAt, old.skipped, old.rejected + 1));
    }

    public void sent(long connectionId) {
        change(connectionId, old -> new Report(State.OK, null, old.lastUpdateAt, clock.now(), old.skipped, old.rejected));
    }

    public void says(long connectionId, State state, String text) {
        change(connectionId, old -> new Report(state, text, old.lastUpdateAt, old.lastSendAt, old.skipped, old.rejected));
    }

    public void forget(long connectionId) {
        reports.remove(connectionId);
    }

    private void change(long connectionId, java.util.function.UnaryOperator<Report> change) {
        reports.compute(connectionId, (id, old) -> change.apply(old == null ? Report.FRESH : old));
    }
}
