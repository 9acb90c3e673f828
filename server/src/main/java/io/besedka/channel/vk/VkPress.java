package io.besedka.channel.vk;

import io.besedka.conversation.PressKey;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A button's payload, which must be a JSON object, and the name of a press, by which it is answered. */
final class VkPress {
    private static final String KEY = "key";
    private static final String PREFIX = "press:";

    /** @param event VK's id of the press */
    record Name(long user, String event) {
        /** The press of a direct chat, where the chat's id is the user's. */
        static Name parse(String externalId) {
            var parts = externalId.split(":", 3);
            return externalId.startsWith(PREFIX) && parts.length == 3 && parts[1].matches("\\d{1,18}")
                    ? new Name(Long.parseLong(parts[1]), parts[2])
                    : null;
        }

        @Override
        public String toString() {
            return PREFIX + user + ":" + event;
        }
    }

    private VkPress() {}

    static String payload(String pressKey) {
        return Json.text(Map.of(KEY, pressKey));
    }

    /** The key of our button, or null. A payload comes as a text with JSON in it, or as JSON. */
    static String key(JsonNode payload) {
        var key = object(payload).path(KEY).stringValue("");
        return PressKey.parse(key).isPresent() ? key : null;
    }

    private static JsonNode object(JsonNode payload) {
        if (!payload.isString()) {
            return payload;
        }
        try {
            return Json.tree(payload.stringValue("").getBytes(StandardCharsets.UTF_8));
        } catch (BadJson foreign) {
            return MissingNode.getInstance();
        }
    }
}
