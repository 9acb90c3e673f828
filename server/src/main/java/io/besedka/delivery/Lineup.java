package io.besedka.delivery;

import io.besedka.channel.Capabilities.Rate;
import io.besedka.conversation.ConversationKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** The lanes of a connection and where each of them stands: in line for a claim or a call, or waiting for a time. One thread's own. */
final class Lineup {
    private record Wait(Instant until, Lane lane, int version) {}

    final ArrayDeque<Lane> toClaim = new ArrayDeque<>();
    final ArrayDeque<Lane> toCall = new ArrayDeque<>();
    private final Map<ConversationKey, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Wait> waits = new PriorityQueue<>(Comparator.comparing(Wait::until));
    /** Of each chat. */
    private Rate rate;

    Lane lane(ConversationKey key) {
        return lanes.computeIfAbsent(key, k -> new Lane(k, rate));
    }

    /** Null when nothing of the conversation is here. */
    Lane known(ConversationKey key) {
        return lanes.get(key);
    }

    List<Lane> all() {
        return List.copyOf(lanes.values());
    }

    void obey(Rate told) {
        rate = told;
        lanes.values().forEach(lane -> lane.bucket = new Bucket(told));
    }

    /** Whether nothing is in line for a claim or a call. */
    boolean isIdle() {
        return toClaim.isEmpty() && toCall.isEmpty();
    }

    /** Something came into the lane. */
    void stir(Lane lane) {
        if (lane.state == Lane.State.IDLE) {
            line(lane);
        }
    }

    void line(Lane lane) {
        lane.become(Lane.State.QUEUED);
        (lane.current == null ? toClaim : toCall).add(lane);
    }

    void waitUntil(Lane lane, Instant until) {
        lane.become(Lane.State.WAITING);
        waits.add(new Wait(until, lane, lane.version));
    }

    /** An empty lane is kept for as long as its bucket must be remembered. */
    void settle(Lane lane, Instant now) {
        lane.become(Lane.State.IDLE);
        var until = lane.bucket.forgettable();
        if (until.isAfter(now)) {
            waits.add(new Wait(until, lane, lane.version));
        } else {
            lanes.remove(lane.key, lane);
        }
    }

    void wake(Instant now) {
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

    Instant nextWait(Instant otherwise) {
        return waits.isEmpty() ? otherwise : waits.peek().until();
    }
}
