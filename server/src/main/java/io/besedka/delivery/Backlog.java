package io.besedka.delivery;

import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.DeliveryStore;
import io.besedka.conversation.DeliveryStore.Due;
import io.besedka.conversation.DeliveryStore.Pending;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of a connection's work is in memory, and what waits in the database instead: read page by page when there is room.
 * {@link #admit} is for any thread, the rest for the connection's own.
 */
final class Backlog {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final int PAGE = 200;
    private static final int OF_ONE = 20;
    /** After how long a message that stands in the database but not in a busy memory counts as forgotten. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    private final long connectionId;
    private final DeliveryStore store;
    private final int memory;
    private final Clock clock;
    private final AtomicInteger held = new AtomicInteger();
    /** How many hand-overs were left to the database since it was last read to its end; above 0, all are. At first nobody knows. */
    private final AtomicInteger left = new AtomicInteger(1);

    private Instant loadAt = Instant.MIN;
    private Instant checkedAt = Instant.MIN;
    private Due after;
    private boolean lastPass;

    Backlog(long connectionId, DeliveryStore store, int memory, Clock clock) {
        this.connectionId = connectionId;
        this.store = store;
        this.memory = memory;
        this.clock = clock;
    }

    /** @param foreign an attempt is under way that is not ours; @param more the conversation has others after these */
    record Rows(List<Parcel> parcels, boolean foreign, boolean more) {
        static final Rows NONE = new Rows(List.of(), false, false);
    }

    /** Whether one more may come into memory; if not, it will be read from the database. */
    boolean admit() {
        if (left.get() > 0 || held.get() >= memory) {
            left.incrementAndGet();
            return false;
        }
        held.incrementAndGet();
        return true;
    }

    void take(int count) {
        held.addAndGet(count);
    }

    void release(int count) {
        held.addAndGet(-count);
    }

    int held() {
        return held.get();
    }

    void lookAgain() {
        left.incrementAndGet();
    }

    /** Where nothing is in memory something due was forgotten; where much is, only what is overdue may be. */
    void poll(Instant now) {
        if (held.get() == 0 || checkedAt.plus(FORGOTTEN).isBefore(now)) {
            checkedAt = now;
            lookAgain();
            loadAt = now;
        } else if (left.get() > 0) {
            loadAt = now;
        }
    }

    Instant nextLoad(Instant otherwise) {
        boolean wants = (left.get() > 0 || lastPass) && hasRoom();
        return wants && loadAt.isBefore(otherwise) ? loadAt : otherwise;
    }

    private boolean hasRoom() {
        return held.get() <= memory / 2;
    }

    /** Reads on while there is more and room for it. */
    void load(Instant now, Arriving lanes) {
        try {
            while ((left.get() > 0 || lastPass) && hasRoom() && !loadAt.isAfter(now)) {
                if (page(lanes)) {
                    ended();
                }
            }
        } catch (RuntimeException away) {
            LOG.atWarn()
                    .addKeyValue("connection", connectionId)
                    .addKeyValue("cause", away.getMessage())
                    .log("no deliveries could be read");
            loadAt = now.plusSeconds(1);
        }
    }

    /**
     * The database was read to its end. Hand-overs are admitted from now on, and one more pass finds what was left there while this one
     * ran: all of it was committed before.
     */
    private void ended() {
        after = null;
        if (!lastPass) {
            left.set(0);
        }
        lastPass = !lastPass;
    }

    /** True at the end. The time is asked here, after whatever was left behind was committed. */
    private boolean page(Arriving lanes) {
        var page = store.due(connectionId, clock.now(), after, PAGE);
        var wanted = new LinkedHashSet<ConversationKey>();
        for (var due : page) {
            var lane = lanes.known(due.place().key());
            if (lane == null || lane.state == Lane.State.IDLE) {
                wanted.add(due.place().key());
            } else if (!lane.holds(due.place().seq())) {
                lane.gap = true;
            }
        }
        var rows = wanted.isEmpty() ? Map.<ConversationKey, Rows>of() : read(wanted);
        for (var due : page) {
            var key = due.place().key();
            if (held.get() >= memory && wanted.contains(key)) {
                return false;
            }
            if (wanted.remove(key)) {
                lanes.fill(key, rows.getOrDefault(key, Rows.NONE));
            }
            after = due;
        }
        return page.size() < PAGE;
    }

    Map<ConversationKey, Rows> read(Collection<ConversationKey> keys) {
        var found = new HashMap<ConversationKey, Rows>();
        store.pending(keys, OF_ONE).forEach((key, rows) -> found.put(key, rows(rows)));
        return found;
    }

    private static Rows rows(List<Pending> rows) {
        var parcels = new ArrayList<Parcel>();
        boolean foreign = false;
        for (var row : rows) {
            foreign |= row.status() == DeliveryStatus.SENDING;
            parcels.add(row.status() == DeliveryStatus.QUEUED ? Parcel.send(row) : Parcel.amend(row.place()));
        }
        return new Rows(parcels, foreign, rows.size() == OF_ONE);
    }
}
