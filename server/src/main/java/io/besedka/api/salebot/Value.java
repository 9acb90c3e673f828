package io.besedka.api.salebot;

import io.besedka.platform.json.Texts;
import tools.jackson.databind.JsonNode;

/** One value as the text it is meant to be: callers send numbers as texts, texts as numbers, and Python's words for true and false. */
final class Value {
    private Value() {}

    /** Null for what says nothing: absent, null, an empty text, an empty list or object. */
    static String of(JsonNode value) {
        var text = exact(value);
        return text == null || text.isEmpty() || value.isContainer() && value.isEmpty() ? null : text;
    }

    /** The same, but an empty text stays one. */
    static String exact(JsonNode value) {
        if (value == null || value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isString()
                ? Texts.clean(value.stringValue())
                : value.isContainer() ? value.toString() : value.asString();
    }

    /** What names somebody: a text or a whole number. Null for what says nothing. */
    static String id(String name, JsonNode value) {
        var text = of(value);
        boolean named = text == null || value.isString() || value.isIntegralNumber();
        if (!named) {
            throw Failed.because(name + " must be a text or a whole number");
        }
        return text;
    }

    static boolean isTrue(String text) {
        return text != null && (text.equalsIgnoreCase("true") || text.equals("1") || text.equalsIgnoreCase("yes"));
    }

    static boolean isFalse(String text) {
        return text != null && (text.equalsIgnoreCase("false") || text.equals("0") || text.equalsIgnoreCase("no"));
    }
}
