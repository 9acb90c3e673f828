package io.besedka.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.contract.Contract;
import io.besedka.platform.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;

/** An integration with one of a shop's API keys; each answer is checked against the API's description. */
record Program(Shop shop, String key) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    record Reply(int status, JsonNode json, HttpResponse<String> response) {
        String error() {
            return json.at("/error/code").asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    /** @param path within the project */
    Reply get(String path) throws Exception {
        return send("GET", path, null);
    }

    Reply post(String path, Object body) throws Exception {
        return send("POST", path, body);
    }

    Reply once(String idempotencyKey, String path, Object body) throws Exception {
        return send("POST", path, body, "Idempotency-Key", idempotencyKey);
    }

    Reply send(String method, String path, Object body, String... headers) throws Exception {
        var bytes = body instanceof byte[] raw
                ? BodyPublishers.ofByteArray(raw)
                : BodyPublishers.ofByteArray(Json.write(body));
        var request = HttpRequest.newBuilder(URI.create(shop.url() + shop.inProject(path)))
                .method(method, body == null ? BodyPublishers.noBody() : bytes)
                .header("Authorization", "Bearer " + key);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        var response = CLIENT.send(request.build(), BodyHandlers.ofString());
        var type = response.headers().firstValue("Content-Type").orElse(null);
        Contract.check(
                method,
                response.uri().getRawPath(),
                response.statusCode(),
                type,
                response.body().getBytes(UTF_8));
        var json = response.body().isEmpty() || !"application/json".equals(type)
                ? Json.MAPPER.nullNode()
                : Json.MAPPER.readTree(response.body());
        return new Reply(response.statusCode(), json, response);
    }
}
