package io.besedka.conversation;

import io.besedka.platform.clock.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The one door: everything that happens to a conversation is an input taken here. An answer means that the input's turn was committed
 * (or that nothing of it was).
 */
public final class Turns implements AutoCloseable {
    /**
     * What the turn's connections need: plans made once and by nested loops (a plan made on an empty table would scan it for ever, and
     * arrays are then locked in their own order), and autocommit left on, since the turn says begin and commit itself.
     */
    public static final Map<String, String> CONNECTION_PROPERTIES = Map.of(
            "options",
            "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off",
            "prepareThreshold",
            "1",
            "ApplicationName",
            "besedka turns");

    private final List<Flusher> flushers;
    private volatile Consumer<Instant> timers = due -> {};
    private volatile Runnable fetcher = () -> {};

    /** Opens connections for the turn alone: autocommit on, plans pinned to nested loops. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** Told of the work done, for metrics. */
    public interface Meter {
        void committed(int inputs);

        void halved();

        Meter NONE = new Meter() {
            @Override
            public void committed(int inputs) {}

            @Override
            public void halved() {}
        };
    }

    /** What the turn asks of the rooms around it. */
    public record Faces(
            Clock clock,
            Connections connections,
            Bot bot,
            Outlets outlets,
            Stages stages,
            ProjectVariables variables,
            Follower follower,
            Meter meter) {}

    /** @param flushers how many commit beside each other; a project always goes to the same one */
    public Turns(int flushers, int queueLimit, Faces faces) {
        this.flushers = java.util.stream.IntStream.range(0, flushers)
                .mapToObj(i ->
                        new Flusher("turns-" + i, queueLimit, faces, due -> timers.accept(due), () -> fetcher.run()))
                .toList();
    }

    /** @param told after a commit that wrote timers, when the first of them is due; on a flusher's thread, which must not be blocked */
    void onTimers(Consumer<Instant> told) {
        timers = told;
    }

    /** @param told after a commit that wrote files to be fetched; on a flusher's thread, which must not be blocked */
    public void onFiles(Runnable told) {
        fetcher = told;
    }

    public Turns start() {
        flushers.forEach(Flusher::start);
        return this;
    }

    /** Takes the input; the answer comes after the commit. */
    public CompletableFuture<Result> submit(Input input) {
        return flushers.get((int) Long.remainderUnsigned(input.address().projectId(), flushers.size()))
                .submit(input);
    }

    /** Takes the input and waits for the commit. */
    public Result take(Address address, Act act) {
        return submit(new Input(address, act)).join();
    }

    /** Takes inputs that came together; they keep their order. */
    public List<Result> take(List<Input> inputs) {
        var answers = inputs.stream().map(this::submit).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    public int waiting() {
        return flushers.stream().mapToInt(Flusher::waiting).sum();
    }

    @Override
    public void close() {
        flushers.forEach(Flusher::close);
    }
}
