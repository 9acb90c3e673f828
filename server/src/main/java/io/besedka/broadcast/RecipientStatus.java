package io.besedka.broadcast;

import java.util.Arrays;

/** What became of one recipient. In the database by its number. */
public enum RecipientStatus {
    WAITING(0),
    /** The message stands in the conversation; how far it got, its delivery says. */
    HANDED_OVER(1),
    /** The turn did not take it; the row says why. */
    DECLINED(2),
    CANCELLED(3),
    /** Its delivery failed and is to be tried again. */
    RESENDING(4),

    // left out when the broadcast was planned
    OPTED_OUT(10),
    BLOCKED(11),
    CONNECTION_PAUSED(12),
    CONNECTION_REMOVED(13),
    WINDOW_CLOSED(14),
    CANNOT_WRITE_FIRST(15),
    UNKNOWN_CLIENT(16),
    SAME_PERSON(17);

    final int number;

    RecipientStatus(int number) {
        this.number = number;
    }

    static RecipientStatus of(int number) {
        return Arrays.stream(values()).filter(status -> status.number == number).findFirst().orElseThrow();
    }

    public boolean isExcluded() {
        return number >= OPTED_OUT.number;
    }
}
