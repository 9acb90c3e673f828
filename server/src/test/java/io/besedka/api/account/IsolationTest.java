package io.besedka.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every route there is, called by those it is not for, and with what no program of ours would send. */
class IsolationTest {
    @RegisterExtension
    static final AccountServer server = new AccountServer();

    private static final Map<String, Object> GOOD_BODY = Map.of(
            "name",
            "Intruder",
            "timeZone",
            "UTC",
            "locale",
            "en",
            "email",
            "intruder@example.com",
            "roles",
            List.of("SETTINGS"),
            "rights",
            List.of("READ_CLIENTS"),
            "main",
            true);

    private Browser stranger;
    private String strangersKey;
    private long project;
    private long userId;
    private long keyId;

    @BeforeEach
    void two_projects() {
        var owner = server.owner();
        var theirs = owner.makeProject("Theirs");
        strangersKey = theirs.text("mainKey");
        stranger = server.member(theirs.number("id"), "SETTINGS", "ANALYTICS", "OPERATOR");
        owner.patch(
                "/v1/projects/%d/members/%d".formatted(theirs.number("id"), stranger.userId()),
                Map.of("roles", List.of("ADMINISTRATOR", "OPERATOR")));
        project = owner.makesProject("Ours");
        userId = server.member(project, "OPERATOR").userId();
        keyId = owner.post("/v1/projects/" + project + "/keys", Map.of("name", "Ours", "rights", List.of("READ_CRM")))
                .body()
                .at("/key/id")
                .asLong();
    }

    @Test
    void every_route_of_a_project_is_closed_to_strangers_and_changes_nothing() {
        var before = everythingOfOurs();
        var key = server.anybody().with("Authorization", "Bearer " + strangersKey);
        var tried = new ArrayList<String>();

        for (var route : server.routes().list()) {
            if (route.contains("{project}")) {
                assertThat(call(stranger, route).status())
                        .as("a stranger: " + route)
                        .isEqualTo(404);
                assertThat(call(key, route).status())
                        .as("a stranger's key: " + route)
                        .isEqualTo(404);
                assertThat(call(server.anybody(), route).status())
                        .as("nobody: " + route)
                        .isEqualTo(401);
                tried.add(route);
            }
        }

        assertThat(tried).hasSizeGreaterThanOrEqualTo(11);
        assertThat(everythingOfOurs()).isEqualTo(before);
    }

    @Test
    void ids_of_another_project_name_nothing_in_ones_own() {
        var own = stranger.get("/v1/me").body().at("/projects/0/id").asLong();

        assertThat(stranger.delete("/v1/projects/%d/keys/%d".formatted(own, keyId))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.delete("/v1/projects/%d/members/%d".formatted(own, userId))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.patch("/v1/projects/%d/members/%d".formatted(own, userId), GOOD_BODY)
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post("/v1/projects/%d/members/%d/password-reset".formatted(own, userId), Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get("/v1/projects/%d/audit".formatted(own)).body().toString())
                .doesNotContain("Ours");
    }

    @Test
    void nothing_that_is_sent_makes_the_server_stumble() {
        var seed = 20260101L;
        var random = new Random(seed);
        var owner = server.owner();
        for (var round = 0; round < 40; round++) {
            for (var route : server.routes().list()) {
                if (route.contains("sign-out")) {
                    continue;
                }
                var body = odd(random);
                var reply = send(owner, route, body);
                assertThat(reply.status())
                        .as("%s with %s, seed %d", route, new String(body), seed)
                        .isLessThan(500);
                server.clock().advance(Duration.ofMinutes(15));
            }
        }
    }

    private static byte[] odd(Random random) {
        var values = List.of(
                "null",
                "\"\"",
                "\"a\\u0000b\"",
                "\"\\ud800\"",
                "17",
                "[]",
                "{}",
                "[null]",
                "[\"ADMINISTRATOR\"]",
                "\"" + "я".repeat(300) + "\"",
                "\"a@b\"",
                "\"Europe/Moscow\"",
                "\"ru\"",
                "true",
                "1e400",
                "\"Some name\"",
                "[[\"OPERATOR\"]]",
                "\"long enough password\"");
        var fields = List.of(
                "email",
                "password",
                "totp",
                "name",
                "locale",
                "timeZone",
                "roles",
                "rights",
                "main",
                "old",
                "new",
                "code");
        var whole = List.of("", "null", "[]", "{", "\"text\"", "[".repeat(5_000), "{\"name\":\"\u00ff", "\0");
        if (random.nextInt(4) == 0) {
            return whole.get(random.nextInt(whole.size())).getBytes(StandardCharsets.ISO_8859_1);
        }
        var members = new ArrayList<String>();
        for (var field : fields) {
            if (random.nextBoolean()) {
                members.add("\"%s\":%s".formatted(field, values.get(random.nextInt(values.size()))));
            }
        }
        return ("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void limits_are_told_by_the_field_they_are_about() {
        var owner = server.owner();
        var members = "/v1/projects/" + project + "/members";

        assertThat(owner.makeProject("x".repeat(101)).field()).isEqualTo("name");
        assertThat(owner.makeProject("x".repeat(100)).status()).isEqualTo(201);
        assertThat(owner.makeProject(" ").field()).isEqualTo("name");
        assertThat(owner.patch("/v1/projects/" + project, Map.of("timeZone", "+03:00"))
                        .field())
                .isEqualTo("timeZone");
        assertThat(owner.patch("/v1/projects/" + project, Map.of("locale", "de"))
                        .field())
                .isEqualTo("locale");
        for (var email : List.of("", "nobody", "a@", "@b", "a b@c.d", "a@b..c", "x".repeat(250) + "@b.c")) {
            var body = Map.of("email", email, "name", "Person", "roles", List.of("OPERATOR"));
            assertThat(owner.post(members, body).field()).as(email).isEqualTo("email");
        }
        var noRoles = Map.of("email", "a@b.c", "name", "Person", "roles", List.of());
        assertThat(owner.post(members, noRoles).field()).isEqualTo("roles");
        var change = Map.of("old", AccountServer.PASSWORD, "new", "x".repeat(201));
        assertThat(owner.post("/v1/me/password", change).field()).isEqualTo("new");
        assertThat(owner.get("/v1/projects/notanumber/keys").status()).isEqualTo(404);
        assertThat(owner.get("/v1/projects/" + project + "/audit?before=x").field())
                .isEqualTo("before");
    }

    private Browser.Reply call(Browser caller, String route) {
        return send(caller, route, Json.write(GOOD_BODY));
    }

    private Browser.Reply send(Browser caller, String route, byte[] body) {
        var method = route.substring(0, route.indexOf(' '));
        var path = route.substring(route.indexOf(' ') + 1)
                .replace("{project}", "" + project)
                .replace("{user}", "" + userId)
                .replace("{key}", "" + keyId)
                .replace("{token}", "made-up");
        return caller.send(method, path, method.equals("GET") ? null : body);
    }

    private String everythingOfOurs() {
        return server.jdbi()
                .withHandle(handle -> handle.createQuery("""
                select string_agg(t, ' ' order by t) from
                    (select p::text as t from projects p where id = :project
                     union all select m::text from members m where project_id = :project
                     union all select k::text from api_keys k where project_id = :project
                     union all select a::text from audit a where project_id = :project
                     union all select l::text from one_time_links l where user_id = :user) all_of_it
                """)
                        .bind("project", project)
                        .bind("user", userId)
                        .mapTo(String.class)
                        .one());
    }
}
