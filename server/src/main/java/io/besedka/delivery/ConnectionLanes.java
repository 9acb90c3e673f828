package io.besedka.delivery;

import io.besedka.channel.Connections.Connected;
import io.besedka.channel.SendResult;
import io.besedka.conversation.Committed.Outgoing;
import io.besedka.conversation.DeliveryStore.Claimed;
import io.besedka.conversation.DeliveryStore.Place;
import io.besedka.platform.clock.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's lanes. One thread owns all of their state; whatever happens elsewhere comes as a piece of mail to it, so nobody
 * waits for a lock here. Claims and calls run on other threads and answer by mail.
 */
final class ConnectionLanes implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLanes.class);
    /** Nothing is claimed that must wait longer for its call, and what was claimed and must is given back. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofHours(1);
    /** Of the machine's time: how long a turn may hold a delivery's row before it is asked for again. */
    private static final Duration MOMENT = Duration.ofMillis(20);

    final long id;
    private final Lanes.Room room;
    private final Alarm alarm;
    private final ConcurrentLinkedQueue<Runnable> mail = new ConcurrentLinkedQueue<>();
    final Backlog backlog;
    /** What was claimed and not yet told to the turn. */
    private final Set<Place> begun = ConcurrentHashMap.newKeySet();

    private final Lineup lineup = new Lineup();
    private final Pace pace = new Pace();
    private final Arriving arriving;
    private final Errands errands = new Errands();
    private boolean broken;
    private boolean closing;
    private volatile int running;
    /** Of those running, the claims: what is claimed is in line for a call in a moment. */
    private int claiming;

    private volatile Instant restsUntil = Instant.MIN;
    private volatile long cycle;

    ConnectionLanes(long id, Lanes.Room room) {
        this.id = id;
        this.room = room;
        this.alarm = room.clock().alarm();
        this.backlog = new Backlog(id, room.store(), room.settings().memory(), room.clock());
        this.arriving = new Arriving(room.clock(), room.store(), backlog, lineup);
    }

    // mail, from any thread

    private void post(Runnable piece) {
        mail.add(piece);
        alarm.ring();
    }

    void hand(Outgoing outgoing) {
        if (backlog.admit()) {
            post(() -> arriving.arrive(outgoing));
        }
    }

    void changed(Place place) {
        if (backlog.admit()) {
            post(() -> arriving.changed(place));
        }
    }

    /** Looks into the database for what nobody handed over. */
    void poll(Instant now) {
        post(() -> backlog.poll(now));
    }

    void errand(Runnable errand) {
        post(() -> errands.add(errand));
    }

    void resume() {
        post(() -> broken = false);
    }

    void close() {
        post(() -> closing = true);
    }

    boolean isCarrying(Place place) {
        return begun.contains(place);
    }

    /** Whether there is nothing to do until the clock moves or somebody writes. */
    boolean isResting() {
        long before = cycle;
        return errands.isResting()
                && mail.isEmpty()
                && restsUntil.isAfter(room.clock().now())
                && running == 0
                && mail.isEmpty()
                && cycle == before;
    }

    // the thread

    @Override
    public void run() {
        try {
            while (!closing || running > 0) {
                restsUntil = Instant.MIN;
                cycle++;
                var until = turn();
                restsUntil = until;
                if (!closing || running > 0) {
                    alarm.waitUntil(until);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant turn() {
        try {
            for (var piece = mail.poll(); piece != null; piece = mail.poll()) {
                piece.run();
            }
            var now = room.clock().now();
            arriving.lookForChanges();
            lineup.wake(now);
            if (closing) {
                giveBackAll(now);
                return now.plus(IDLE);
            }
            backlog.load(now, arriving);
            return dispatch(now);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("connection", id).log("a lane stumbled");
            return room.clock().now().plus(SOON);
        }
    }

    // what may go now

    private Instant dispatch(Instant now) {
        var connected = room.destinations().of(id).orElse(null);
        if (connected == null || connected.connection().paused() || broken) {
            if (connected == null) {
                errands.forget();
            }
            giveBackAll(now);
            return earliest(now.plus(LONG), lineup.nextWait(now.plus(IDLE)));
        }
        if (pace.obey(connected.adapter().capabilities().rates())) {
            lineup.obey(pace.rates().chat());
        }
        runErrands(now);
        call(connected, now);
        claim(now);
        call(connected, now);
        return earliest(
                earliest(nextErrand(now), nextCall(now)),
                earliest(lineup.nextWait(now.plus(IDLE)), backlog.nextLoad(now.plus(IDLE))));
    }

    private void runErrands(Instant now) {
        while (errands.mayGo(isIdle()) && !pace.callable(now).isAfter(now)) {
            pace.take(now);
            errands.go(id);
        }
    }

    private boolean isIdle() {
        return claiming == 0 && lineup.isIdle();
    }

    private Instant nextErrand(Instant now) {
        return errands.mayGo(isIdle()) ? pace.callable(now) : now.plus(IDLE);
    }

    private Instant nextCall(Instant now) {
        if (!lineup.toCall.isEmpty() && running < pace.concurrency()) {
            return pace.callable(now);
        }
        boolean free = !lineup.toClaim.isEmpty() && running + lineup.toCall.size() < pace.concurrency();
        return free ? pace.callable(now).minus(SOON) : now.plus(IDLE);
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void claim(Instant now) {
        while (!lineup.toClaim.isEmpty() && running + lineup.toCall.size() < pace.concurrency()) {
            if (pace.callable(now).isAfter(now.plus(SOON))) {
                return;
            }
            var lane = lineup.toClaim.poll();
            var parcel = lane.next();
            if (parcel == null) {
                rest(lane, now);
                continue;
            }
            var at = Bucket.latest(parcel.notBefore, lane.bucket.earliest(now));
            if (at.isAfter(now)) {
                lineup.waitUntil(lane, at);
            } else {
                begin(lane, parcel);
            }
        }
    }

    private void rest(Lane lane, Instant now) {
        if (lane.gap) {
            arriving.reread(lane, now);
        } else {
            lineup.settle(lane, now);
        }
    }

    private void begin(Lane lane, Parcel parcel) {
        lane.current = parcel;
        if (parcel.amendment) {
            lineup.line(lane);
            return;
        }
        lane.become(Lane.State.BUSY);
        running++;
        claiming++;
        begun.add(parcel.place);
        room.claimer().claim(parcel.place, claimed -> post(() -> claimed(lane, parcel, claimed)));
    }

    private void claimed(Lane lane, Parcel parcel, Claimed claimed) {
        running--;
        claiming--;
        if (claimed == null) {
            begun.remove(parcel.place);
            lane.current = null;
            refused(lane);
            return;
        }
        parcel.claimed = true;
        parcel.attempts = claimed.attempts();
        parcel.done = claimed.parts();
        if (claimed.amended()) {
            parcel.message = null;
            parcel.calls = null;
        }
        lineup.line(lane);
    }

    /** Mostly a turn has the row locked, which is over in a moment whatever the clock says; else the database knows what became of it. */
    private void refused(Lane lane) {
        lane.become(Lane.State.BUSY);
        running++;
        Thread.ofVirtual().name("delivery-" + id).start(() -> {
            LockSupport.parkNanos(MOMENT.toNanos());
            post(() -> {
                running--;
                arriving.reread(lane, room.clock().now());
            });
        });
    }

    private void call(Connected connected, Instant now) {
        while (!lineup.toCall.isEmpty() && running < pace.concurrency()) {
            var at = pace.callable(now);
            if (at.isAfter(now)) {
                if (at.isAfter(now.plus(LONG))) {
                    giveBackAll(now);
                }
                return;
            }
            var lane = lineup.toCall.poll();
            var parcel = lane.current;
            var chatAt = Bucket.latest(parcel.notBefore, lane.bucket.earliest(now));
            if (chatAt.isAfter(now)) {
                waitToCall(lane, chatAt, now);
                continue;
            }
            pace.take(now);
            errands.sent();
            lane.bucket.take(now);
            step(
                    lane,
                    () -> parcel.amendment
                            ? room.amending().step(connected, parcel)
                            : room.sending().step(connected, parcel));
        }
    }

    private void waitToCall(Lane lane, Instant until, Instant now) {
        if (lane.current.claimed && until.isAfter(now.plus(LONG))) {
            giveBack(lane, until);
        } else {
            lineup.waitUntil(lane, until);
        }
    }

    /** What was claimed and cannot be called soon goes back into the queue, so that a crash meanwhile leaves no doubt about it. */
    private void giveBackAll(Instant now) {
        if (begun.isEmpty()) {
            return;
        }
        for (var lane : lineup.all()) {
            if (lane.isClaimedAndResting()) {
                lineup.toCall.remove(lane);
                giveBack(lane, pace.afterGate(now));
            }
        }
    }

    private void giveBack(Lane lane, Instant until) {
        var parcel = lane.current;
        step(lane, () -> room.sending().handBack(parcel, until));
    }

    private void step(Lane lane, Supplier<Step> work) {
        lane.become(Lane.State.BUSY);
        running++;
        Thread.ofVirtual().name("delivery-" + id).start(() -> {
            var step = finished(work);
            post(() -> stepped(lane, step));
        });
    }

    private Step finished(Supplier<Step> work) {
        try {
            return work.get();
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).addKeyValue("connection", id).log("a delivery stumbled");
            return Step.later(room.clock().now().plus(LONG), null);
        }
    }

    private void stepped(Lane lane, Step step) {
        running--;
        var parcel = lane.current;
        heed(step);
        parcel.notBefore = step.notBefore();
        if (step.next() != Step.Next.ON) {
            parcel.claimed = false;
            begun.remove(parcel.place);
            lane.current = null;
        }
        if (step.next() == Step.Next.DONE && lane.changedAgain) {
            parcel.calls = null;
            parcel.next = 0;
        } else if (step.next() == Step.Next.DONE) {
            lane.remove(parcel);
            backlog.release(1);
        }
        lane.changedAgain = lane.changedAgain && step.next() == Step.Next.ON;
        lineup.line(lane);
    }

    private void heed(Step step) {
        if (step.result() instanceof SendResult.TryLater later && later.scope() == SendResult.Scope.CONNECTION) {
            pace.shutUntil(step.notBefore());
        }
        switch (step.result()) {
            case SendResult.TryLater later
            when later.after() == null -> room.health().failed(id, later.why());
            case SendResult.Refused refused -> room.health().failed(id, refused.why());
            case SendResult.Unknown unknown -> room.health().failed(id, unknown.why());
            case SendResult.Broken down -> {
                broken = true;
                room.health().broken(id, down.why());
            }
            case SendResult.Sent sent -> room.health().sent(id);
            case null, default -> {}
        }
    }
}
