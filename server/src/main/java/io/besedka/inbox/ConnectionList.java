package io.besedka.inbox;

import java.time.Instant;
import java.util.List;

/** A project's connections and how they fare; the channel room answers, {@code app} plugs it in. */
@FunctionalInterface
public interface ConnectionList {
    /** @param templates whether the channel has messages that were approved beforehand */
    record Shown(long id, String channel, String name, boolean paused, boolean templates, Health health) {}

    /**
     * Counts are from the server's start on; texts and times may be null.
     *
     * @param state {@code ok}, {@code warning} or {@code broken}
     * @param skipped updates of unknown kinds; {@code rejected}: posts that were not the provider's or not readable
     * @param errors sends that went wrong, {@code lastError} in the provider's words
     */
    record Health(
            String state,
            String text,
            Instant lastUpdateAt,
            Instant lastSendAt,
            long skipped,
            long rejected,
            long errors,
            String lastError,
            Instant lastErrorAt) {}

    List<Shown> connections(long projectId);
}
