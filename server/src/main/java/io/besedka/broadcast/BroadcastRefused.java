package io.besedka.broadcast;

/** Why a list or a broadcast is not as it was asked for. Thrown by the room; the faces turn it into their own dialect's error. */
public final class BroadcastRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public enum Reason {
        NO_SUCH_LIST,
        NO_SUCH_BROADCAST,
        NO_SUCH_CONNECTION,
        /** A segment has whoever its filter finds: nobody can be put in or taken out by hand. */
        NOT_BY_HAND,
        /** Over {@link BroadcastLimits}; the message says which and how much. */
        OVER_LIMIT,
        /** Nobody is named, or nothing is said. */
        EMPTY,
        /** A member of it is out of its range; {@link #field} names it. */
        INVALID,
        /** Not in the state the broadcast is in. */
        WRONG_STATE,
        /** Another broadcast was made under this idempotency key. */
        KEY_REUSED
    }

    private final Reason reason;
    private final String field;

    public BroadcastRefused(Reason reason, String field, String why) {
        super(why, null, false, false);
        this.reason = reason;
        this.field = field;
    }

    public BroadcastRefused(Reason reason, String why) {
        this(reason, null, why);
    }

    static BroadcastRefused noList(long list) {
        return new BroadcastRefused(Reason.NO_SUCH_LIST, "list", "no list " + list + " in this project");
    }

    static BroadcastRefused noBroadcast(long broadcast) {
        return new BroadcastRefused(Reason.NO_SUCH_BROADCAST, "no broadcast " + broadcast + " in this project");
    }

    static BroadcastRefused invalid(String field, String why) {
        return new BroadcastRefused(Reason.INVALID, field, why);
    }

    public Reason reason() {
        return reason;
    }

    /** The member that is wrong, or null. */
    public String field() {
        return field;
    }
}
