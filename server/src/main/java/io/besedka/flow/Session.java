package io.besedka.flow;

import io.besedka.platform.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/**
 * A client's place as the conversation keeps it: {@code {"f":12,"v":3,"b":"menu","q":"How much?"}}, flow, version and block; no block =
 * no place.
 *
 * @param question the client's last text, where the flow may ask for it in a later step; else null
 */
record Session(long flowId, int version, String block, String question) {
    static final Session NONE = new Session(0, 0, null, null);

    /** What cannot be read is no place: the dialogue starts anew. */
    static Session read(String json) {
        if (json == null || json.isEmpty()) {
            return NONE;
        }
        try (var parser = Json.MAPPER.createParser(json)) {
            long flowId = 0;
            int version = 0;
            String block = null;
            String question = null;
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "f" -> flowId = parser.getLongValue();
                    case "v" -> version = parser.getIntValue();
                    case "b" -> block = parser.getString();
                    case "q" -> question = parser.getString();
                    default -> parser.skipChildren();
                }
            }
            return new Session(flowId, version, block, question);
        } catch (JacksonException unreadable) {
            return NONE;
        }
    }

    String json() {
        var out = new StringBuilder(64)
                .append("{\"f\":")
                .append(flowId)
                .append(",\"v\":")
                .append(version);
        if (block != null) {
            out.append(",\"b\":\"").append(block).append('"');
        }
        if (question != null) {
            out.append(",\"q\":").append(Json.MAPPER.writeValueAsString(question));
        }
        return out.append('}').toString();
    }
}
