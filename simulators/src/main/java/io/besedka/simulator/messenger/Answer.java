package io.besedka.simulator.messenger;

import io.besedka.simulator.Exchange;
import io.besedka.simulator.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a call is answered with. */
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    public static Answer json(JsonNode body) {
        return json(200, body);
    }

    public static Answer json(int status, JsonNode body) {
        return new Answer(status, "application/json", Json.bytes(body), Map.of());
    }

    public static Answer text(int status, String body) {
        return new Answer(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Answer bytes(String contentType, byte[] body) {
        return new Answer(200, contentType, body, Map.of());
    }

    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
    }

    void give(Exchange exchange) {
        headers.forEach(exchange::with);
        exchange.answer(status, contentType, body);
    }
}
