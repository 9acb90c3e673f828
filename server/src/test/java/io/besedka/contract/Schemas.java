package io.besedka.contract;

import io.besedka.platform.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * As much of JSON Schema as our file uses, and stricter: a member that is not described is a fault unless {@code additionalProperties}
 * lets it in, and so is a keyword not known here, lest it be taken for checked.
 */
final class Schemas {
    private static final Set<String> KNOWN = Set.of(
            "$ref",
            "type",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "oneOf",
            "format",
            "description",
            "examples",
            "default",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum");
    private static final String AT = "#/components/schemas/";

    private final JsonNode document;

    Schemas(JsonNode document) {
        this.document = document;
    }

    static JsonNode named(String name) {
        return Json.MAPPER.createObjectNode().put("$ref", AT + name);
    }

    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    List<String> faults(JsonNode schema, JsonNode value) {
        var faults = new ArrayList<String>();
        check(schema, value, "", faults);
        return faults;
    }

    private void check(JsonNode given, JsonNode value, String at, List<String> faults) {
        var schema = resolved(given);
        if (schema.isMissingNode()) {
            faults.add(at + ": the schema " + given + " leads nowhere");
            return;
        }
        schema.propertyNames().stream()
                .filter(word -> !KNOWN.contains(word))
                .forEach(word -> faults.add(at + ": the checker does not know " + word));
        if (schema.has("oneOf")) {
            oneOf(schema.path("oneOf"), value, at, faults);
            return;
        }
        if (!isOfType(schema.path("type"), value)) {
            faults.add(at + ": " + value + " is not of type " + schema.path("type"));
            return;
        }
        if (schema.has("const") && !schema.path("const").equals(value)) {
            faults.add(at + ": " + value + " is not " + schema.path("const"));
        }
        if (schema.has("enum") && stream(schema.path("enum")).noneMatch(value::equals)) {
            faults.add(at + ": " + value + " is none of " + schema.path("enum"));
        }
        if (value.isString()) {
            text(schema, value.stringValue(), at, faults);
        } else if (value.isObject()) {
            object(schema, value, at, faults);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.path("items"), value.get(i), at + "[" + i + "]", faults);
            }
        }
    }

    /** Told by the member {@code type}, so that the faults are those of the one that was meant. */
    private void oneOf(JsonNode kinds, JsonNode value, String at, List<String> faults) {
        var meant = stream(kinds)
                .filter(kind -> resolved(kind).at("/properties/type/const").equals(value.path("type")))
                .toList();
        if (meant.size() == 1) {
            check(meant.getFirst(), value, at, faults);
        } else {
            faults.add(at + ": " + meant.size() + " kinds are told by " + value.path("type"));
        }
    }

    private static boolean isOfType(JsonNode type, JsonNode value) {
        return type.isArray()
                ? stream(type).anyMatch(one -> isOfType(one, value))
                : switch (type.asString("")) {
                    case "string" -> value.isString();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "null" -> value.isNull();
                    default -> false;
                };
    }

    private static void text(JsonNode schema, String text, String at, List<String> faults) {
        if (schema.has("pattern") && !text.matches(schema.path("pattern").stringValue())) {
            faults.add(at + ": " + text + " does not match " + schema.path("pattern"));
        }
        if (schema.path("format").asString("").equals("date-time")) {
            try {
                Instant.parse(text);
            } catch (DateTimeException notATime) {
                faults.add(at + ": " + text + " is not a time");
            }
        }
    }

    private void object(JsonNode schema, JsonNode value, String at, List<String> faults) {
        for (var name : schema.path("required")) {
            if (!value.has(name.stringValue())) {
                faults.add(at + ": lacks " + name);
            }
        }
        var more = schema.path("additionalProperties");
        for (var member : value.properties()) {
            var place = at + "." + member.getKey();
            var described = schema.path("properties").path(member.getKey());
            if (!described.isMissingNode()) {
                check(described, member.getValue(), place, faults);
            } else if (more.isObject()) {
                check(more, member.getValue(), place, faults);
            } else if (!more.isBoolean() || !more.booleanValue()) {
                faults.add(place + ": is not described");
            }
        }
    }

    Map<String, Set<String>> danglingAndUnused(Set<String> roots) {
        var references = new TreeSet<String>();
        references(document, references);
        var dangling = new TreeSet<>(references);
        dangling.removeIf(reference -> !document.at(reference.substring(1)).isMissingNode());
        var unused = new TreeSet<>(document.at("/components/schemas").propertyNames());
        unused.removeIf(name -> roots.contains(name) || references.contains(AT + name));
        return Map.of("dangling", dangling, "unused", unused);
    }

    private static void references(JsonNode node, Set<String> found) {
        if (node.has("$ref")) {
            found.add(node.path("$ref").asString());
        }
        node.forEach(child -> references(child, found));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
