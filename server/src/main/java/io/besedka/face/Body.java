package io.besedka.face;

import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** A request's JSON object, read member by member; what cannot be taken is a 422 that names the member. U+0000 is dropped everywhere. */
public record Body(JsonNode json) {
    public static final int KEY_LIMIT = 100;
    private static final int EMOJI_LIMIT = 32;
    public static final int NOTE_LIMIT = 10_000;
    private static final int TAG_LENGTH = 100;
    private static final int TAGS_AT_ONCE = 50;
    private static final int VARIABLES_AT_ONCE = 100;

    public static Body of(Exchange exchange) throws IOException {
        return of(exchange.json(JsonNode.class));
    }

    public static Body of(JsonNode json) {
        if (!json.isObject()) {
            throw Problem.badRequest("bad_json", "a JSON object was expected");
        }
        return new Body(json);
    }

    public boolean has(String name) {
        return json.has(name);
    }

    public JsonNode member(String name) {
        return json.path(name);
    }

    /** The idempotency key. */
    public String key() {
        var key = text("key", KEY_LIMIT);
        if (key.isBlank() || key.chars().anyMatch(Character::isISOControl)) {
            throw Problem.unprocessable("key", "key must hold 1-" + KEY_LIMIT + " characters");
        }
        return key;
    }

    public String text(String name, int limit) {
        return text(json.path(name), name, limit);
    }

    public static String text(JsonNode node, String field, int limit) {
        if (!node.isString()) {
            throw Problem.unprocessable(field, field + " must be a text");
        }
        var text = clean(node.stringValue());
        if (text.length() > limit) {
            throw Problem.unprocessable(field, field + " may hold at most " + limit + " characters");
        }
        return text;
    }

    /** One line of 1 to {@code limit} characters, or null when it is absent. */
    public String line(String name, int limit) {
        if (!json.has(name)) {
            return null;
        }
        var text = text(name, limit);
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw Problem.unprocessable(name, name + " must be one line of 1-" + limit + " characters");
        }
        return text.strip();
    }

    /** Null when it is absent, null or blank. */
    public String removable(String name, int limit) {
        if (!json.hasNonNull(name)) {
            return null;
        }
        var text = text(name, limit);
        return text.isBlank() ? null : text.strip();
    }

    public static String clean(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    /** One sign, or null for none, which is read as an empty text. Which of them are welcome is the provider's to say. */
    public String emoji(String name) {
        if (json.path(name).isNull()) {
            return "";
        }
        var emoji = text(name, EMOJI_LIMIT);
        if (emoji.isEmpty() || emoji.codePoints().anyMatch(Body::isPlain)) {
            throw Problem.unprocessable(name, name + " must be one emoji, or null");
        }
        return emoji;
    }

    private static boolean isPlain(int codePoint) {
        return Character.isLetter(codePoint) || Character.isWhitespace(codePoint) || Character.isISOControl(codePoint);
    }

    public boolean flag(String name) {
        var node = json.path(name);
        if (!node.isBoolean()) {
            throw Problem.unprocessable(name, name + " must be true or false");
        }
        return node.booleanValue();
    }

    public long number(String name) {
        return optionalNumber(name).orElseThrow(() -> Problem.unprocessable(name, name + " must be a whole number"));
    }

    /** Empty when it is absent or null. */
    public OptionalLong optionalNumber(String name) {
        var node = json.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw Problem.unprocessable(name, name + " must be a whole number");
        }
        return OptionalLong.of(node.longValue());
    }

    public Instant time(String name) {
        try {
            return Instant.parse(text(name, 40));
        } catch (DateTimeException notATime) {
            throw Problem.unprocessable(name, name + " must be a time such as 2026-01-31T12:00:00Z");
        }
    }

    public List<String> tags(String name) {
        var node = json.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray() || node.size() > TAGS_AT_ONCE) {
            throw Problem.unprocessable(name, name + " must be a list of at most " + TAGS_AT_ONCE + " tags");
        }
        var tags = new ArrayList<String>();
        for (var tag : node) {
            var text = text(tag, name, TAG_LENGTH).strip();
            if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
                throw Problem.unprocessable(name, "a tag is one line of 1-" + TAG_LENGTH + " characters");
            }
            tags.add(text);
        }
        return tags;
    }

    /** Names to texts; null removes. Numbers and truth values are taken as their text. */
    public Map<String, String> variables() {
        if (json.size() > VARIABLES_AT_ONCE) {
            throw Problem.unprocessable(null, "at most " + VARIABLES_AT_ONCE + " variables are set at once");
        }
        var values = new LinkedHashMap<String, String>();
        for (var member : json.properties()) {
            var value = member.getValue();
            if (value.isContainer()) {
                throw Problem.unprocessable(
                        member.getKey(), "a variable's value is a text, a number, true, false or null");
            }
            values.put(clean(member.getKey()), value.isNull() ? null : clean(value.asString()));
        }
        return values;
    }
}
