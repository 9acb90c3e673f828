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

    /**
     * Counts are of this process, from its start on.
     *
     * @param text what is wrong, in words, or null
     * @param skipped updates of kinds that mean nothing to us
     * @param rejected posts that the provider did not make, or that nobody can read
     * @param errors sends that the provider refused, broke or left in doubt
     * @param lastError in the provider's words, or null
     */
    public record Report(
            State state,
            String text,
            Instant lastUpdateAt,
            Instant lastSendAt,
            long skipped,
            long rejected,
            long errors,
            String lastError,
            Instant lastErrorAt) {
        static final Report FRESH = new Report(State.OK, null, null, null, 0, 0, 0, null, null);

        Report received(Instant at, int more) {
            return new Report(state, text, at, lastSendAt, skipped + more, rejected, errors, lastError, lastErrorAt);
        }

        Report refusing() {
            return new Report(
                    state, text, lastUpdateAt, lastSendAt, skipped, rejected + 1, errors, lastError, lastErrorAt);
        }

        Report sending(Instant at) {
            return new Report(State.OK, null, lastUpdateAt, at, skipped, rejected, errors, lastError, lastErrorAt);
        }

        Report failing(String why, Instant at) {
            return new Report(state, text, lastUpdateAt, lastSendAt, skipped, rejected, errors + 1, why, at);
        }

        Report saying(State now, String words) {
            return new Report(now, words, lastUpdateAt, lastSendAt, skipped, rejected, errors, lastError, lastErrorAt);
        }
    }

    /** Counts, for metrics: a bundle of updates that was taken, a post that was turned away. */
    public interface Meter {
        Meter NONE = new Meter() {
            @Override
            public void updated(long connectionId, int skipped) {}

            @Override
            public void rejected(long connectionId) {}
        };

        void updated(long connectionId, int skipped);

        void rejected(long connectionId);
    }

    private final Clock clock;
    private final Meter meter;
    private final Map<Long, Report> reports = new ConcurrentHashMap<>();

    public Health(Clock clock, Meter meter) {
        this.clock = clock;
        this.meter = meter;
    }

    public Report of(long connectionId) {
        return reports.getOrDefault(connectionId, Report.FRESH);
    }

    public boolean isBroken(long connectionId) {
        return of(connectionId).state() == State.BROKEN;
    }

    public void updated(long connectionId, int skipped) {
        change(connectionId, report -> report.received(clock.now(), skipped));
        meter.updated(connectionId, skipped);
    }

    public void rejected(long connectionId) {
        change(connectionId, Report::refusing);
        meter.rejected(connectionId);
    }

    public void sent(long connectionId) {
        change(connectionId, report -> report.sending(clock.now()));
    }

    /** A send went wrong in a way that is the provider's or ours, not the client's. */
    public void failed(long connectionId, String why) {
        change(connectionId, report -> report.failing(why, clock.now()));
    }

    public void says(long connectionId, State state, String text) {
        change(connectionId, report -> report.saying(state, text));
    }

    public void forget(long connectionId) {
        reports.remove(connectionId);
    }

    private void change(long connectionId, java.util.function.UnaryOperator<Report> change) {
        reports.compute(connectionId, (id, old) -> change.apply(old == null ? Report.FRESH : old));
    }
}
