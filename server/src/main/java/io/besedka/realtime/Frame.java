package io.besedka.realtime;

import io.besedka.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The frames that are not of the log. */
final class Frame {
    /** Spelt out: the mapper may have to be waited for, and who waits for this class keeps others from running. */
    static final byte[] RESET = bytes("{\"type\":\"reset\"}");

    static final byte[] PONG = bytes("{\"type\":\"pong\"}");

    private Frame() {}

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private record Ready(String type, long cursor) {}

    private record Typing(String type, long conversationId, Typist author) {}

    private record Typist(String kind, Long id, String name) {}

    private record Presence(String type, Collection<Long> online, Map<String, Collection<Long>> viewing) {}

    static byte[] ready(long cursor) {
        return Json.write(new Ready("ready", cursor));
    }

    static byte[] clientTypes(long conversationId) {
        return Json.write(new Typing("typing", conversationId, new Typist("client", null, null)));
    }

    static byte[] operatorTypes(long conversationId, long userId, String name) {
        return Json.write(new Typing("typing", conversationId, new Typist("operator", userId, name)));
    }

    static byte[] presence(Collection<Long> online, Map<Long, ? extends Collection<Long>> viewing) {
        var byNumber = new LinkedHashMap<String, Collection<Long>>();
        viewing.forEach((conversation, users) -> byNumber.put(Long.toString(conversation), users));
        return Json.write(new Presence("presence", online, byNumber));
    }
}
