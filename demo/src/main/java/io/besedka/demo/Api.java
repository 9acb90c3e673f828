package io.besedka.demo;

import io.besedka.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import tools.jackson.databind.JsonNode;

/** Somebody signed in, calling the public API. */
final class Api {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private final String url;
    private String cookie = "";
    private String csrf = "";

    Api(String url) {
        this.url = url;
    }

    /** Uses a one-time link. @param email for the first administrator, else null */
    void join(String token, String email, String name, String password) throws IOException, InterruptedException {
        var body = new HashMap<String, Object>();
        body.put("name", name);
        body.put("password", password);
        if (email != null) {
            body.put("email", email);
        }
        csrf = post("/v1/links/" + token, body).get("csrf").asString();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return call("GET", path, null);
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return call("POST", path, body);
    }

    JsonNode call(String method, String path, Object body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body)))
                .header("Content-Type", "application/json")
                .header("Cookie", cookie)
                .header("X-CSRF-Token", csrf)
                .build();
        var response = CLIENT.send(request, BodyHandlers.ofByteArray());
        response.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        if (response.statusCode() >= 400) {
            throw new IOException(method + " " + path + " answered " + response.statusCode() + ": "
                    + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return response.body().length == 0 ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(response.body());
    }
}
