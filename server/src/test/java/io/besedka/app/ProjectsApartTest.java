package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every route the server has, asked for one project's things with the rights of another. */
class ProjectsApartTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern PARAMETER = Pattern.compile("(?<before>[^/{}]+)/\\{[^}]+}");
    /** Enough to get past the reading of most bodies. */
    private static final Map<String, Object> BODY = Map.of(
            "name",
            "Theirs",
            "key",
            "k",
            "content",
            Map.of("text", "theirs"),
            "text",
            "theirs",
            "clients",
            List.of(1),
            "emoji",
            "👍");

    @TempDir
    Path data;

    private final Map<String, String> ours = new HashMap<>();
    private Shop shop;
    private long theirs;
    private String theirKey;
    private int calls;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true);
        shop.publish("{\"format\": 1, \"blocks\": [{\"id\": \"a\", \"kind\": \"start\"}]}");
        long connection = shop.connectTelegram().get("id").asLong();
        var anna = shop.post(
                shop.inProject("/clients"), Map.of("connectionId", connection, "externalId", "777", "name", "Anna"));
        long client = anna.at("/client/id").asLong();
        shop.post(
                shop.inProject("/conversations/" + client + "/messages"),
                Map.of("key", "k0", "content", Map.of("text", "hello")));
        name(client, "conversations", "clients");
        name(connection, "connections");
        name(shop.get("/v1/me").get("user").get("id").asLong(), "members");
        name(shop.get(shop.inProject("/flows")).get("flows").get(0).get("id").asLong(), "flows");
        name(anna.at("/contact/id").asLong(), "contacts");
        made("lists", Map.of("name", "Ours"));
        made(
                "webhooks",
                Map.of("name", "Ours", "url", "https://example.org/hook", "events", List.of("message.received")));
        made("deals", Map.of("conversationId", client, "name", "Ours"));
        var pipeline = shop.get(shop.inProject("/pipelines")).get("pipelines").get(0);
        name(pipeline.get("id").asLong(), "pipelines");
        name(pipeline.get("stages").get(0).get("id").asLong(), "stages");
        var made = shop.post("/v1/projects", Map.of("name", "Theirs", "timeZone", "UTC", "locale", "en"));
        theirs = made.get("id").asLong();
        settle();
    }

    /** What the server still does by itself, with a message to nobody and with the log, must not pass for theirs. */
    private void settle() throws Exception {
        shop.until(
                () -> shop.get(shop.inProject("/clients")),
                all -> all.at("/clients/0/blocked").asBoolean());
        shop.until(
                () -> shop.get(shop.inProject("/webhooks")),
                all -> all.at("/webhooks/0/behind").asInt() == 0);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private void name(long id, String... segments) {
        for (var segment : segments) {
            ours.put(segment, Long.toString(id));
        }
    }

    private void made(String what, Map<String, Object> body) throws Exception {
        name(shop.post(shop.inProject("/" + what), body).findValue("id").asLong(), what);
    }

    /** The template with our things named in it, in a project. */
    private String filled(String template, long project) {
        return PARAMETER
                .matcher(template)
                .replaceAll(part -> part.group("before") + "/"
                        + (part.group("before").equals("projects")
                                ? project
                                : ours.getOrDefault(part.group("before"), "1")));
    }

    private HttpResponse<String> asked(String method, String path, String key) throws Exception {
        var body = method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(BODY));
        var request = HttpRequest.newBuilder(URI.create(shop.url() + path)).method(method, body);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** A key with all rights in their project; another one before its rate is used up. */
    private String theirKey() throws Exception {
        if (calls++ % 50 == 0) {
            var rights = List.of("READ_CLIENTS", "CHANGE_CLIENTS", "DELETE_CLIENTS", "READ_CRM", "CHANGE_CRM");
            theirKey = shop.post(
                            "/v1/projects/" + theirs + "/keys", Map.of("name", "Theirs " + calls, "rights", rights))
                    .get("secret")
                    .asString();
        }
        return theirKey;
    }

    private List<String[]> routes() {
        return shop.routes().stream()
                .filter(route -> route.contains(" /v1/projects/{"))
                .map(route -> route.split(" "))
                .toList();
    }

    private String everythingOfOurs() throws Exception {
        var all = new StringBuilder();
        for (var what : List.of(
                "conversations?view=all",
                "clients",
                "connections",
                "flows",
                "lists",
                "webhooks",
                "deals",
                "pipelines",
                "variables")) {
            all.append(shop.get(shop.inProject("/" + what))).append('\n');
        }
        return all.toString();
    }

    @Test
    void nothing_of_a_project_is_reached_with_another_projects_key_or_with_none() throws Exception {
        var before = everythingOfOurs();
        for (var route : routes()) {
            var path = filled(route[1], shop.project);
            assertThat(asked(route[0], path, theirKey()).statusCode())
                    .as("%s %s with their key", route[0], path)
                    .isEqualTo(404);
            assertThat(asked(route[0], path, null).statusCode())
                    .as("%s %s without a key", route[0], path)
                    .isEqualTo(401);
        }
        assertThat(routes()).hasSizeGreaterThan(100);
        assertThat(everythingOfOurs()).isEqualTo(before);
    }

    @Test
    void our_things_are_not_found_in_their_project_and_nothing_of_ours_changes() throws Exception {
        var before = everythingOfOurs();
        for (var route : routes()) {
            if (route[1].indexOf('{') == route[1].lastIndexOf('{')) {
                continue;
            }
            var path = filled(route[1], theirs);
            var answer = asked(route[0], path, theirKey());
            assertThat(answer.statusCode())
                    .as("%s %s: %s", route[0], path, answer.body())
                    .isBetween(400, 499);
            assertThat(answer.body()).as("%s %s", route[0], path).doesNotContain("Ours", "Anna");
        }
        assertThat(everythingOfOurs()).isEqualTo(before);
    }
}
