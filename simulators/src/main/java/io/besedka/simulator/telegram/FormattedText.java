package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Text with entities; offsets count UTF-16 units. Blanks around the text are cut off, as Telegram does. */
record FormattedText(String text, List<ObjectNode> entities) {
    static FormattedText plain(String text) {
        return new FormattedText(text, List.of()).trimmed().withFoundEntities();
    }

    /** Reads {@code name} with {@code parse_mode} or {@code entitiesName} of a call or of one item of an album. */
    static FormattedText of(String text, String parseMode, JsonNode entities) {
        var read = switch (parseMode.toLowerCase()) {
            case "" -> new FormattedText(text, given(text, entities));
            case "html" -> HtmlText.parse(text);
            case "markdownv2" -> MarkdownText.parse(text);
            case "markdown" -> MarkdownText.parseLegacy(text);
            default -> throw Refusal.badRequest("unsupported parse_mode");
        };
        return read.trimmed().withFoundEntities();
    }

    FormattedText atMost(int limit, String refusal) {
        // Counted in UTF-16 units, the strictest reading; which unit Telegram counts is not documented.
        if (text.length() > limit) throw Refusal.badRequest(refusal);
        return this;
    }

    ArrayNode entitiesJson() {
        var array = Json.array();
        entities.forEach(array::add);
        return array;
    }

    private static List<ObjectNode> given(String text, JsonNode entities) {
        var list = new ArrayList<ObjectNode>();
        for (var entity : entities) {
            int offset = entity.path("offset").asInt(-1);
            int length = entity.path("length").asInt(-1);
            if (!entity.isObject() || offset < 0 || length < 0 || offset + (long) length > text.length()) {
                throw Refusal.badRequest("can't parse entities: entity is out of the text");
            }
            list.add(((ObjectNode) entity).deepCopy());
        }
        return list;
    }

    private FormattedText trimmed() {
        int from = 0;
        int to = text.length();
        while (from < to && Character.isWhitespace(text.charAt(from))) from++;
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) to--;
        if (from == 0 && to == text.length()) return this;
        var kept = new ArrayList<ObjectNode>();
        for (var entity : entities) {
            int start = Math.max(entity.path("offset").asInt(0), from);
            int end = Math.min(
                    entity.path("offset").asInt(0) + entity.path("length").asInt(0), to);
            if (end > start) kept.add(entity.put("offset", start - from).put("length", end - start));
        }
        return new FormattedText(text.substring(from, to), kept);
    }

    private FormattedText withFoundEntities() {
        var found = FoundEntities.in(text, entities);
        if (found.isEmpty()) return this;
        var all = new ArrayList<>(entities);
        all.addAll(found);
        all.sort(Comparator.comparingInt(entity -> entity.path("offset").asInt(0)));
        return new FormattedText(text, all);
    }
}
