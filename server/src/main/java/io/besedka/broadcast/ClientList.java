package io.besedka.broadcast;

import java.time.Instant;

/**
 * A list of clients.
 *
 * @param filter null = its members are put in by hand; else it is a segment and has whoever the filter finds just now
 */
public record ClientList(long projectId, long id, String name, SegmentFilter filter, Instant createdAt) {
    public boolean isSegment() {
        return filter != null;
    }
}
