package io.besedka.inbox;

/** Connections' names, as the channel room knows them; {@code app} plugs it in. Answered from memory. */
@FunctionalInterface
public interface ConnectionNames {
    /** @param channel the kind, such as {@code telegram} @param reactions whether we can react to messages there */
    record Named(String channel, String name, boolean reactions) {}

    /** Null when there is no such connection. */
    Named connection(long projectId, long connectionId);
}
