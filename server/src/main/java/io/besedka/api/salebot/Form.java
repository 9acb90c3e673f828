package io.besedka.api.salebot;

import io.besedka.platform.json.Json;
import io.besedka.platform.json.Texts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A query string or a form as the JSON object it stands for: a name that comes again, or ends in {@code []}, is a list, {@code a[b]} an
 * object.
 */
final class Form {
    static final int FIELDS = 10_000;
    private static final Pattern INNER = Pattern.compile("([^\\[\\]]+)\\[([^\\[\\]]*)]");

    private Form() {}

    static ObjectNode read(String encoded) {
        var fields = Json.MAPPER.createObjectNode();
        if (encoded == null || encoded.isEmpty()) {
            return fields;
        }
        var pairs = encoded.split("&", FIELDS + 1);
        if (pairs.length > FIELDS) {
            throw Failed.malformed("a form holds at most " + FIELDS + " fields");
        }
        for (var pair : pairs) {
            int sign = pair.indexOf('=');
            var name = decoded(sign < 0 ? pair : pair.substring(0, sign));
            if (!name.isEmpty()) {
                put(fields, name, sign < 0 ? "" : decoded(pair.substring(sign + 1)));
            }
        }
        return fields;
    }

    static void put(ObjectNode fields, String name, String value) {
        var inner = INNER.matcher(name);
        if (!inner.matches()) {
            add(fields, name, value);
        } else if (inner.group(2).isEmpty()) {
            listOf(fields, inner.group(1)).add(value);
        } else {
            objectOf(fields, inner.group(1)).put(inner.group(2), value);
        }
    }

    private static void add(ObjectNode fields, String name, String value) {
        if (fields.has(name)) {
            listOf(fields, name).add(value);
        } else {
            fields.put(name, value);
        }
    }

    private static ArrayNode listOf(ObjectNode fields, String name) {
        var known = fields.get(name);
        if (known instanceof ArrayNode list) {
            return list;
        }
        var list = fields.putArray(name);
        if (known != null) {
            list.add(known);
        }
        return list;
    }

    private static ObjectNode objectOf(ObjectNode fields, String name) {
        return fields.get(name) instanceof ObjectNode known ? known : fields.putObject(name);
    }

    private static String decoded(String encoded) {
        try {
            return Texts.clean(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            throw Failed.malformed("the query or the form is not encoded as it must be");
        }
    }
}
