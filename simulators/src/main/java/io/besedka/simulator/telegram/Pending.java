package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * An update on its way. Updates of one {@code lane} are delivered one after another. {@code json} is null for a body
 * that is not JSON on purpose.
 */
record Pending(long id, String kind, String lane, ObjectNode json, Instant expires) {
    byte[] body() {
        return json == null
                ? ("{\"update_id\":" + id + ",\"message\":{\"message_id\":").getBytes(StandardCharsets.US_ASCII)
                : Json.bytes(json);
    }

    Pending withId(long fresh) {
        return new Pending(fresh, kind, lane, json.deepCopy().put("update_id", fresh), expires);
    }

    // A duplicated update is two of them: identity, not content, tells them apart.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
