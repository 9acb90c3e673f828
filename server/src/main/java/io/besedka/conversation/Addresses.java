package io.besedka.conversation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which client a provider's id names: never changes once made, so it is remembered. One flusher's own, and only what was committed.
 */
final class Addresses {
    private static final int LIMIT = 200_000;

    private record External(long connectionId, String externalId) {}

    /** @param profile as last written, so that a change is noticed */
    record Known(ConversationKey key, Profile profile) {}

    private final Map<External, Known> known = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<External, Known> eldest) {
            return size() > LIMIT;
        }
    };

    Known get(Address.OfClient address) {
        return known.get(new External(address.connectionId(), address.externalId()));
    }

    void put(long connectionId, String externalId, long projectId, long id, Profile profile) {
        known.put(new External(connectionId, externalId), new Known(new ConversationKey(projectId, id), profile));
    }

    void forget(Address.OfClient address) {
        known.remove(new External(address.connectionId(), address.externalId()));
    }
}
