package io.besedka.bench;

import io.besedka.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The server's HTTP face as a client sees it: the inbox's calls, signed in, and the address providers post to. */
final class TortureApi {
    static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String PASSWORD = "torture of a long day";

    /** A bot known to the server. */
    record Connected(long project, long id, URI webhook, String secret) {}

    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private String cookie;
    private String csrf;

    TortureApi(URI server) {
        this.server = server;
    }

    void becomeAdministrator(String link) throws Exception {
        var request = json(
                "/v1/links/" + link, Map.of("email", "torture@example.org", "name", "Operator", "password", PASSWORD));
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        csrf = tree(answer).path("csrf").asString();
        cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    long createProject(String name) throws Exception {
        var project =
                setUp(signedIn("/v1/projects", Map.of("name", name, "timeZone", "Europe/Moscow", "locale", "ru")));
        long id = project.path("id").asLong();
        var members = "/v1/projects/" + id + "/members";
        long user = setUp(signedInGet(members))
                .path("members")
                .path(0)
                .path("userId")
                .asLong();
        var roles = Json.write(Map.of("roles", List.of("ADMINISTRATOR", "OPERATOR")));
        setUp(signedIn(members + "/" + user, Map.of()).method("PATCH", HttpRequest.BodyPublishers.ofByteArray(roles)));
        return id;
    }

    Connected connect(long project, String name, String token) throws Exception {
        var wanted =
                Map.of("channel", "telegram", "name", name, "settings", Map.of(), "secrets", Map.of("token", token));
        var made = setUp(signedIn("/v1/projects/" + project + "/connections", wanted));
        return new Connected(
                project,
                made.path("id").asLong(),
                URI.create(made.path("webhook").asString()),
                made.path("webhookSecret").asString());
    }

    /** A program with a key to the project. */
    TortureProgram program(long project) throws Exception {
        var wanted = Map.of("name", "Torture", "rights", List.of("READ_CLIENTS", "CHANGE_CLIENTS"));
        var made = setUp(signedIn("/v1/projects/" + project + "/keys", wanted));
        return new TortureProgram(http, server, project, made.path("secret").asString());
    }

    private JsonNode setUp(HttpRequest.Builder request) throws IOException, InterruptedException {
        return tree(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    static JsonNode tree(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("%s answered %d: %s"
                    .formatted(
                            answer.uri().getPath(),
                            answer.statusCode(),
                            new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8)));
        }
        return Json.read(answer.body(), JsonNode.class);
    }

    /** Posts an update as Telegram does. Returns the status; throws when there was no answer. */
    int update(Connected bot, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(bot.webhook())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Telegram-Bot-Api-Secret-Token", bot.secret())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    HttpResponse<byte[]> reply(long project, long conversation, String key, String text)
            throws IOException, InterruptedException {
        var path = "/v1/projects/" + project + "/conversations/" + conversation + "/messages";
        return http.send(
                signedIn(path, Map.of("key", key, "content", Map.of("text", text)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The sign-in, for calls made by other means. */
    String cookie() {
        return cookie;
    }

    WebSocket listen(long project, long after, WebSocket.Listener listener) throws Exception {
        var address = URI.create("ws" + server.toString().substring("http".length()) + "/v1/projects/" + project
                + "/socket?after=" + after);
        return http.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .header("Origin", server.toString())
                .header("Cookie", cookie)
                .buildAsync(address, listener)
                .get(10, TimeUnit.SECONDS);
    }

    private HttpRequest.Builder signedIn(String path, Object body) {
        return json(path, body).header("Cookie", cookie).header("X-CSRF-Token", csrf);
    }

    private HttpRequest.Builder signedInGet(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("Cookie", cookie)
                .GET();
    }

    private HttpRequest.Builder json(String path, Object body) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)));
    }
}
