package io.besedka.bench;

import io.besedka.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An integrator's program: it has an API key of one project and speaks to the server with nothing else. */
final class TortureProgram {
    private static final int PAGE = 500;
    private static final int TOO_MANY = 429;

    private final HttpClient http;
    private final URI server;
    private final long project;
    private final String key;

    TortureProgram(HttpClient http, URI server, long project, String key) {
        this.http = http;
        this.server = server;
        this.project = project;
        this.key = key;
    }

    long project() {
        return project;
    }

    /** Has events posted there. Returns the secret that signs them. */
    String subscribe(URI url, List<String> events, boolean ordered) throws IOException, InterruptedException {
        var wanted = Map.of("name", "Torture", "url", url.toString(), "events", events, "ordered", ordered);
        return TortureApi.tree(send(to("/webhooks", wanted))).path("secret").asString();
    }

    /** A list of these clients; returns its number. */
    long list(List<Long> clients) throws IOException, InterruptedException {
        long list = TortureApi.tree(send(to("/lists", Map.of("name", "Torture"))))
                .path("id")
                .asLong();
        TortureApi.tree(send(to("/lists/" + list + "/clients", Map.of("add", clients))));
        return list;
    }

    /** @param path below the project's @param once the idempotency key */
    HttpResponse<byte[]> post(String path, Object body, String once) throws IOException, InterruptedException {
        return send(to(path, body).header("Idempotency-Key", once));
    }

    /** A page of the feed. */
    JsonNode events(long after) throws IOException, InterruptedException {
        var request = request("/v1/events?limit=" + PAGE + "&after=" + after).GET();
        var answer = send(request);
        while (answer.statusCode() == TOO_MANY) {
            Thread.sleep(1_000);
            answer = send(request);
        }
        return TortureApi.tree(answer);
    }

    private HttpRequest.Builder to(String path, Object body) {
        return request("/v1/projects/" + project + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(TortureApi.PATIENCE)
                .header("Authorization", "Bearer " + key);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
