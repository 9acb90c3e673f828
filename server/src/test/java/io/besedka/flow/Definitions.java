package io.besedka.flow;

import io.besedka.platform.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Definitions written short: a block says its own id unless told otherwise. */
final class Definitions {
    private Definitions() {}

    @SafeVarargs
    static String of(Map<String, Object>... blocks) {
        return Json.text(Map.of("format", 1, "blocks", List.of(blocks)));
    }

    static Map<String, Object> start(String id, Map<String, Object> condition) {
        var block = block(id, "start");
        block.put("condition", condition);
        return block;
    }

    static Map<String, Object> exact(String id, String text) {
        return start(id, Map.of("mode", "exact", "text", text));
    }

    static Map<String, Object> block(String id, String kind) {
        var block = new LinkedHashMap<String, Object>();
        block.put("id", id);
        block.put("kind", kind);
        block.put("message", Map.of("text", id));
        return block;
    }

    static Map<String, Object> with(Map<String, Object> block, String member, Object value) {
        block.put(member, value);
        return block;
    }

    /** Adds an arrow; its id is {@code from-to-kind}. @param members names and values in turn */
    @SuppressWarnings("unchecked")
    static Map<String, Object> arrow(Map<String, Object> from, String kind, String to, Object... members) {
        var arrow = new LinkedHashMap<String, Object>();
        arrow.put("id", from.get("id") + "-" + to + "-" + kind);
        arrow.put("kind", kind);
        arrow.put("to", to);
        for (int i = 0; i < members.length; i += 2) {
            arrow.put((String) members[i], members[i + 1]);
        }
        ((List<Object>) from.computeIfAbsent("arrows", absent -> new ArrayList<>())).add(arrow);
        return from;
    }
}
