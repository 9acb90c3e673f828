package io.besedka.conversation;

import java.util.List;

/**
 * Told after each commit, on the flusher's thread and in commit order per project: must only hand over, never block. Whoever needs
 * certainty reads the log by cursor; after a lost answer to a commit nobody is told.
 */
@FunctionalInterface
public interface Follower {
    void committed(List<Committed> entries);

    /** The project's log has entries that no turn tells of; on whatever thread wrote them. */
    default void logged(long projectId) {}
}
