package io.besedka.flow;

import java.util.Map;

/**
 * A flow as it is held in memory.
 *
 * @param newest where dialogues begin and conditions from any place are asked
 * @param held recent versions by number, the newest among them: a client in the middle of one goes on along its arrows
 * @param numbers of blocks, by their ids: what programs and messages name them by, the same in all versions
 */
record Published(FlowVersion newest, Map<Integer, FlowVersion> held, Map<String, Long> numbers) {
    Published {
        held = Map.copyOf(held);
        numbers = Map.copyOf(numbers);
    }

    static Published only(FlowVersion version) {
        return new Published(version, Map.of(version.number(), version), Map.of());
    }

    /** 0 when it has none. */
    long numberOf(Block block) {
        return block == null ? 0 : numbers.getOrDefault(block.id, 0L);
    }

    /** Of the newest version, or null. */
    Block blockOf(long number) {
        for (var entry : numbers.entrySet()) {
            if (entry.getValue() == number) {
                return newest.block(entry.getKey());
            }
        }
        return null;
    }

    /** The version the client is in; one that is no longer held goes on in the newest. */
    FlowVersion versionOf(Session session) {
        return session.flowId() == newest.flowId() ? held.getOrDefault(session.version(), newest) : newest;
    }

    /** The client's block, or null where the dialogue starts anew. */
    Block blockOf(Session session) {
        boolean known = session.flowId() == newest.flowId() && session.block() != null;
        return known ? versionOf(session).block(session.block()) : null;
    }
}
