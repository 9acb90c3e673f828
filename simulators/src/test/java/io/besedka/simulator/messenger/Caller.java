package io.besedka.simulator.messenger;

import io.besedka.simulator.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Calls a simulator in tests. Header names and values alternate. */
public final class Caller {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;
    private final String[] headers;

    public Caller(URI root, String... headers) {
        this.root = root.toString();
        this.headers = headers;
    }

    public JsonNode post(String path, String json) {
        return Json.parse(send("POST", path, json).body());
    }

    public JsonNode get(String path) {
        return Json.parse(send("GET", path, "").body());
    }

    public HttpResponse<byte[]> send(String method, String path, String json) {
        return send(method, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<byte[]> send(String method, String path, String type, byte[] body) {
        var url = path.startsWith("http") ? path : root + path;
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) request.headers(headers);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("the connection broke", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
