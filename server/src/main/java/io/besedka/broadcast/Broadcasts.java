package io.besedka.broadcast;

import static io.besedka.broadcast.BroadcastState.CANCELLED;
import static io.besedka.broadcast.BroadcastState.DONE;
import static io.besedka.broadcast.BroadcastState.DRAFT;
import static io.besedka.broadcast.BroadcastState.PAUSED;
import static io.besedka.broadcast.BroadcastState.RUNNING;
import static io.besedka.broadcast.BroadcastState.SCHEDULED;

import io.besedka.broadcast.BroadcastRefused.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * A project's broadcasts. What is started here goes on by itself, over restarts too, and reaches each client at most once. Throws
 * {@link BroadcastRefused}.
 */
public final class Broadcasts implements AutoCloseable {
    private final BroadcastFaces faces;
    private final BroadcastCheck check;
    private final DryRuns dryRuns;
    private final Starting starting;
    private final BroadcastWorker worker;

    public Broadcasts(BroadcastFaces faces) {
        var planning = new Planning(faces.lists(), faces.connections());
        this.faces = faces;
        this.check = new BroadcastCheck(faces);
        this.dryRuns = new DryRuns(faces, planning);
        this.starting = new Starting(faces, planning);
        this.worker = new BroadcastWorker(this, faces);
    }

    /** The files that a project's broadcasts name, sent or not. */
    public static List<Long> files(Handle handle, long projectId) {
        return handle.createQuery(
                        "select distinct unnest(file_ids(plan)) from broadcasts where project_id = :project and plan like '%\"fileId\"%'")
                .bind("project", projectId)
                .mapTo(Long.class)
                .list();
    }

    public Broadcasts start() {
        worker.start();
        return this;
    }

    @Override
    public void close() {
        worker.close();
    }

    /** Starts it, at once or at its moment; returns its number. */
    public long start(NewBroadcast wanted) {
        return start(wanted, null);
    }

    /** @param key the same again from the same author, within a day, is the same broadcast; null = none */
    public long start(NewBroadcast wanted, String key) {
        long id = made(wanted, key, SCHEDULED);
        worker.wake();
        return id;
    }

    /** Keeps it until somebody {@link #begin begins} it. */
    public long draft(NewBroadcast wanted) {
        return draft(wanted, null);
    }

    /** @param key as of {@link #start(NewBroadcast, String)} */
    public long draft(NewBroadcast wanted, String key) {
        return made(wanted, key, DRAFT);
    }

    /** What was made before is looked for first: what it was made of may be gone by now. */
    private long made(NewBroadcast wanted, String key, BroadcastState state) {
        var named = named(wanted);
        return faces.jdbi()
                .withHandle(handle -> BroadcastStore.madeBefore(handle, named, key, now()))
                .orElseGet(() -> {
                    check.check(wanted);
                    return inTransaction(tx -> {
                        if (state == SCHEDULED) {
                            room(tx, wanted.projectId());
                        }
                        return BroadcastStore.make(tx, named, key, state, now());
                    });
                });
    }

    /** Makes another of one that has not begun. @param change of what it is, which nobody else changes meanwhile */
    public void change(long project, long id, UnaryOperator<NewBroadcast> change) {
        inTransaction(tx -> {
            var was = locked(tx, project, id, Set.of(DRAFT, SCHEDULED, PAUSED));
            if (was.plannedAt() != null) {
                throw wrongState(was);
            }
            var wanted = change.apply(NewBroadcast.of(was));
            check.check(wanted);
            BroadcastStore.replace(tx, id, named(wanted), was.state(), now());
            return was;
        });
        worker.wake();
    }

    /** Starts a draft, at once or at its moment. */
    public void begin(long project, long id) {
        move(project, id, Set.of(DRAFT), (tx, was) -> {
            room(tx, project);
            BroadcastStore.moved(tx, was, SCHEDULED, null, now());
        });
    }

    /** Takes effect behind the batch that is being handed over. */
    public void pause(long project, long id) {
        move(project, id, Set.of(SCHEDULED, RUNNING), (tx, was) -> BroadcastStore.moved(tx, was, PAUSED, null, now()));
    }

    public void resume(long project, long id) {
        move(
                project,
                id,
                Set.of(PAUSED),
                (tx, was) -> BroadcastStore.moved(tx, was, was.plannedAt() == null ? SCHEDULED : RUNNING, null, now()));
    }

    /** For good: who has not got it does not get it. */
    public void cancel(long project, long id) {
        move(project, id, Set.of(SCHEDULED, RUNNING, PAUSED), (tx, was) -> {
            RecipientStore.cancel(tx, was);
            BroadcastStore.moved(tx, was, CANCELLED, null, now());
        });
    }

    /** @param declined handed over anew; @param failed whose delivery is tried again */
    public record Retried(int declined, int failed) {}

    /** Tries again what was declined and what failed; nobody who got it gets it twice. */
    public Retried retry(long project, long id) {
        var retried = inTransaction(tx -> {
            var was = locked(tx, project, id, Set.of(RUNNING, PAUSED, DONE));
            var again = new Retried(
                    RecipientStore.againDeclined(tx, was, now()), RecipientStore.againFailed(tx, was, now()));
            BroadcastStore.count(tx, was, 0, -again.declined());
            if (was.state() == DONE && again.declined() + again.failed() > 0) {
                room(tx, project);
                BroadcastStore.moved(tx, was, RUNNING, null, now());
            }
            return again;
        });
        worker.wake();
        return retried;
    }

    public void deleteDraft(long project, long id) {
        inTransaction(tx -> {
            locked(tx, project, id, Set.of(DRAFT));
            return BroadcastStore.deleteDraft(tx, project, id);
        });
    }

    public Broadcast get(long project, long id) {
        return faces.jdbi()
                .withHandle(handle -> BroadcastStore.find(handle, project, id))
                .orElseThrow(() -> BroadcastRefused.noBroadcast(id));
    }

    /** The newest first. @param before the number of the last one seen, 0 = from the newest */
    public List<Broadcast> page(long project, long before, int limit) {
        return faces.jdbi().withHandle(handle -> BroadcastStore.page(handle, project, before, limit));
    }

    /** What it would do, by the very query that plans it; nothing is written. */
    public DryRun dryRun(NewBroadcast wanted) {
        check.check(wanted);
        return dryRuns.of(wanted);
    }

    boolean planDue() {
        return starting.planDue();
    }

    Optional<Instant> next() {
        return faces.jdbi().withHandle(BroadcastStore::next);
    }

    private Instant now() {
        return faces.clock().now();
    }

    @FunctionalInterface
    private interface Step {
        void take(Handle tx, Broadcast was);
    }

    private void move(long project, long id, Set<BroadcastState> from, Step step) {
        inTransaction(tx -> {
            var was = locked(tx, project, id, from);
            step.take(tx, was);
            return was;
        });
        worker.wake();
    }

    private static Broadcast locked(Handle tx, long project, long id, Set<BroadcastState> from) {
        var was = BroadcastStore.lock(tx, project, id).orElseThrow(() -> BroadcastRefused.noBroadcast(id));
        if (!from.contains(was.state())) {
            throw wrongState(was);
        }
        return was;
    }

    private static BroadcastRefused wrongState(Broadcast was) {
        var begun = was.plannedAt() == null ? "" : " and has begun";
        return new BroadcastRefused(
                Reason.WRONG_STATE,
                "the broadcast is " + was.state().name().toLowerCase(java.util.Locale.ROOT) + begun);
    }

    private static void room(Handle tx, long project) {
        if (BroadcastStore.active(tx, project) >= BroadcastLimits.ACTIVE) {
            throw new BroadcastRefused(
                    Reason.OVER_LIMIT,
                    "a project has at most " + BroadcastLimits.ACTIVE + " broadcasts scheduled, running and paused");
        }
    }

    private <T> T inTransaction(org.jdbi.v3.core.HandleCallback<T, RuntimeException> work) {
        return faces.jdbi().inTransaction(work);
    }

    private static NewBroadcast named(NewBroadcast wanted) {
        return new NewBroadcast(
                wanted.projectId(),
                BroadcastLimits.name(wanted.name()),
                wanted.author(),
                wanted.audience(),
                wanted.saying(),
                wanted.shift(),
                wanted.at(),
                wanted.quiet(),
                wanted.oncePerPerson(),
                wanted.optOutWords());
    }
}
