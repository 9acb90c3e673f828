package io.besedka.api.client;

import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A request's JSON object, read member by member; what cannot be taken is a 422 that names the member. Others are ignored. */
record Body(JsonNode json) {
    private static final int VARIABLES_AT_ONCE = 100;

    static Body of(Exchange exchange) throws IOException {
        var json = exchange.json(JsonNode.class);
        if (!json.isObject()) {
            throw Problem.badRequest("bad_json", "a JSON object was expected");
        }
        return new Body(json);
    }

    boolean has(String name) {
        return json.has(name);
    }

    long number(String name) {
        var node = json.path(name);
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw Problem.unprocessable(name, name + " must be a whole number");
        }
        return node.longValue();
    }

    /** One line of 1 to {@code limit} characters, or null when it is absent. */
    String line(String name, int limit) {
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
    String removable(String name, int limit) {
        if (!json.hasNonNull(name)) {
            return null;
        }
        var text = text(name, limit);
        return text.isBlank() ? null : text.strip();
    }

    private String text(String name, int limit) {
        var node = json.path(name);
        if (!node.isString()) {
            throw Problem.unprocessable(name, name + " must be a text");
        }
        var text = clean(node.stringValue());
        if (text.length() > limit) {
            throw Problem.unprocessable(name, name + " may hold at most " + limit + " characters");
        }
        return text;
    }

    private static String clean(String text) {
        return text.replace("\0", "");
    }

    /** Names to texts; null removes. Numbers and truth values are taken as their text. */
    Map<String, String> variables() {
        if (json.size() > VARIABLES_AT_ONCE) {
            throw Problem.unprocessable(null, "at most " + VARIABLES_AT_ONCE + " variables are set at once");
        }
        var values = new LinkedHashMap<String, String>();
        for (var member : json.properties()) {
            var value = member.getValue();
            if (value.isContainer()) {
                throw Problem.unprocessable(member.getKey(), "a variable's value is a text, a number, true, false or null");
            }
            values.put(clean(member.getKey()), value.isNull() ? null : clean(value.asString()));
        }
        return values;
    }
}
