package io.besedka.api.salebot;

import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a call looks for what it needs when the sender of the body is somebody else: {@code value_client_id=my_client} says that the
 * parameter {@code my_client} holds the client's number; {@code delimiter=1} and {@code delimiter_value_phone=lead1phone} lead to
 * {@code {"lead":{"phone":...}}}.
 *
 * @param names how a call's own parameter is called, where that differs from what is pointed at
 * @param indirect whether {@code value_...} is understood; @param nested whether {@code delimiter} is
 */
record Pointing(Map<String, String> names, boolean indirect, boolean nested) {
    static final Pointing NONE = new Pointing(Map.of(), false, false);
    static final Pointing NESTED = new Pointing(Map.of(), false, true);
    static final Pointing BOTH = new Pointing(Map.of(), true, true);
    /** Here a bare {@code phone} is a variable like any other. */
    static final Pointing CLIENTS = new Pointing(Map.of("phone", "client_phone", "email", "client_email"), true, true);

    private static final String INDIRECT = "value_";
    private static final String DELIMITER = "delimiter";
    private static final String NESTED_IN = "delimiter_value_";
    /** The documentation has an example that lacks the sign between the two. */
    private static final Pattern GLUED = Pattern.compile("(.+?)(delimiter_value_(?:client_id|phone))=(.*)");

    /** Puts what is pointed at where the call looks for it, and takes the signposts away. */
    void follow(ObjectNode values) {
        if (nested && values.has(DELIMITER)) {
            followNested(values);
        }
        if (indirect) {
            var signposts = values.propertyNames().stream()
                    .filter(name -> name.startsWith(INDIRECT))
                    .toList();
            signposts.forEach(signpost -> followIndirect(values, signpost));
        }
    }

    private void followIndirect(ObjectNode values, String signpost) {
        var source = Value.of(values.remove(signpost));
        var name = signpost.substring(INDIRECT.length());
        var found = source == null ? null : values.remove(source);
        if (found != null && !name.isEmpty()) {
            values.set(names.getOrDefault(name, name), found);
        }
    }

    private void followNested(ObjectNode values) {
        var delimiter = Value.of(values.remove(DELIMITER));
        var glued = delimiter == null ? null : GLUED.matcher(delimiter);
        if (glued != null && glued.matches()) {
            delimiter = glued.group(1);
            values.put(glued.group(2), glued.group(3));
        }
        for (var name : new String[] {"client_id", "phone"}) {
            var path = Value.of(values.remove(NESTED_IN + name));
            var found = delimiter == null || path == null ? null : at(values, path.split(Pattern.quote(delimiter)));
            if (found != null) {
                values.set(names.getOrDefault(name, name), found);
            }
        }
    }

    /** Null where it leads nowhere: a path of delimiters alone has no step, and would make the body a part of itself. */
    private static JsonNode at(JsonNode values, String[] path) {
        if (path.length == 0) {
            return null;
        }
        var here = values;
        for (var step : path) {
            here = here.isArray() && step.matches("\\d{1,6}") ? here.path(Integer.parseInt(step)) : here.path(step);
        }
        return Value.of(here) == null ? null : here;
    }
}
