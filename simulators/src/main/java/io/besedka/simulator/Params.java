package io.besedka.simulator;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What a caller sent, whatever the encoding. Values from a query or a form are text nodes, values of a JSON body stay
 * what they were. {@code wellFormed} is false when a JSON body could not be read.
 */
public record Params(Map<String, JsonNode> values, Map<String, Upload> uploads, boolean wellFormed) {
    /** Reads query and body; the body may have up to {@code limit} bytes. */
    public static Params of(Exchange exchange, int limit) throws IOException {
        var values = new LinkedHashMap<String, JsonNode>();
        var uploads = new HashMap<String, Upload>();
        readForm(exchange.query(), values);
        var type = exchange.header("Content-Type");
        var body = exchange.method().equals("GET") ? new byte[0] : exchange.body(limit);
        boolean wellFormed = body.length == 0 || readBody(type, body, values, uploads);
        return new Params(values, uploads, wellFormed);
    }

    /** Reads a body alone, as found in the answer to a webhook. */
    public static Params of(String contentType, byte[] body) {
        var values = new LinkedHashMap<String, JsonNode>();
        var uploads = new HashMap<String, Upload>();
        boolean wellFormed = body.length == 0 || readBody(contentType, body, values, uploads);
        return new Params(values, uploads, wellFormed);
    }

    /** Reads a query and a body that was read already; the body's values win. */
    public static Params of(String query, String contentType, byte[] body) {
        var values = new LinkedHashMap<String, JsonNode>();
        var uploads = new HashMap<String, Upload>();
        readForm(query, values);
        boolean wellFormed = body.length == 0 || readBody(contentType, body, values, uploads);
        return new Params(values, uploads, wellFormed);
    }

    private static boolean readBody(
            String type, byte[] body, Map<String, JsonNode> values, Map<String, Upload> uploads) {
        var kind = type.toLowerCase(Locale.ROOT);
        if (kind.startsWith("multipart/form-data")) {
            Multipart.read(type, body, values, uploads);
        } else if (kind.startsWith("application/x-www-form-urlencoded")) {
            readForm(new String(body, StandardCharsets.UTF_8), values);
        } else if (kind.startsWith("application/json")) {
            var json = Json.parse(body);
            if (!json.isObject()) return false;
            json.properties().forEach(property -> values.put(property.getKey(), property.getValue()));
        }
        return true;
    }

    private static void readForm(String form, Map<String, JsonNode> values) {
        for (var pair : form.split("&")) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            values.put(name, StringNode.valueOf(equals < 0 ? "" : decode(pair.substring(equals + 1))));
        }
    }

    /** Undoes URL encoding, where a plus is a blank; text that is not encoded well stays as it is. */
    public static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The value as text, or an empty string. */
    public String text(String name) {
        var value = values.get(name);
        return value == null || value.isNull() ? "" : value.asString("");
    }

    /** The value as a whole number of up to 15 digits, or the other one. */
    public long number(String name, long otherwise) {
        var text = text(name);
        return text.matches("-?\\d{1,15}") ? Long.parseLong(text) : otherwise;
    }

    public boolean has(String name) {
        var value = values.get(name);
        return value != null && !value.isNull();
    }
}
