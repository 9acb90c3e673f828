package io.besedka.conversation;

import io.besedka.platform.database.Outage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what waits, together: takes whatever is there (no timer: the next batch gathers while one commits), runs it as one turn, and
 * answers. One thread with one database connection and its own memory of addresses; projects are divided between flushers.
 */
final class Flusher implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);
    private static final int BATCH_LIMIT = 256;
    private static final int REPEATS = 20;
    /** How long inputs wait for a database that is away before they are declined. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What a flusher remembers between turns. */
    static final class Memory {
        final Addresses addresses = new Addresses();
        final Ids clients = Ids.clients();
        final Ids others = Ids.others();
        final Mark mark = new Mark();
        private final Set<Long> logs = new HashSet<>();

        /** A project's log row is made by its first turn. */
        void ensureLogs(Script script, List<Input> inputs) {
            var missing = inputs.stream()
                    .map(input -> input.address().projectId())
                    .filter(id -> !logs.contains(id))
                    .distinct()
                    .sorted()
                    .toList();
            if (!missing.isEmpty()) {
                script.run(
                        "insert into project_logs (project_id) select * from unnest(?) on conflict do nothing",
                        Column.longs(missing, id -> id));
            }
        }

        void rememberLogs(List<Input> inputs) {
            inputs.forEach(input -> logs.add(input.address().projectId()));
        }
    }

    record Waiting(Input input, CompletableFuture<Result> answer) {}

    private final LinkedBlockingQueue<Waiting> queue;
    private final Turns.Faces faces;
    private final Consumer<Instant> timers;
    private final Runnable fetcher;
    private final Memory memory = new Memory();
    private final Thread thread;
    private volatile boolean open = true;
    private Connection connection;

    /** @param timers told when the first of a turn's new timers is due; @param fetcher told that there are files to be fetched */
    Flusher(String name, int queueLimit, Turns.Faces faces, Consumer<Instant> timers, Runnable fetcher) {
        this.faces = faces;
        this.timers = timers;
        this.fetcher = fetcher;
        this.queue = new LinkedBlockingQueue<>(queueLimit);
        this.thread = Thread.ofPlatform().name(name).unstarted(this);
    }

    void start() {
        thread.start();
    }

    CompletableFuture<Result> submit(Input input) {
        var waiting = new Waiting(input, new CompletableFuture<>());
        if (!open || !queue.offer(waiting)) {
            waiting.answer().complete(new Result.Declined(Refusal.UNAVAILABLE, "too much is waiting for the database"));
        }
        return waiting.answer();
    }

    int waiting() {
        return queue.size();
    }

    @Override
    public void run() {
        var batch = new ArrayList<Waiting>(BATCH_LIMIT);
        while (open || !queue.isEmpty()) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, BATCH_LIMIT - 1);
                take(batch);
            } catch (InterruptedException closing) {
                open = false;
            } finally {
                batch.clear();
            }
        }
        leave();
    }

    private void leave() {
        try {
            if (connection != null) {
                memory.mark.remove(connection, faces.clock().now());
            }
        } catch (SQLException away) {
            LOG.atDebug().log("a flusher's mark stays behind");
        }
        disconnect();
    }

    /** Runs a batch; one that fails for its own sake is tried again in halves, down to the input that is to blame. */
    private void take(List<Waiting> batch) {
        Turn.Outcome outcome;
        try {
            outcome = withRepeats(batch);
        } catch (SQLException | RuntimeException failure) {
            rollback();
            refuse(batch, failure);
            return;
        }
        answer(batch, outcome);
    }

    private void refuse(List<Waiting> batch, Exception failure) {
        if (Outage.isBehind(failure)) {
            decline(batch, Refusal.UNAVAILABLE, "the database cannot be reached");
        } else if (batch.size() == 1) {
            LOG.atWarn().setCause(failure).addKeyValue("act", kind(batch)).log("an input was refused as poisonous");
            decline(batch, Refusal.POISONOUS, "the input broke a rule of the database");
        } else {
            faces.meter().halved();
            take(List.copyOf(batch.subList(0, batch.size() / 2)));
            take(List.copyOf(batch.subList(batch.size() / 2, batch.size())));
        }
    }

    private static String kind(List<Waiting> batch) {
        return batch.getFirst().input().act().getClass().getSimpleName();
    }

    /** After a lost answer to a commit the database is asked first whether it was made. */
    private Turn.Outcome withRepeats(List<Waiting> batch) throws SQLException {
        var inputs = batch.stream().map(Waiting::input).toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Turn.InDoubt doubt = null;
        for (int attempt = 1; ; attempt++) {
            try {
                if (doubt != null && memory.mark.isCommitted(connect())) {
                    return doubt.outcome();
                }
                doubt = null;
                return Turn.run(connect(), inputs, faces, memory);
            } catch (SQLException failure) {
                doubt = failure instanceof Turn.InDoubt lost ? lost : doubt;
                boolean away = Outage.isBehind(failure);
                if (away) {
                    disconnect();
                } else {
                    rollback();
                }
                boolean again = away ? System.nanoTime() < deadline && open : repeatable(failure) && attempt < REPEATS;
                if (!again) {
                    throw failure;
                }
                pause(away ? Math.min(50L * attempt, 500) : attempt);
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(List<Waiting> batch, Turn.Outcome outcome) {
        tell(outcome);
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(outcome.results().get(i));
        }
        faces.meter().committed(batch.size());
    }

    /** Followers first: who is answered may look at once at what they keep. One that fails undoes nothing. */
    private void tell(Turn.Outcome outcome) {
        try {
            if (!outcome.committed().isEmpty()) {
                faces.follower().committed(outcome.committed());
            }
            if (outcome.firstDue() != null) {
                timers.accept(outcome.firstDue());
            }
            if (outcome.fetching()) {
                fetcher.run();
            }
        } catch (RuntimeException failure) {
            LOG.atError().setCause(failure).log("somebody could not be told what was committed");
        }
    }

    private static void decline(List<Waiting> batch, Refusal refusal, String why) {
        batch.forEach(waiting -> waiting.answer().complete(new Result.Declined(refusal, why)));
    }

    /** Deadlock or serialisation failure: nobody's fault, and the same batch will pass. */
    private static boolean repeatable(SQLException failure) {
        var state = failure.getSQLState();
        return "40P01".equals(state) || "40001".equals(state);
    }

    private Connection connect() throws SQLException {
        if (connection == null) {
            connection = faces.connections().open();
        }
        return connection;
    }

    /** After an error in a pipelined text the driver believes in autocommit: the rollback must be said as a statement. */
    private void rollback() {
        if (connection == null) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("rollback");
        } catch (SQLException broken) {
            disconnect();
        }
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException alreadyGone) {
            LOG.atDebug().log("a broken connection did not close");
        }
        connection = null;
    }

    /** Takes what is queued, then stops. */
    @Override
    public void close() {
        open = false;
        while (!queue.isEmpty() && thread.isAlive()) {
            pause(5);
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
