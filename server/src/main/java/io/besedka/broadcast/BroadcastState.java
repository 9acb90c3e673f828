package io.besedka.broadcast;

/** In the database by its ordinal: only append. */
public enum BroadcastState {
    DRAFT,
    /** Waits for its moment; its recipients are not written down yet. */
    SCHEDULED,
    RUNNING,
    PAUSED,
    DONE,
    CANCELLED;

    static BroadcastState at(int ordinal) {
        return values()[ordinal];
    }

    boolean isActive() {
        return this == SCHEDULED || this == RUNNING || this == PAUSED;
    }
}
