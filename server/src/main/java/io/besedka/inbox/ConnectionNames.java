package io.besedka.inbox;

import java.time.Duration;

/** Connections' names, as the channel room knows them; {@code app} plugs it in. Answered from memory. */
@FunctionalInterface
public interface ConnectionNames {
    /**
     * @param channel the kind, such as {@code telegram}
     * @param reactions whether we can react to messages there
     * @param templates whether the channel has messages that were approved beforehand
     * @param window how long after the client's last message we may write freely; null = always
     */
    record Named(String channel, String name, boolean reactions, boolean templates, Duration window) {}

    /** Null when there is no such connection. */
    Named connection(long projectId, long connectionId);
}
