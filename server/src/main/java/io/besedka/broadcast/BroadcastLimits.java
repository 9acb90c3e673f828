package io.besedka.broadcast;

import java.time.Duration;

/** How much of it a project may have. */
public final class BroadcastLimits {
    /** Recipients of one broadcast, and members of one list. */
    public static final int RECIPIENTS = 1_000_000;
    /** Scheduled, running and paused broadcasts of a project. */
    public static final int ACTIVE = 100;
    /** Lists of a project. */
    public static final int LISTS = 1_000;
    /** Ids in one call. */
    public static final int IDS = 10_000;
    /** Characters of a name. */
    public static final int NAME = 100;
    /** Values and conditions of a filter, each. */
    public static final int FILTER_VALUES = 100;
    /** The longest pause between two messages. */
    public static final Duration SLOWEST = Duration.ofHours(1);
    /** The pause when nobody says another. */
    public static final Duration USUAL_SHIFT = Duration.ofMillis(200);
    /** How long the idempotency key of one counts, as those of all requests do. */
    public static final Duration KEY_LIFE = Duration.ofHours(24);

    private BroadcastLimits() {}

    static String name(String name) {
        if (name == null || name.isBlank() || name.strip().length() > NAME) {
            throw BroadcastRefused.invalid("name", "name holds 1-" + NAME + " characters");
        }
        return name.strip();
    }
}
