package io.besedka.conversation;

/**
 * How far a message got. In the database by its ordinal: only append. A status from outside only ever moves a delivery up the lattice
 * queued, sending, (unknown | failed), sent, delivered, read: what the client is known to have seen cannot be unseen.
 */
public enum DeliveryStatus {
    QUEUED(0),
    /** An attempt has begun; found after a crash it means unknown. */
    SENDING(1),
    /** Sent, but the answer was lost: it may have arrived. */
    UNKNOWN(2),
    FAILED(3),
    SENT(4),
    DELIVERED(5),
    READ(6),
    /** Withdrawn before it was sent. */
    CANCELLED(7);

    private static final DeliveryStatus[] ALL = values();
    private final int height;

    DeliveryStatus(int height) {
        this.height = height;
    }

    public static DeliveryStatus at(int ordinal) {
        return ALL[ordinal];
    }

    /** The higher of the two: a report never moves a delivery back. */
    public DeliveryStatus join(DeliveryStatus other) {
        return other.height > height ? other : this;
    }

    public boolean isDone() {
        return this == SENT
                || this == DELIVERED
                || this == READ
                || this == FAILED
                || this == CANCELLED
                || this == UNKNOWN;
    }
}
