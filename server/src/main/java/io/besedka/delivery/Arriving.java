package io.besedka.delivery;

import io.besedka.conversation.Committed.Outgoing;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.DeliveryStore;
import io.besedka.conversation.DeliveryStore.Place;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes into a connection's lanes: handed over after a commit, changed meanwhile, or read from the database. One thread's own. */
final class Arriving {
    private static final Logger LOG = LoggerFactory.getLogger(Arriving.class);
    /** A database that is away is asked again after this. */
    private static final Duration SOON = Duration.ofSeconds(1);
    /** Somebody else's attempt is looked at again after this. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Clock clock;
    private final DeliveryStore store;
    private final Backlog backlog;
    private final Lineup lineup;
    private final List<Place> changed = new ArrayList<>();

    Arriving(Clock clock, DeliveryStore store, Backlog backlog, Lineup lineup) {
        this.clock = clock;
        this.store = store;
        this.backlog = backlog;
        this.lineup = lineup;
    }

    void arrive(Outgoing outgoing) {
        var key = outgoing.conversation();
        var lane = lineup.lane(key);
        long seq = outgoing.message().seq();
        if (lane.gap || lane.sends.containsKey(seq)) {
            backlog.release(1);
            return;
        }
        lane.sends.put(seq, Parcel.send(new Place(key, seq), outgoing.message()));
        lineup.stir(lane);
    }

    void changed(Place place) {
        backlog.release(1);
        changed.add(place);
    }

    void lookForChanges() {
        if (changed.isEmpty()) {
            return;
        }
        var places = List.copyOf(changed);
        try {
            store.amended(places).forEach(this::amend);
            for (var place : places) {
                var lane = lineup.known(place.key());
                if (lane != null
                        && lane.current != null
                        && lane.current.amendment
                        && lane.current.place.equals(place)) {
                    lane.changedAgain = true;
                }
            }
        } catch (RuntimeException away) {
            backlog.lookAgain();
        }
        changed.clear();
    }

    private void amend(Place place) {
        var lane = lineup.lane(place.key());
        var known = lane.amends.get(place.seq());
        if (known != null && known != lane.current) {
            known.calls = null;
            known.next = 0;
        } else if (known == null && !lane.gap) {
            backlog.take(1);
            lane.amends.put(place.seq(), Parcel.amend(place));
            lineup.stir(lane);
        }
    }

    /** Null when nothing of the conversation is in memory. */
    Lane known(ConversationKey key) {
        return lineup.known(key);
    }

    /** Fills an idle lane with what the database holds of its conversation. */
    void fill(ConversationKey key, Backlog.Rows rows) {
        var lane = lineup.lane(key);
        backlog.release(lane.size());
        lane.sends.clear();
        lane.amends.clear();
        lane.gap = rows.more() || rows.foreign();
        var now = clock.now();
        if (rows.foreign()) {
            lineup.waitUntil(lane, now.plus(LONG));
            return;
        }
        rows.parcels().forEach(parcel -> (parcel.amendment ? lane.amends : lane.sends).put(parcel.place.seq(), parcel));
        backlog.take(lane.size());
        if (lane.isEmpty()) {
            lineup.settle(lane, now);
        } else {
            lineup.line(lane);
        }
    }

    void reread(Lane lane, Instant now) {
        try {
            var rows = backlog.read(List.of(lane.key)).get(lane.key);
            fill(lane.key, rows == null ? Backlog.Rows.NONE : rows);
        } catch (RuntimeException away) {
            LOG.atWarn().addKeyValue("cause", away.getMessage()).log("a conversation's deliveries could not be read");
            lane.gap = true;
            lineup.waitUntil(lane, now.plus(SOON));
        }
    }
}
