package io.besedka.inbox;

import java.time.Instant;
import java.util.List;

/** A project's connections and how they fare; the channel room answers, {@code app} plugs it in. */
@FunctionalInterface
public interface ConnectionList {
    record Shown(long id, String channel, String name, boolean paused, Health health) {}

    /** @param state {@code ok}, {@code warning} or {@code broken}; the rest may be null */
    record Health(String state, String text, Instant lastUpdateAt, Instant lastSendAt) {}

    List<Shown> connections(long projectId);
}
