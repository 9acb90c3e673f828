package io.besedka.conversation;

import java.time.Duration;

/** What the turn must know of a connection; the channel room answers from memory, {@code app} plugs it in. */
public interface Outlets {
    /** Whether clients fetch their messages themselves (the site widget): then a delivery is sent by being stored. */
    boolean isPulled(long connectionId);

    /** Whether the channel shows buttons; where it does not, the planner numbers them and an answer "2" means the second. */
    boolean hasButtons(long connectionId);

    /** How long after the client's last message we may write freely; null = always. */
    default Duration window(long connectionId) {
        return null;
    }

    /** Whether we can react to a client's message there. */
    default boolean hasReactions(long connectionId) {
        return false;
    }

    /** Refuses by {@link Refused} what the channel could never carry. */
    void check(long connectionId, Content content);
}
