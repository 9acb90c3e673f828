package io.besedka.broadcast;

import static io.besedka.broadcast.BroadcastState.CANCELLED;
import static io.besedka.broadcast.BroadcastState.DONE;
import static io.besedka.broadcast.BroadcastState.DRAFT;
import static io.besedka.broadcast.BroadcastState.PAUSED;
import static io.besedka.broadcast.BroadcastState.RUNNING;
import static io.besedka.broadcast.BroadcastState.SCHEDULED;

import io.besedka.broadcast.BroadcastRefused.Reason;
import io.besedka.channel.Connections;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Input;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Result;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A project's broadcasts. What is started here goes on by itself, over restarts too, and reaches each client at most once. Throws
 * {@link BroadcastRefused}.
 */
public final class Broadcasts implements AutoCloseable {
    private static final int SAMPLE = 20;
    /** So many strangers become clients in one go. */
    private static final int STRANGERS = 200;

    /**
     * @param turns takes inputs and waits for their commit
     * @param zone of a project: quiet hours go by it where a client's own is not known
     */
    public record Faces(
            Jdbi jdbi,
            Function<List<Input>, List<Result>> turns,
            ClientLists lists,
            Connections connections,
            LongFunction<ZoneId> zone,
            Clock clock) {}

    private final Faces faces;
    private final Planning planning;
    private final BroadcastWorker worker;

    public Broadcasts(Faces faces) {
        this.faces = faces;
        this.planning = new Planning(faces.lists(), faces.connections());
        this.worker = new BroadcastWorker(
                this, new Dispatcher.Faces(faces.jdbi(), faces.turns(), faces.connections(), faces.zone(), faces.clock()));
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
        check(wanted);
        long id = inTransaction(tx -> {
            room(tx, wanted.projectId());
            return BroadcastStore.insert(tx, named(wanted), SCHEDULED, now());
        });
        worker.wake();
        return id;
    }

    /** Keeps it until somebody {@link #begin begins} it. */
    public long draft(NewBroadcast wanted) {
        check(wanted);
        return inTransaction(tx -> BroadcastStore.insert(tx, named(wanted), DRAFT, now()));
    }

    /** Makes another of one that nobody has got yet. */
    public void change(long id, NewBroadcast wanted) {
        check(wanted);
        inTransaction(tx -> {
            var was = locked(tx, wanted.projectId(), id, Set.of(DRAFT, SCHEDULED));
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
        move(project, id, Set.of(PAUSED), (tx, was) ->
                BroadcastStore.moved(tx, was, was.plannedAt() == null ? SCHEDULED : RUNNING, null, now()));
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
            var again = new Retried(RecipientStore.againDeclined(tx, was, now()), RecipientStore.againFailed(tx, was, now()));
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
        check(wanted);
        var plan = new Broadcast.Plan(
                wanted.audience(), wanted.saying(), wanted.shift(), wanted.quiet(), wanted.oncePerPerson(), wanted.optOutWords());
        var start = wanted.at() == null || wanted.at().isBefore(now()) ? now() : wanted.at();
        return faces.jdbi().withHandle(handle -> {
            var samples = planning.look(handle, wanted.projectId(), plan, SAMPLE, start);
            var span = new Estimate(faces.connections(), plan, faces.zone().apply(wanted.projectId()), start).of(samples);
            long all = samples.stream().filter(sample -> !sample.status().isExcluded()).mapToLong(Planning.Sample::count).sum();
            return new DryRun(
                    all, span == null ? null : span.first(), span == null ? null : span.last(), excluded(handle, wanted.projectId(), samples));
        });
    }

    private static List<DryRun.Excluded> excluded(Handle handle, long project, List<Planning.Sample> samples) {
        var byReason = new EnumMap<RecipientStatus, DryRun.Excluded>(RecipientStatus.class);
        var names = Planning.names(handle, project, samples.stream().flatMap(sample -> sample.conversations().stream()).toList());
        for (var sample : samples) {
            if (sample.status().isExcluded()) {
                var named = sample.conversations().stream().map(id -> new DryRun.Named(id, names.get(id))).toList();
                var one = new DryRun.Excluded(sample.status(), sample.count(), named, sample.addresses());
                byReason.merge(sample.status(), one, Broadcasts::together);
            }
        }
        return List.copyOf(byReason.values());
    }

    private static DryRun.Excluded together(DryRun.Excluded one, DryRun.Excluded other) {
        return new DryRun.Excluded(
                one.why(), one.count() + other.count(), both(one.clients(), other.clients()), both(one.addresses(), other.addresses()));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return java.util.stream.Stream.concat(one.stream(), other.stream()).limit(SAMPLE).toList();
    }

    /** Writes down the recipients of one broadcast whose moment has come; false when there is none. */
    boolean planDue() {
        return inTransaction(tx -> BroadcastStore.scheduled(tx, now()).map(due -> plan(tx, due))).isPresent();
    }

    private Broadcast plan(Handle tx, Broadcast due) {
        welcome(tx, due);
        tx.savepoint("planning");
        try {
            var written = planning.write(tx, due, now());
            if (written.total() > BroadcastLimits.RECIPIENTS) {
                throw new BroadcastRefused(Reason.OVER_LIMIT, "a broadcast reaches at most " + BroadcastLimits.RECIPIENTS + " clients");
            }
            BroadcastStore.planned(tx, due, written.total(), written.excluded(), now());
        } catch (BroadcastRefused refused) {
            tx.rollbackToSavepoint("planning");
            BroadcastStore.moved(tx, due, CANCELLED, refused.getMessage(), now());
        }
        return due;
    }

    /** Where we may write first, whom the provider knows and we do not becomes a client now. */
    private void welcome(Handle tx, Broadcast due) {
        if (due.plan().audience() instanceof Audience.OfPlatformIds(var connection, var ids) && mayWriteFirst(due.projectId(), connection)) {
            var strangers = Planning.strangers(tx, due.projectId(), connection, ids);
            for (int from = 0; from < strangers.size(); from += STRANGERS) {
                faces.turns().apply(strangers.subList(from, Math.min(strangers.size(), from + STRANGERS)).stream()
                        .map(id -> new Input(new Address.OfClient(due.projectId(), connection, id, Profile.UNKNOWN), new Act.Loaded(null)))
                        .toList());
            }
        }
    }

    private boolean mayWriteFirst(long project, long connection) {
        return faces.connections()
                .of(project, connection)
                .filter(connected -> connected.adapter().capabilities().writeFirst() && !connected.connection().paused())
                .isPresent();
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
            throw new BroadcastRefused(Reason.WRONG_STATE, "the broadcast is " + was.state().name().toLowerCase(java.util.Locale.ROOT));
        }
        return was;
    }

    private static void room(Handle tx, long project) {
        if (BroadcastStore.active(tx, project) >= BroadcastLimits.ACTIVE) {
            throw new BroadcastRefused(
                    Reason.OVER_LIMIT, "a project has at most " + BroadcastLimits.ACTIVE + " broadcasts scheduled, running and paused");
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

    private void check(NewBroadcast wanted) {
        BroadcastLimits.name(wanted.name());
        if (wanted.shift() == null || wanted.shift().isNegative() || wanted.shift().compareTo(BroadcastLimits.SLOWEST) > 0) {
            throw BroadcastRefused.invalid("shift", "shift is from 0 to " + BroadcastLimits.SLOWEST.toSeconds() + " seconds");
        }
        if (wanted.at() != null && wanted.at().isAfter(now().plus(Duration.ofDays(366)))) {
            throw BroadcastRefused.invalid("at", "a broadcast starts within a year");
        }
        check(wanted.projectId(), wanted.audience());
        switch (wanted.saying()) {
            case Saying.Message(var content) -> {
                if (content.isEmpty()) {
                    throw new BroadcastRefused(Reason.EMPTY, "content", "the message has no text and no part");
                }
            }
            case Saying.Block(var number) -> {
                if (number <= 0) {
                    throw BroadcastRefused.invalid("block", "block is a block's number");
                }
            }
        }
    }

    private void check(long project, Audience audience) {
        switch (audience) {
            case Audience.OfList(var list) -> checkList(project, list);
            case Audience.OfClients(var clients) -> checkIds(clients);
            case Audience.OfPlatformIds(var connection, var ids) -> {
                checkIds(ids);
                if (faces.connections().of(project, connection).isEmpty()) {
                    throw new BroadcastRefused(Reason.NO_SUCH_CONNECTION, "connection", "no connection " + connection + " in this project");
                }
            }
        }
    }

    /** How many are in it is looked at when it is used. */
    private void checkList(long project, long list) {
        if (!faces.lists().exists(project, list)) {
            throw BroadcastRefused.noList(list);
        }
    }

    private static void checkIds(List<?> ids) {
        if (ids.isEmpty()) {
            throw new BroadcastRefused(Reason.EMPTY, "audience", "nobody is named");
        }
        if (ids.size() > BroadcastLimits.IDS) {
            throw new BroadcastRefused(Reason.OVER_LIMIT, "audience", "at most " + BroadcastLimits.IDS + " ids at once; for more make a list");
        }
    }
}
