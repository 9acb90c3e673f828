package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import tools.jackson.databind.node.ObjectNode;

/** The Bot API's way to say no: a status, a text for people, sometimes parameters for programs. */
final class Refusal extends RuntimeException {
    private final int code;
    private final transient ObjectNode parameters;

    private Refusal(int code, String description, ObjectNode parameters) {
        super(description, null, false, false);
        this.code = code;
        this.parameters = parameters;
    }

    static Refusal badRequest(String why) {
        return new Refusal(400, "Bad Request: " + why, null);
    }

    static Refusal of(int code, String description) {
        return new Refusal(code, description, null);
    }

    static Refusal tooMany(long retryAfter) {
        var parameters = Json.object().put("retry_after", retryAfter);
        return new Refusal(429, "Too Many Requests: retry after " + retryAfter, parameters);
    }

    int code() {
        return code;
    }

    long retryAfter() {
        return parameters == null ? 0 : parameters.path("retry_after").asLong(0);
    }

    ObjectNode json() {
        var json = Json.object().put("ok", false).put("error_code", code).put("description", getMessage());
        if (parameters != null) json.set("parameters", parameters);
        return json;
    }
}
