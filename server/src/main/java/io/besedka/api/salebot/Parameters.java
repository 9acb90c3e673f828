package io.besedka.api.salebot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.platform.http.Exchange;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.json.Texts;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call was given, wherever it stood: in the address, in a JSON body or in a form. The address wins over the body, for who wrote it
 * knows of us, and the body may be a stranger's. What is empty or null is absent. Bodies hold at most 1 MiB.
 */
final class Parameters {
    /** A condition as it was written; names may come again. */
    record Pair(String name, JsonNode value) {}

    /** Reads one value from the middle of a text. */
    private static final ObjectReader VALUES =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ObjectNode values;
    private final List<JsonNode> list;
    private final byte[] json;

    private Parameters(ObjectNode values, List<JsonNode> list, byte[] json) {
        this.values = values;
        this.list = list;
        this.json = json;
    }

    static Parameters read(Exchange exchange, Pointing pointing) throws IOException {
        var body = exchange.body();
        var parameters = read(exchange.rawQuery(), exchange.contentType(), body);
        pointing.follow(parameters.values);
        return parameters;
    }

    static Parameters read(String query, String contentType, byte[] body) {
        var fromAddress = Form.read(query);
        byte first = first(body);
        boolean json =
                first == '{' || first == '[' || first != 0 && contentType != null && contentType.contains("json");
        var tree = json ? tree(body) : first == 0 ? Json.MAPPER.createObjectNode() : form(contentType, body);
        var list = new ArrayList<JsonNode>();
        if (tree.isArray()) {
            tree.forEach(list::add);
        } else if (!tree.isObject()) {
            throw Failed.malformed("a JSON object or array was expected");
        }
        var values = tree instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
        fromAddress.properties().stream()
                .filter(field -> Value.of(field.getValue()) != null)
                .forEach(field -> values.set(field.getKey(), field.getValue()));
        return new Parameters(values, list, json && !fromAddress.has("q") ? body : null);
    }

    private static byte first(byte[] body) {
        for (byte one : body) {
            if (one != ' ' && one != '\t' && one != '\r' && one != '\n') {
                return one;
            }
        }
        return 0;
    }

    private static JsonNode tree(byte[] body) {
        try {
            return Json.tree(body);
        } catch (BadJson bad) {
            throw Failed.malformed("the body is no JSON that we take: " + bad.getMessage());
        }
    }

    private static ObjectNode form(String contentType, byte[] body) {
        if (contentType != null && contentType.regionMatches(true, 0, "multipart/", 0, 10)) {
            return Multipart.read(contentType, body);
        }
        return Form.read(new String(body, UTF_8).strip());
    }

    /** The body, where it is a bare list. */
    List<JsonNode> list() {
        return list;
    }

    JsonNode all() {
        return values;
    }

    boolean has(String name) {
        return Value.of(values.get(name)) != null;
    }

    JsonNode node(String name) {
        return values.path(name);
    }

    /** Or null. */
    String text(String name) {
        return Value.of(values.get(name));
    }

    /** As {@link #needed}, of what names somebody. */
    String neededId(String name) {
        Value.id(name, values.get(name));
        return needed(name);
    }

    String needed(String name) {
        var text = text(name);
        if (text == null) {
            throw Failed.because("Parameter \"" + name + "\" required");
        }
        return text;
    }

    boolean isTrue(String name) {
        return Value.isTrue(text(name));
    }

    /** Null when it is not given. */
    Long number(String name) {
        var text = text(name);
        return text == null ? null : Numbers.whole(name, text);
    }

    /** Null when it is not given. */
    BigDecimal decimal(String name) {
        var text = text(name);
        return text == null ? null : Numbers.decimal(name, text);
    }

    /** Null when it is not given; else at least 0 and at most {@code most}. */
    int number(String name, int otherwise, int most) {
        var number = number(name);
        return number == null ? otherwise : (int) Math.clamp(number, 0, most);
    }

    /** A list, a list written as JSON or with commas, or one value; empty when it is not given. */
    List<String> texts(String name, int most) {
        var found = new ArrayList<String>();
        for (var one : listed(name)) {
            var text = Value.of(one);
            if (text != null) {
                found.add(text.strip());
            }
        }
        if (found.size() > most) {
            throw Failed.because(name + " holds at most " + most);
        }
        return found;
    }

    List<Long> numbers(String name, int most) {
        return texts(name, most).stream().map(text -> Numbers.whole(name, text)).toList();
    }

    List<JsonNode> listed(String name) {
        var node = parsed(values.path(name));
        if (node.isArray()) {
            var all = new ArrayList<JsonNode>();
            node.forEach(all::add);
            return all;
        }
        var text = Value.of(node);
        if (text == null) {
            return List.of();
        }
        return node.isString() && text.indexOf(',') >= 0 ? split(text) : List.of(node);
    }

    private static List<JsonNode> split(String text) {
        var all = new ArrayList<JsonNode>();
        for (var one : text.split(",")) {
            all.add(Json.MAPPER.getNodeFactory().stringNode(one));
        }
        return all;
    }

    /** Queries and forms carry lists and objects as JSON in a text. */
    static JsonNode parsed(JsonNode node) {
        var text = node.isString() ? node.stringValue().strip() : "";
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return node;
        }
        try {
            return Json.tree(text.getBytes(UTF_8));
        } catch (BadJson justAText) {
            return node;
        }
    }

    /** Names and values as texts, a null one kept as null: that removes a variable. */
    Map<String, String> variables(String name) {
        var node = parsed(values.path(name));
        if (!node.isObject()) {
            throw Failed.because("Parameter \"" + name + "\" required: an object of names and values");
        }
        return texts((ObjectNode) node);
    }

    /** What was given beside the call's own parameters. */
    Map<String, String> others(Set<String> own) {
        var others = texts(values);
        others.keySet().removeAll(own);
        others.values().removeIf(value -> value == null || value.isEmpty());
        return others;
    }

    private static Map<String, String> texts(ObjectNode object) {
        var texts = new LinkedHashMap<String, String>();
        object.properties().forEach(field -> texts.put(Texts.clean(field.getKey()), Value.exact(field.getValue())));
        return texts;
    }

    /** The conditions of {@code q} with every name as often as it came; null when there is no {@code q} or it is no object. */
    List<Pair> conditions() {
        try {
            var q = values.path("q");
            if (json != null && q.isObject()) {
                return pairs(json, true);
            }
            return q.isObject() || q.isString()
                    ? pairs(q.isString() ? q.stringValue().getBytes(UTF_8) : Json.write(q), false)
                    : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** @param inBody whether the object stands under the name {@code q} */
    private static List<Pair> pairs(byte[] json, boolean inBody) {
        try (var parser = Json.MAPPER.createParser(json)) {
            parser.nextToken();
            while (inBody
                    && parser.nextToken() == JsonToken.PROPERTY_NAME
                    && !parser.currentName().equals("q")) {
                parser.nextToken();
                parser.skipChildren();
            }
            if (inBody) {
                parser.nextToken();
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return null;
            }
            var pairs = new ArrayList<Pair>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                pairs.add(new Pair(Texts.clean(name), VALUES.readTree(parser)));
            }
            return pairs;
        }
    }
}
