package io.besedka.delivery;

import io.besedka.conversation.DeliveryStore.Pending;
import io.besedka.conversation.DeliveryStore.Place;
import io.besedka.conversation.Message;
import java.time.Instant;
import java.util.List;

/**
 * One message in a lane's memory: to be sent, or, already sent, to be amended. Its lane's thread owns it but for the time of a step,
 * when the step does.
 */
final class Parcel {
    final Place place;
    /** False: to be sent. True: an edit, a deletion or a reaction. */
    final boolean amendment;

    /** Null when it must be read before the next step. */
    Message message;
    /** Which of the calls comes next. */
    int next;
    /** Parts sent. */
    int done;
    /** What is to be called at the provider, or null while it was not worked out. */
    List<Call> calls;
    /** Whether the calls take back what was already sent of it. */
    boolean withdrawn;
    /** Sends only: an attempt is under way, and nobody else may begin one. */
    boolean claimed;
    /** Amendments only: the number of the change the calls carry. */
    int amend;

    int attempts;
    Instant notBefore;

    private Parcel(Place place, boolean amendment, Message message, int attempts, Instant notBefore) {
        this.place = place;
        this.amendment = amendment;
        this.message = message;
        this.attempts = attempts;
        this.notBefore = notBefore;
    }

    static Parcel send(Place place, Message message) {
        return new Parcel(place, false, message, 0, Instant.MIN);
    }

    static Parcel send(Pending pending) {
        return new Parcel(pending.place(), false, pending.message(), pending.attempts(), pending.dueAt());
    }

    static Parcel amend(Place place) {
        return new Parcel(place, true, null, 0, Instant.MIN);
    }
}
