package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import io.besedka.simulator.Params;
import io.besedka.simulator.Upload;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One call of a bot with typed access to its parameters. The description is what a few methods add to their result. */
final class Call {
    private final Bot bot;
    private final String method;
    private final Params params;
    private String description = "";

    Call(Bot bot, String method, Params params) {
        this.bot = bot;
        this.method = method;
        this.params = params;
    }

    Bot bot() {
        return bot;
    }

    String method() {
        return method;
    }

    boolean has(String name) {
        return params.has(name);
    }

    String text(String name) {
        return params.text(name);
    }

    String required(String name) {
        if (!has(name) && !params.uploads().containsKey(name)) {
            throw Refusal.badRequest("parameter \"" + name + "\" is required");
        }
        return text(name);
    }

    long number(String name, long otherwise) {
        var text = text(name).strip();
        if (text.isEmpty()) return otherwise;
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("parameter \"" + name + "\" must be a number");
        }
    }

    double decimal(String name) {
        try {
            return Double.parseDouble(required(name).strip());
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("parameter \"" + name + "\" must be a number");
        }
    }

    boolean flag(String name) {
        var text = text(name);
        return text.equalsIgnoreCase("true") || text.equals("1") || text.equalsIgnoreCase("yes");
    }

    /** An object or array, given plainly in a JSON body or as a JSON string in a form. */
    Optional<JsonNode> structure(String name) {
        var value = params.values().get(name);
        if (value == null || value.isNull()) return Optional.empty();
        if (value.isString()) {
            if (value.asString("").isBlank()) return Optional.empty();
            value = Json.parse(value.asString(""));
        }
        if (!value.isContainer()) throw Refusal.badRequest("can't parse " + name + " JSON object");
        return Optional.of(value);
    }

    Optional<Upload> upload(String name) {
        return Optional.ofNullable(params.uploads().get(name));
    }

    void describe(String text) {
        description = text;
    }

    String description() {
        return description;
    }
}
