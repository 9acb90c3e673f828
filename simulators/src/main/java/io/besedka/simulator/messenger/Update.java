package io.besedka.simulator.messenger;

import tools.jackson.databind.node.ObjectNode;

/**
 * What the provider tells our server. {@code kind} is the provider's word, which scopes of misfortune may name. Updates
 * of one {@code lane} (usually a chat) are posted one after another. {@code json} is null for a body that is not JSON
 * on purpose. Told apart by identity: a repeated update is two.
 */
public record Update(String kind, String lane, ObjectNode json) {
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
