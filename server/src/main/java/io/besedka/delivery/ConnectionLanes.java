package io.besedka.delivery;

import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Connections.Connected;
import io.besedka.channel.SendResult;
import io.besedka.conversation.Committed.Outgoing;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.DeliveryStore.Claimed;
import io.besedka.conversation.DeliveryStore.Place;
import io.besedka.platform.clock.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    final long id;
    private final Lanes.Room room;
    private final Alarm alarm;
    private final ConcurrentLinkedQueue<Runnable> mail = new ConcurrentLinkedQueue<>();
    final Backlog backlog;
    /** What was claimed and not yet told to the turn. */
    private final Set<Place> begun = ConcurrentHashMap.newKeySet();

    private final Map<ConversationKey, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> toClaim = new ArrayDeque<>();
    private final ArrayDeque<Lane> toCall = new ArrayDeque<>();
    private final PriorityQueue<Wait> waits = new PriorityQueue<>(Comparator.comparing(Wait::until));
    private final List<Place> changed = new ArrayList<>();
    private Rates rates = new Rates(null, null, 1);
    private Bucket bucket = new Bucket(null);
    /** Nothing is called before this: the provider asked for it. */
    private Instant gate = Instant.MIN;

    private boolean broken;
    private boolean closing;
    private volatile int running;
    private volatile Instant restsUntil = Instant.MIN;
    private volatile long cycle;

    private record Wait(Instant until, Lane lane, int version) {}

    ConnectionLanes(long id, Lanes.Room room) {
        this.id = id;
        this.room = room;
        this.alarm = room.clock().alarm();
        this.backlog = new Backlog(id, room.store(), room.settings().memory(), room.clock());
    }

    // mail, from any thread

    private void post(Runnable piece) {
        mail.add(piece);
        alarm.ring();
    }

    void hand(Outgoing outgoing) {
        if (backlog.admit()) {
            post(() -> arrive(outgoing));
        }
    }

    void changed(Place place) {
        if (backlog.admit()) {
            post(() -> {
                backlog.release(1);
                changed.add(place);
            });
        }
    }

    /** Looks into the database for what nobody handed over. */
    void poll(Instant now) {
        post(() -> backlog.poll(now));
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
        return mail.isEmpty() && restsUntil.isAfter(room.clock().now()) && running == 0 && mail.isEmpty() && cycle == before;
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
            lookForChanges();
            wake(now);
            if (closing) {
                giveBackAll(now);
                return now.plus(IDLE);
            }
            backlog.load(now, this);
            return dispatch(now);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("connection", id).log("a lane stumbled");
            return room.clock().now().plus(SOON);
        }
    }

    private void arrive(Outgoing outgoing) {
        var key = outgoing.conversation();
        var lane = lane(key);
        long seq = outgoing.message().seq();
        if (lane.gap || lane.sends.containsKey(seq)) {
            backlog.release(1);
            return;
        }
        lane.sends.put(seq, Parcel.send(new Place(key, seq), outgoing.message()));
        stir(lane);
    }

    private Lane lane(ConversationKey key) {
        return lanes.computeIfAbsent(key, k -> new Lane(k, rates.chat()));
    }

    private void stir(Lane lane) {
        if (lane.state == Lane.State.IDLE) {
            line(lane);
        }
    }

    private void line(Lane lane) {
        lane.become(Lane.State.QUEUED);
        (lane.current == null ? toClaim : toCall).add(lane);
    }

    private void waitUntil(Lane lane, Instant until) {
        lane.become(Lane.State.WAITING);
        waits.add(new Wait(until, lane, lane.version));
    }

    private void wake(Instant now) {
        while (!waits.isEmpty() && !waits.peek().until().isAfter(now)) {
            var wait = waits.poll();
            if (wait.lane().version == wait.version()) {
                if (wait.lane().state == Lane.State.WAITING) {
                    line(wait.lane());
                } else {
                    lanes.remove(wait.lane().key, wait.lane());
                }
            }
        }
    }

    // what is in the database

    Lane known(ConversationKey key) {
        return lanes.get(key);
    }

    /** Fills an idle lane with what the database holds of its conversation. */
    void fill(ConversationKey key, Backlog.Rows rows) {
        var lane = lane(key);
        backlog.release(lane.size());
        lane.sends.clear();
        lane.amends.clear();
        lane.gap = rows.more() || rows.foreign();
        var now = room.clock().now();
        if (rows.foreign()) {
            waitUntil(lane, now.plus(LONG));
            return;
        }
        rows.parcels().forEach(parcel -> (parcel.amendment ? lane.amends : lane.sends).put(parcel.place.seq(), parcel));
        backlog.take(lane.size());
        if (lane.isEmpty()) {
            settle(lane, now);
        } else {
            line(lane);
        }
    }

    private void reread(Lane lane, Instant now) {
        try {
            var rows = backlog.read(List.of(lane.key)).get(lane.key);
            fill(lane.key, rows == null ? Backlog.Rows.NONE : rows);
        } catch (RuntimeException away) {
            LOG.atWarn().addKeyValue("cause", away.getMessage()).log("a conversation's deliveries could not be read");
            lane.gap = true;
            waitUntil(lane, now.plus(SOON));
        }
    }

    private void lookForChanges() {
        if (changed.isEmpty()) {
            return;
        }
        var places = List.copyOf(changed);
        try {
            room.store().amended(places).forEach(this::amend);
            for (var place : places) {
                var lane = lanes.get(place.key());
                if (lane != null && lane.current != null && lane.current.amendment && lane.current.place.equals(place)) {
                    lane.changedAgain = true;
                }
            }
        } catch (RuntimeException away) {
            backlog.lookAgain();
        }
        changed.clear();
    }

    private void amend(Place place) {
        var lane = lane(place.key());
        var known = lane.amends.get(place.seq());
        if (known != null && known != lane.current) {
            known.calls = null;
            known.next = 0;
        } else if (known == null && !lane.gap) {
            backlog.take(1);
            lane.amends.put(place.seq(), Parcel.amend(place));
            stir(lane);
        }
    }

    // what may go now

    private Instant dispatch(Instant now) {
        var connected = room.destinations().of(id).orElse(null);
        if (connected == null || connected.connection().paused() || broken) {
            giveBackAll(now);
            return earliest(now.plus(LONG), nextWait(now));
        }
        obey(connected.adapter().capabilities().rates());
        call(connected, now);
        claim(now);
        call(connected, now);
        return earliest(nextCall(now), earliest(nextWait(now), backlog.nextLoad(now.plus(IDLE))));
    }

    private void obey(Rates told) {
        if (!told.equals(rates)) {
            rates = told;
            bucket = new Bucket(told.connection());
            lanes.values().forEach(lane -> lane.bucket = new Bucket(told.chat()));
        }
    }

    private Instant callable(Instant now) {
        return Bucket.latest(gate, bucket.earliest(now));
    }

    private Instant nextCall(Instant now) {
        if (!toCall.isEmpty() && running < rates.concurrency()) {
            return callable(now);
        }
        boolean free = !toClaim.isEmpty() && running + toCall.size() < rates.concurrency();
        return free ? callable(now).minus(SOON) : now.plus(IDLE);
    }

    private Instant nextWait(Instant now) {
        return waits.isEmpty() ? now.plus(IDLE) : waits.peek().until();
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void claim(Instant now) {
        while (!toClaim.isEmpty() && running + toCall.size() < rates.concurrency()) {
            if (callable(now).isAfter(now.plus(SOON))) {
                return;
            }
            var lane = toClaim.poll();
            var parcel = lane.next();
            if (parcel == null) {
                rest(lane, now);
                continue;
            }
            var at = Bucket.latest(parcel.notBefore, lane.bucket.earliest(now));
            if (at.isAfter(now)) {
                waitUntil(lane, at);
            } else {
                begin(lane, parcel);
            }
        }
    }

    private void rest(Lane lane, Instant now) {
        if (lane.gap) {
            reread(lane, now);
        } else {
            settle(lane, now);
        }
    }

    /** An empty lane is kept for as long as its bucket must be remembered. */
    private void settle(Lane lane, Instant now) {
        lane.become(Lane.State.IDLE);
        var until = lane.bucket.forgettable();
        if (until.isAfter(now)) {
            waits.add(new Wait(until, lane, lane.version));
        } else {
            lanes.remove(lane.key, lane);
        }
    }

    private void begin(Lane lane, Parcel parcel) {
        lane.current = parcel;
        if (parcel.amendment) {
            line(lane);
            return;
        }
        lane.become(Lane.State.BUSY);
        running++;
        begun.add(parcel.place);
        room.claimer().claim(parcel.place, claimed -> post(() -> claimed(lane, parcel, claimed)));
    }

    private void claimed(Lane lane, Parcel parcel, Claimed claimed) {
        running--;
        if (claimed == null) {
            begun.remove(parcel.place);
            lane.current = null;
            reread(lane, room.clock().now());
            var first = lane.next();
            if (first != null && first.place.equals(parcel.place)) {
                first.notBefore = Bucket.latest(first.notBefore, room.clock().now().plusMillis(100));
            }
            return;
        }
        parcel.claimed = true;
        parcel.attempts = claimed.attempts();
        parcel.done = claimed.parts();
        if (claimed.amended()) {
            parcel.message = null;
            parcel.calls = null;
        }
        line(lane);
    }

    private void call(Connected connected, Instant now) {
        while (!toCall.isEmpty() && running < rates.concurrency()) {
            var at = callable(now);
            if (at.isAfter(now)) {
                if (at.isAfter(now.plus(LONG))) {
                    giveBackAll(now);
                }
                return;
            }
            var lane = toCall.poll();
            var parcel = lane.current;
            var chatAt = Bucket.latest(parcel.notBefore, lane.bucket.earliest(now));
            if (chatAt.isAfter(now)) {
                waitToCall(lane, chatAt, now);
                continue;
            }
            bucket.take(now);
            lane.bucket.take(now);
            step(lane, () -> parcel.amendment ? room.amending().step(connected, parcel) : room.sending().step(connected, parcel));
        }
    }

    private void waitToCall(Lane lane, Instant until, Instant now) {
        if (lane.current.claimed && until.isAfter(now.plus(LONG))) {
            giveBack(lane, until);
        } else {
            waitUntil(lane, until);
        }
    }

    /** What was claimed and cannot be called soon goes back into the queue, so that a crash meanwhile leaves no doubt about it. */
    private void giveBackAll(Instant now) {
        if (begun.isEmpty()) {
            return;
        }
        for (var lane : List.copyOf(lanes.values())) {
            if (lane.isClaimedAndResting()) {
                toCall.remove(lane);
                giveBack(lane, Bucket.latest(now, gate));
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
            parcel.again = true;
            parcel.calls = null;
            parcel.next = 0;
        } else if (step.next() == Step.Next.DONE) {
            lane.remove(parcel);
            backlog.release(1);
        }
        lane.changedAgain = lane.changedAgain && step.next() == Step.Next.ON;
        line(lane);
    }

    private void heed(Step step) {
        switch (step.result()) {
            case SendResult.TryLater later when later.scope() == SendResult.Scope.CONNECTION -> gate = Bucket.latest(gate, step.notBefore());
            case SendResult.Broken down -> {
                broken = true;
                room.health().broken(id, down.why());
            }
            case SendResult.Sent sent -> room.health().sent(id);
            case null, default -> {}
        }
    }
}
