package io.besedka.flow;

import java.util.Optional;
import java.util.Set;

/**
 * A flow as its maker sees it.
 *
 * @param connections the connections it answers on; empty optional = every one that has no flow of its own
 * @param publishedVersion 0 = nothing published yet
 */
public record Flow(
        long projectId, long id, String name, Optional<Set<Long>> connections, boolean enabled, int publishedVersion) {
    public static final int NAME_LIMIT = 100;

    public Flow {
        connections = connections.map(Set::copyOf);
        if (name.isBlank() || name.length() > NAME_LIMIT) {
            throw new IllegalArgumentException("a flow's name holds 1 to " + NAME_LIMIT + " characters");
        }
    }

    boolean runs() {
        return enabled && publishedVersion > 0;
    }
}
