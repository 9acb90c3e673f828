package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.contract.Contract;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Pipelines as they are set up, and what becomes of their deals; and who may do what. */
class PipelinesTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private Shop shop;
    private long client;
    private long pipeline;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, false);
        var key = shop.connect("widget", Map.of(), Map.of()).get("key").asString();
        var token = Json.MAPPER
                .readTree(shop.asVisitor("", "POST", "/widget/v1/" + key + "/visitors", Map.of())
                        .body())
                .get("token")
                .asString();
        shop.asVisitor(
                token,
                "POST",
                "/widget/v1/" + key + "/messages",
                Map.of("key", "k", "content", Map.of("text", "Hello")));
        client = shop.conversation().get("id").asLong();
        pipeline = all().at("/0/id").asLong();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private JsonNode all() throws Exception {
        return shop.get(shop.inProject("/pipelines")).get("pipelines");
    }

    private static String at(long pipeline) {
        return "/pipelines/" + pipeline;
    }

    private String at(int stage) throws Exception {
        return at(pipeline) + "/stages/" + id(stage);
    }

    private long id(int stage) throws Exception {
        return all().at("/0/stages/" + stage + "/id").asLong();
    }

    private long deal(long stage) throws Exception {
        return shop.post(shop.inProject("/deals"), Map.of("conversationId", client, "stageId", stage))
                .at("/deal/id")
                .asLong();
    }

    private JsonNode read(long deal) throws Exception {
        return shop.get(shop.inProject("/deals/" + deal));
    }

    private List<String> names(JsonNode pipeline) {
        return pipeline.get("stages")
                .valueStream()
                .map(stage -> stage.get("name").asString())
                .toList();
    }

    private void refused(String method, String path, Object body, int status, String code) throws Exception {
        var answer = shop.send(method, shop.inProject(path), body);
        assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(status);
        assertThat(Json.MAPPER.readTree(answer.body()).at("/error/code").asString())
                .as(method + " " + path)
                .isEqualTo(code);
    }

    @Test
    void pipelines_and_stages_are_made_renamed_coloured_and_put_in_order() throws Exception {
        var made = shop.post(shop.inProject("/pipelines"), Map.of("name", "Rent"));
        assertThat(made.get("stages")
                        .valueStream()
                        .map(stage -> stage.get("ending").asString()))
                .containsExactly("open", "success", "failed");

        var path = at(made.get("id").asLong());
        assertThat(names(shop.post(shop.inProject(path + "/stages"), Map.of("name", "Call", "color", "violet"))))
                .element(1)
                .isEqualTo("Call");
        assertThat(names(shop.post(shop.inProject(path + "/stages"), Map.of("name", "Gone", "ending", "failed"))))
                .last()
                .isEqualTo("Gone");
        assertThat(names(shop.post(shop.inProject(path + "/stages"), Map.of("name", "First", "position", 0))))
                .first()
                .isEqualTo("First");
        shop.call("PATCH", shop.inProject(path), Map.of("name", "Hire", "position", 0));

        var first = all().get(0);
        assertThat(first.get("name").asString()).isEqualTo("Hire");
        assertThat(first.at("/stages/2/color").asString()).isEqualTo("violet");
        var changed = shop.call(
                "PATCH",
                shop.inProject(path + "/stages/" + first.at("/stages/0/id").asLong()),
                Map.of("name", "Last", "color", "teal", "position", 99));
        assertThat(names(changed)).last().isEqualTo("Last");
    }

    @Test
    void a_stage_with_deals_goes_only_when_another_takes_them() throws Exception {
        long here = id(1);
        long there = id(3);
        var deals = List.of(deal(here), deal(here), deal(here));
        refused("DELETE", at(1), null, 409, "has_deals");
        refused("DELETE", at(1) + "?to=" + here, null, 422, "same_stage");
        refused("DELETE", at(1) + "?to=999999", null, 404, "no_such_stage");

        var left = shop.call("DELETE", shop.inProject(at(1) + "?to=" + there), null);

        assertThat(left.get("stages")).hasSize(4);
        for (long deal : deals) {
            assertThat(read(deal).at("/deal/stageId").asLong()).isEqualTo(there);
            assertThat(read(deal).at("/deal/status").asString()).isEqualTo("success");
            assertThat(shop.get(shop.inProject("/deals/" + deal + "/history"))
                            .at("/events/0/fromStageId")
                            .asLong())
                    .isEqualTo(here);
        }
        assertThat(shop.get(shop.inProject("/conversations/" + client)).has("dealId"))
                .isFalse();
    }

    @Test
    void a_deleted_pipelines_deals_go_on_in_another_and_the_last_pipeline_stays() throws Exception {
        refused("DELETE", at(pipeline), null, 409, "last_pipeline");
        var other = shop.post(shop.inProject("/pipelines"), Map.of("name", "Rent"));
        long deal = deal(other.at("/stages/1/id").asLong());
        refused("DELETE", at(other.get("id").asLong()), null, 409, "has_deals");

        shop.call("DELETE", shop.inProject(at(other.get("id").asLong()) + "?to=" + id(0)), null);

        assertThat(all()).hasSize(1);
        assertThat(read(deal).at("/deal/pipelineId").asLong()).isEqualTo(pipeline);
        assertThat(read(deal).at("/deal/status").asString()).isEqualTo("open");
    }

    @Test
    void a_pipeline_keeps_an_open_stage() throws Exception {
        shop.call("DELETE", shop.inProject(at(2)), null);
        shop.call("DELETE", shop.inProject(at(1)), null);
        refused("DELETE", at(0), null, 409, "last_open_stage");
        refused("PATCH", at(0), Map.of("ending", "failed"), 409, "last_open_stage");
        refused(
                "POST",
                "/pipelines",
                Map.of("name", "X", "stages", List.of(Map.of("name", "End", "ending", "success"))),
                409,
                "last_open_stage");
    }

    @Test
    void another_ending_closes_and_reopens_the_deals_that_are_there() throws Exception {
        long deal = deal(id(1));

        shop.call("PATCH", shop.inProject(at(1)), Map.of("ending", "success"));
        assertThat(read(deal).at("/deal/status").asString()).isEqualTo("success");
        assertThat(read(deal).get("current").booleanValue()).isFalse();

        shop.call("PATCH", shop.inProject(at(1)), Map.of("ending", "open"));
        assertThat(read(deal).at("/deal/status").asString()).isEqualTo("open");
        assertThat(read(deal).get("current").booleanValue()).isTrue();
    }

    @Test
    void no_deal_is_left_in_a_stage_that_is_deleted_while_deals_are_opened_there() throws Exception {
        long here = id(1);
        long there = id(0);
        var gone = at(1);
        var opening = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 24; i++) {
            opening.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return shop.send(
                                    "POST", shop.inProject("/deals"), Map.of("conversationId", client, "stageId", here))
                            .statusCode();
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            }));
        }
        shop.call("DELETE", shop.inProject(gone + "?to=" + there), null);

        long made = opening.stream()
                .map(CompletableFuture::join)
                .peek(status -> assertThat(status).isIn(201, 404))
                .filter(status -> status == 201)
                .count();
        assertThat(shop.get(shop.inProject("/deals?stage=" + here)).get("deals"))
                .isEmpty();
        assertThat(shop.get(shop.inProject("/deals?stage=" + there + "&limit=100"))
                        .get("deals"))
                .hasSize((int) made);
    }

    @Test
    void there_are_at_most_fifty_pipelines_and_fifty_stages() throws Exception {
        for (int i = all().size(); i < 50; i++) {
            shop.post(shop.inProject("/pipelines"), Map.of("name", "Pipeline " + i));
        }
        refused("POST", "/pipelines", Map.of("name", "One more"), 409, "too_many");
        for (int i = 5; i < 50; i++) {
            shop.post(shop.inProject(at(pipeline) + "/stages"), Map.of("name", "Stage " + i));
        }
        refused("POST", at(pipeline) + "/stages", Map.of("name", "One more"), 409, "too_many");
        refused("PATCH", at(pipeline), Map.of("name", "x".repeat(101)), 422, "invalid");
        refused("POST", at(pipeline) + "/stages", Map.of("name", "Stage", "color", "#fff"), 422, "invalid");
        refused("POST", at(pipeline) + "/stages", Map.of("name", "Stage", "ending", "lost"), 422, "invalid");
        refused("PATCH", "/pipelines/999999", Map.of("name", "X"), 404, "no_such_pipeline");
    }

    @Test
    void keys_do_what_their_rights_say_and_strangers_see_nothing() throws Exception {
        long deal = deal(id(0));
        var reads = key("READ_CRM");
        var changes = key("CHANGE_CRM");
        var theirs = shop.post("/v1/projects", Map.of("name", "Theirs", "timeZone", "UTC", "locale", "en"))
                .get("mainKey")
                .asString();
        var tried = 0;
        for (var route : shop.routes()) {
            if (!route.contains("/deals") && !route.contains("/pipelines")) {
                continue;
            }
            var method = route.substring(0, route.indexOf(' '));
            var path = route.substring(route.indexOf(' ') + 1)
                    .replace("{project}", "" + shop.project)
                    .replace("{pipeline}", "" + pipeline)
                    .replace("{stage}", "" + id(0))
                    .replace("{deal}", "" + deal);
            boolean reading = method.equals("GET");
            assertThat(as(theirs, method, path).statusCode())
                    .as("a stranger's key: " + route)
                    .isEqualTo(404);
            assertThat(as("bsk_nobody", method, path).statusCode())
                    .as("nobody: " + route)
                    .isEqualTo(401);
            assertThat(as(reading ? changes : reads, method, path).statusCode())
                    .as("without the right: " + route)
                    .isEqualTo(403);
            if (reading) {
                assertThat(as(reads, method, path).statusCode()).as(route).isEqualTo(200);
            }
            tried++;
        }
        assertThat(tried).isEqualTo(17);
        var moved = Json.MAPPER.readTree(
                shop.asVisitor(changes, "PATCH", shop.inProject("/deals/" + deal), Map.of("name", "By a program"))
                        .body());
        assertThat(moved.at("/deal/name").asString()).isEqualTo("By a program");
        assertThat(shop.get(shop.inProject("/deals/" + deal + "/history"))
                        .at("/events/0/author/kind")
                        .asString())
                .isEqualTo("api");
    }

    private String key(String right) throws Exception {
        return shop.post(shop.inProject("/keys"), Map.of("name", right, "rights", List.of(right)))
                .get("secret")
                .asString();
    }

    private HttpResponse<String> as(String key, String method, String path) throws Exception {
        return shop.asVisitor(key, method, path, method.equals("GET") || method.equals("DELETE") ? null : Map.of());
    }

    @Test
    void another_projects_deals_stages_and_clients_name_nothing_here() throws Exception {
        long deal = deal(id(0));
        long stage = id(1);
        var other = shop.post("/v1/projects", Map.of("name", "Theirs", "timeZone", "UTC", "locale", "en"));
        var theirs = "/v1/projects/" + other.get("id").asLong();
        var key = other.get("mainKey").asString();

        for (var path : List.of("/deals/" + deal, "/deals/" + deal + "/history", "/pipelines/" + pipeline + "/board")) {
            assertThat(as(key, "GET", theirs + path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(as(key, "PATCH", theirs + "/deals/" + deal).statusCode()).isEqualTo(404);
        assertThat(as(key, "PATCH", theirs + "/pipelines/" + pipeline).statusCode())
                .isEqualTo(404);
        assertThat(shop.asVisitor(key, "POST", theirs + "/deals", Map.of("conversationId", client))
                        .statusCode())
                .isEqualTo(404);
        shop.asVisitor(key, "GET", theirs + "/pipelines", null);
        assertThat(shop.asVisitor(key, "POST", theirs + "/deals", Map.of("conversationId", client, "stageId", stage))
                        .statusCode())
                .isEqualTo(404);
        assertThat(Json.MAPPER
                        .readTree(as(key, "GET", theirs + "/deals").body())
                        .get("deals"))
                .isEmpty();
        assertThat(read(deal).at("/deal/stageId").asLong()).isEqualTo(id(0));
    }

    @Test
    void every_route_of_deals_is_described() {
        assertThat(shop.routes().stream()
                        .map(Contract::shapeOf)
                        .filter(route -> route.contains("/deals") || route.contains("/pipelines")))
                .isSubsetOf(Contract.routes())
                .hasSize(17);
    }
}
