package io.besedka.delivery;

import io.besedka.conversation.Committed;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.DeliveryStore;
import io.besedka.conversation.DeliveryStore.Place;
import io.besedka.conversation.Follower;
import io.besedka.conversation.LogKind;
import io.besedka.conversation.Turns;
import io.besedka.platform.clock.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Sends what was committed. Messages come in memory right after the commit; the database is read only for what a crash, a full memory
 * or another process left there. Order within a conversation is kept always: its next message goes when the one before it was sent, or
 * has failed, or its answer was lost.
 */
public final class Lanes implements Follower, AutoCloseable {
    /** What the lanes ask of the rooms around them. */
    public record Faces(
            Clock clock,
            DeliveryStore store,
            Destinations destinations,
            Planning planning,
            ConnectionHealth health,
            Meter meter,
            RandomGenerator random) {}

    /** What every connection's lanes work with. */
    record Room(
            LaneSettings settings,
            Clock clock,
            DeliveryStore store,
            Destinations destinations,
            ConnectionHealth health,
            Claimer claimer,
            Sending sending,
            Amending amending) {}

    private final LaneSettings settings;
    private final Faces faces;
    private final Recipients recipients;
    private final Map<Long, ConnectionLanes> connections = new ConcurrentHashMap<>();
    private final Map<Long, Thread> threads = new ConcurrentHashMap<>();
    private final Courtesies courtesies;
    private final Claimer claimer;
    private volatile Room room;
    private volatile boolean open;
    private Outcomes outcomes;
    private Poller poller;

    public Lanes(LaneSettings settings, Faces faces) {
        this.settings = settings;
        this.faces = faces;
        this.recipients = new Recipients(faces.store());
        this.courtesies = new Courtesies(faces.destinations(), recipients);
        this.claimer = new Claimer(faces.store(), faces.clock());
    }

    /** Starts sending; what was committed before is found in the database. */
    public Lanes start(Turns turns) {
        outcomes = new Outcomes(turns, faces.clock());
        var backoff = new Backoff(faces.random());
        var sending = new Sending(
                faces.clock(),
                faces.store(),
                recipients,
                faces.planning(),
                outcomes,
                backoff,
                faces.meter(),
                settings.patience());
        var amending = new Amending(faces.clock(), faces.store(), recipients, faces.planning(), outcomes, backoff);
        room = new Room(
                settings,
                faces.clock(),
                faces.store(),
                faces.destinations(),
                faces.health(),
                claimer,
                sending,
                amending);
        open = true;
        claimer.start();
        poller = new Poller(settings, faces, outcomes, this);
        poller.start();
        return this;
    }

    @Override
    public void committed(List<Committed> entries) {
        if (!open) {
            return;
        }
        for (var entry : entries) {
            entry.outgoing().forEach(outgoing -> of(outgoing.connectionId()).hand(outgoing));
            if (entry.kind() == LogKind.CHANGED) {
                var conversation = entry.conversation();
                of(conversation.connectionId()).changed(new Place(conversation.key(), entry.ref()));
            }
        }
    }

    ConnectionLanes of(long connectionId) {
        return connections.computeIfAbsent(connectionId, id -> {
            var lanes = new ConnectionLanes(id, room);
            threads.put(id, Thread.ofVirtual().name("lanes-" + id).start(lanes));
            return lanes;
        });
    }

    /** A broken connection was mended, or a paused one goes on. */
    public void resume(long connectionId) {
        if (open) {
            of(connectionId).resume();
        }
    }

    /** Shows the client that somebody is typing; best effort, returns at once. */
    public void typing(long connectionId, ConversationKey conversation) {
        courtesies.typing(connectionId, conversation);
    }

    /** Stops the spinner of a pressed button; best effort, returns at once. */
    public void acknowledgePress(long connectionId, String pressExternalId) {
        courtesies.acknowledgePress(connectionId, pressExternalId);
    }

    /** Makes a call beside the sends in a place of their rate; returns at once. What waits at a stop is dropped. */
    public void errand(long connectionId, Runnable call) {
        if (open) {
            of(connectionId).errand(call);
        }
    }

    /** How many messages wait or are under way in memory. */
    public int waiting() {
        return connections.values().stream().mapToInt(one -> one.backlog.held()).sum();
    }

    boolean isResting() {
        return poller.isResting() && connections.values().stream().allMatch(ConnectionLanes::isResting);
    }

    /** Takes nothing more, lets calls under way finish for a few seconds, and leaves the rest to the next start. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        poller.close();
        connections.values().forEach(ConnectionLanes::close);
        long deadline = System.nanoTime() + settings.closing().toNanos();
        for (var thread : threads.values()) {
            join(thread, deadline);
        }
        outcomes.close();
        claimer.close();
    }

    private static void join(Thread thread, long deadline) {
        try {
            long nanos = deadline - System.nanoTime();
            if (nanos <= 0 || !thread.join(java.time.Duration.ofNanos(nanos))) {
                thread.interrupt();
            }
        } catch (InterruptedException closing) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    void poll(long connectionId, Instant now) {
        of(connectionId).poll(now);
    }

    boolean isCarrying(long connectionId, Place place) {
        var lanes = connections.get(connectionId);
        return lanes != null && lanes.isCarrying(place);
    }
}
