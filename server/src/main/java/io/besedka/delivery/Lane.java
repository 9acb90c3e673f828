package io.besedka.delivery;

import io.besedka.channel.Capabilities.Rate;
import io.besedka.conversation.ConversationKey;
import java.util.TreeMap;

/**
 * What waits for one client, in the order of the conversation; one at a time is under way. The connection's thread owns it.
 */
final class Lane {
    enum State {
        /** Nothing to do; kept only until its bucket may be forgotten. */
        IDLE,
        /** Stands in line for a claim or a call. */
        QUEUED,
        /** For a time. */
        WAITING,
        /** A claim or a step is under way. */
        BUSY
    }

    final ConversationKey key;
    final TreeMap<Long, Parcel> sends = new TreeMap<>();
    final TreeMap<Long, Parcel> amends = new TreeMap<>();
    State state = State.IDLE;
    /** Grows with each change of state, so that old waits are known. */
    int version;
    /** The database holds more of this conversation than is here: nothing may be added at the end until it was read. */
    boolean gap;
    /** The attempt under way, or null. */
    Parcel current;
    /** The message being amended changed once more meanwhile. */
    boolean changedAgain;

    Bucket bucket;

    Lane(ConversationKey key, Rate rate) {
        this.key = key;
        this.bucket = new Bucket(rate);
    }

    boolean isEmpty() {
        return sends.isEmpty() && amends.isEmpty();
    }

    int size() {
        return sends.size() + amends.size();
    }

    boolean holds(long seq) {
        return sends.containsKey(seq) || amends.containsKey(seq);
    }

    /** What comes next: what is under way, else the oldest message's; null when there is nothing. */
    Parcel next() {
        if (current != null) {
            return current;
        }
        var send = sends.firstEntry();
        var amend = amends.firstEntry();
        if (send == null || amend == null) {
            return send == null ? (amend == null ? null : amend.getValue()) : send.getValue();
        }
        return amend.getKey() < send.getKey() ? amend.getValue() : send.getValue();
    }

    void remove(Parcel parcel) {
        (parcel.amendment ? amends : sends).remove(parcel.place.seq(), parcel);
        if (current == parcel) {
            current = null;
        }
    }

    /** Whether an attempt was begun and no step of it is being taken just now. */
    boolean isClaimedAndResting() {
        return current != null && current.claimed && state != State.BUSY;
    }

    void become(State newState) {
        state = newState;
        version++;
    }
}
