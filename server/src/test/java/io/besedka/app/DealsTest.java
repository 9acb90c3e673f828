package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
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

/** Pipelines, deals and boards as a member and a program meet them over HTTP. */
class DealsTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private final List<Long> clients = new ArrayList<>();
    private Shop shop;
    private JsonNode pipeline;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, false);
        var site = shop.connect("widget", Map.of(), Map.of());
        for (var name : List.of("Anna", "Vera")) {
            clients.add(client(site.get("key").asString(), name));
        }
        pipeline = shop.get(shop.inProject("/pipelines")).at("/pipelines/0");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private long client(String key, String name) throws Exception {
        var token = Json.MAPPER
                .readTree(shop.asVisitor("", "POST", "/widget/v1/" + key + "/visitors", Map.of())
                        .body())
                .get("token")
                .asString();
        var before = conversations();
        shop.asVisitor(
                token,
                "POST",
                "/widget/v1/" + key + "/messages",
                Map.of("key", "k", "content", Map.of("text", "I am " + name)));
        var after = conversations();
        after.removeAll(before);
        return after.getFirst();
    }

    private List<Long> conversations() throws Exception {
        return new ArrayList<>(shop.get(shop.inProject("/conversations?view=all"))
                .get("conversations")
                .valueStream()
                .map(one -> one.get("id").asLong())
                .toList());
    }

    private long stage(int index) {
        return pipeline.at("/stages/" + index + "/id").asLong();
    }

    private JsonNode make(long client, Map<String, ?> more) throws Exception {
        var body = new java.util.HashMap<String, Object>(more);
        body.put("conversationId", client);
        return shop.post(shop.inProject("/deals"), body).get("deal");
    }

    private long made(long client, String name) throws Exception {
        return make(client, Map.of("name", name)).get("id").asLong();
    }

    private JsonNode change(long deal, Map<String, ?> change) throws Exception {
        return shop.call("PATCH", shop.inProject("/deals/" + deal), change);
    }

    private JsonNode read(long deal) throws Exception {
        return shop.get(shop.inProject("/deals/" + deal));
    }

    private JsonNode board(String query) throws Exception {
        return shop.get(shop.inProject("/pipelines/" + pipeline.get("id").asLong() + "/board" + query));
    }

    private JsonNode detail(long client) throws Exception {
        return shop.get(shop.inProject("/conversations/" + client));
    }

    private static List<Long> ids(JsonNode deals) {
        return deals.valueStream().map(deal -> deal.get("id").asLong()).toList();
    }

    private static List<String> kinds(JsonNode history) {
        return history.get("events")
                .valueStream()
                .map(event -> event.get("kind").asString())
                .toList();
    }

    @Test
    void a_project_has_a_pipeline_in_its_own_language_from_the_start() {
        assertThat(pipeline.get("name").asString()).isEqualTo("Продажи");
        assertThat(pipeline.get("stages")
                        .valueStream()
                        .map(stage -> stage.get("ending").asString()))
                .containsExactly("open", "open", "open", "success", "failed");
    }

    @Test
    void a_deal_goes_through_its_stages_and_its_history_tells_who_and_when() throws Exception {
        long deal = make(
                        clients.getFirst(),
                        Map.of("name", "Roses", "budget", 1500.5, "variables", Map.of("size", "large", "count", 7)))
                .get("id")
                .asLong();
        change(deal, Map.of("stageId", stage(1), "budget", 2000));

        var seen = read(deal);
        assertThat(seen.get("current").booleanValue()).isTrue();
        assertThat(seen.at("/deal/budget").decimalValue()).isEqualByComparingTo("2000");
        assertThat(seen.at("/deal/variables/size").asString()).isEqualTo("large");
        assertThat(seen.at("/deal/variables/count").stringValue()).isEqualTo("7");
        assertThat(seen.at("/deal/client/channel").asString()).isEqualTo("widget");
        var history = shop.get(shop.inProject("/deals/" + deal + "/history"));
        assertThat(kinds(history)).containsExactly("moved", "changed", "opened");
        assertThat(history.at("/events/0/fromStageId").asLong()).isEqualTo(stage(0));
        assertThat(history.at("/events/0/toStageId").asLong()).isEqualTo(stage(1));
        assertThat(history.at("/events/0/author/name").asString()).isEqualTo("Olga");
        assertThat(kinds(shop.get(shop.inProject("/deals/" + deal + "/history?limit=2"))))
                .hasSize(2);
    }

    @Test
    void an_end_closes_the_deal_and_an_open_stage_reopens_it() throws Exception {
        long deal = made(clients.getFirst(), "Roses");
        assertThat(detail(clients.getFirst()).get("dealId").asLong()).isEqualTo(deal);

        var closed = change(deal, Map.of("stageId", stage(3)));
        assertThat(closed.at("/deal/status").asString()).isEqualTo("success");
        assertThat(closed.at("/deal/closedAt").isMissingNode()).isFalse();
        assertThat(closed.get("current").booleanValue()).isFalse();
        assertThat(detail(clients.getFirst()).has("dealId")).isFalse();

        var reopened = change(deal, Map.of("stageId", stage(1)));
        assertThat(reopened.at("/deal/status").asString()).isEqualTo("open");
        assertThat(reopened.at("/deal").has("closedAt")).isFalse();
        assertThat(reopened.get("current").booleanValue()).isTrue();
    }

    @Test
    void of_several_deals_the_last_opened_is_current_and_each_has_its_own_variables() throws Exception {
        long first = made(clients.getFirst(), "First");
        long second = made(clients.getFirst(), "Second");
        shop.call("PUT", shop.inProject("/deals/" + first + "/variables"), Map.of("size", "large"));
        shop.call("PUT", shop.inProject("/deals/" + second + "/variables"), Map.of("size", "small", "gone", "x"));
        var left = new java.util.HashMap<String, Object>();
        left.put("gone", null);
        shop.call("PUT", shop.inProject("/deals/" + second + "/variables"), left);

        assertThat(read(first).get("current").booleanValue()).isFalse();
        assertThat(read(first).at("/deal/variables").toString()).isEqualTo("{\"size\":\"large\"}");
        assertThat(detail(clients.getFirst()).get("dealVariables").toString()).isEqualTo("{\"size\":\"small\"}");
        assertThat(ids(shop.get(shop.inProject("/deals?conversation=" + clients.getFirst()))
                        .get("deals")))
                .containsExactly(second, first);
    }

    @Test
    void a_deleted_deal_is_gone_from_the_board_and_its_key_makes_no_second() throws Exception {
        var body = Map.of("conversationId", clients.getFirst(), "key", "order-17", "name", "Roses", "budget", 100);
        long first =
                make(clients.getFirst(), Map.of("name", "Tulips")).get("id").asLong();
        long deal = shop.post(shop.inProject("/deals"), body).at("/deal/id").asLong();

        assertThat(shop.send("DELETE", shop.inProject("/deals/" + deal), null).statusCode())
                .isEqualTo(204);

        assertThat(shop.send("DELETE", shop.inProject("/deals/" + deal), null).statusCode())
                .isEqualTo(404);
        assertThat(shop.send("GET", shop.inProject("/deals/" + deal + "/history"), null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(ids(shop.get(shop.inProject("/deals")).get("deals"))).containsExactly(first);
        assertThat(board("").at("/columns/0/count").asInt()).isEqualTo(1);
        assertThat(detail(clients.getFirst()).get("dealId").asLong()).isEqualTo(first);
        assertThat(shop.send("POST", shop.inProject("/deals"), body).statusCode())
                .isEqualTo(404);
        assertThat(ids(shop.get(shop.inProject("/deals")).get("deals"))).containsExactly(first);
    }

    @Test
    void the_same_key_opens_one_deal() throws Exception {
        var body = Map.of("conversationId", clients.getFirst(), "key", "order-17", "name", "Roses");
        assertThat(shop.send("POST", shop.inProject("/deals"), body).statusCode())
                .isEqualTo(201);
        assertThat(shop.send("POST", shop.inProject("/deals"), body).statusCode())
                .isEqualTo(200);
        assertThat(shop.get(shop.inProject("/deals")).get("deals")).hasSize(1);
    }

    @Test
    void what_is_taken_away_is_gone_and_what_is_absent_stays() throws Exception {
        long me = shop.get("/v1/me").at("/user/id").asLong();
        long deal = make(clients.getFirst(), Map.of("name", "Roses", "budget", 100, "responsibleId", me))
                .get("id")
                .asLong();
        assertThat(read(deal).at("/deal/responsible/name").asString()).isEqualTo("Olga");
        var change = new java.util.HashMap<String, Object>();
        change.put("budget", null);
        change.put("responsibleId", null);

        var after = change(deal, change).get("deal");

        assertThat(after.has("budget")).isFalse();
        assertThat(after.has("responsible")).isFalse();
        assertThat(after.get("name").asString()).isEqualTo("Roses");
        var changes = shop.get(shop.inProject("/deals/" + deal + "/history")).at("/events/0/changes");
        assertThat(changes.toString()).isEqualTo("{\"budget\":\"\",\"responsibleId\":0}");
        assertThat(change(deal, change).get("deal")).isEqualTo(after);
        assertThat(kinds(shop.get(shop.inProject("/deals/" + deal + "/history"))))
                .containsExactly("changed", "opened");
    }

    @Test
    void a_board_counts_and_sums_what_its_lists_hold() throws Exception {
        var expected = new java.util.TreeMap<Integer, List<Long>>();
        for (int i = 0; i < 12; i++) {
            int at = i % 4;
            long deal = make(clients.get(i % 2), Map.of("name", "Deal " + i, "budget", 100 * i, "stageId", stage(at)))
                    .get("id")
                    .asLong();
            expected.computeIfAbsent(at, none -> new ArrayList<>()).add(deal);
        }

        var board = board("?limit=2");
        for (int at = 0; at < 4; at++) {
            var column = board.get("columns").get(at);
            assertThat(column.get("stageId").asLong()).isEqualTo(stage(at));
            assertThat(column.get("count").asInt()).isEqualTo(3);
            assertThat(column.get("sum").decimalValue())
                    .isEqualByComparingTo(Integer.toString(100 * (at + at + 4 + at + 8)));
            var rest =
                    shop.get(shop.inProject("/pipelines/" + pipeline.get("id").asLong() + "/board/" + stage(at)
                            + "?after=" + column.get("next").asString()));
            var all = new ArrayList<>(ids(column.get("deals")));
            all.addAll(ids(rest.get("deals")));
            assertThat(all).isEqualTo(expected.get(at).reversed());
            assertThat(rest.has("next")).isFalse();
            assertThat(ids(shop.get(shop.inProject("/deals?stage=" + stage(at))).get("deals")))
                    .isEqualTo(expected.get(at).reversed());
        }
        assertThat(board("?limit=0").at("/columns/0/deals")).isEmpty();
        assertThat(board("?limit=0").at("/columns/0/count").asInt()).isEqualTo(3);
    }

    @Test
    void filters_let_through_what_they_name_on_lists_and_boards_alike() throws Exception {
        long me = shop.get("/v1/me").at("/user/id").asLong();
        long roses = make(clients.getFirst(), Map.of("name", "Розы для Веры", "budget", 100, "responsibleId", me))
                .get("id")
                .asLong();
        long lilies = make(clients.get(1), Map.of("name", "Lilies 100%", "budget", 500))
                .get("id")
                .asLong();
        var filters = Map.of(
                "q=" + java.net.URLEncoder.encode("РОЗЫ", java.nio.charset.StandardCharsets.UTF_8),
                List.of(roses),
                "q=100%25",
                List.of(lilies),
                "responsible=" + me,
                List.of(roses),
                "responsible=0",
                List.of(lilies),
                "budgetFrom=100.01",
                List.of(lilies),
                "budgetTo=100",
                List.of(roses),
                "budgetFrom=600",
                List.<Long>of());
        for (var filter : filters.entrySet()) {
            assertThat(ids(shop.get(shop.inProject("/deals?" + filter.getKey())).get("deals")))
                    .as(filter.getKey())
                    .isEqualTo(filter.getValue());
            var column = board("?" + filter.getKey()).at("/columns/0");
            assertThat(ids(column.get("deals"))).as(filter.getKey()).isEqualTo(filter.getValue());
            assertThat(column.get("count").asInt())
                    .as(filter.getKey())
                    .isEqualTo(filter.getValue().size());
        }
        assertThat(ids(shop.get(shop.inProject("/deals?ids=" + roses + ",999")).get("deals")))
                .containsExactly(roses);
        assertThat(ids(shop.get(shop.inProject("/deals?status=success")).get("deals")))
                .isEmpty();
        assertThat(ids(shop.get(shop.inProject("/deals?changedSince=2000-01-01T00:00:00Z&limit=1"))
                        .get("deals")))
                .containsExactly(lilies);
        assertThat(ids(shop.get(shop.inProject("/deals?after=" + lilies)).get("deals")))
                .containsExactly(roses);
        assertThat(ids(shop.get(shop.inProject("/deals?changedSince=2999-01-01T00:00:00Z"))
                        .get("deals")))
                .isEmpty();
    }

    @Test
    void a_table_for_a_spreadsheet_quotes_and_disarms() throws Exception {
        make(clients.getFirst(), Map.of("name", "=1+1", "description", "a \"b\", c\nd", "budget", 10));

        var sent = shop.send("GET", shop.inProject("/deals/export"), null);

        assertThat(sent.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(sent.body())
                .startsWith("\uFEFFid,name,pipeline,")
                .contains("'=1+1,Продажи,Новая,open,10.00,", "\"a \"\"b\"\", c\nd\"");
        assertThat(shop.send("GET", shop.inProject("/deals/export?separator=semicolon"), null)
                        .body())
                .contains("'=1+1;Продажи;");
    }

    @Test
    void moves_at_once_leave_one_order_of_events_and_the_deal_where_the_last_put_it() throws Exception {
        long deal = made(clients.getFirst(), "Roses");
        var moves = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 16; i++) {
            long to = stage(i % 5);
            moves.add(CompletableFuture.runAsync(() -> {
                try {
                    change(deal, Map.of("stageId", to));
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            }));
        }
        moves.forEach(CompletableFuture::join);

        var events = shop.get(shop.inProject("/deals/" + deal + "/history?limit=100"))
                .get("events")
                .valueStream()
                .toList()
                .reversed();
        long at = events.getFirst().get("toStageId").asLong();
        for (var event : events.subList(1, events.size())) {
            assertThat(event.get("fromStageId").asLong()).isEqualTo(at);
            at = event.get("toStageId").asLong();
        }
        assertThat(read(deal).at("/deal/stageId").asLong()).isEqualTo(at);
    }

    @Test
    void bad_requests_are_told_by_their_field_and_change_nothing() throws Exception {
        long deal = made(clients.getFirst(), "Roses");
        var wrong = Map.of(
                "{\"name\":\" \"}",
                422,
                "{\"name\":\"" + "x".repeat(251) + "\"}",
                422,
                "{\"budget\":-1}",
                422,
                "{\"budget\":1e400}",
                422,
                "{\"budget\":\"7\"}",
                422,
                "{\"responsibleId\":999999}",
                422,
                "{\"stageId\":999999,\"name\":\"Other\"}",
                404,
                "[]",
                400);
        for (var body : wrong.entrySet()) {
            var answer = shop.send("PATCH", shop.inProject("/deals/" + deal), Json.MAPPER.readTree(body.getKey()));
            assertThat(answer.statusCode()).as(body.getKey()).isEqualTo(body.getValue());
        }
        for (var query : List.of(
                "budgetFrom=1e9",
                "budgetTo=x",
                "changedSince=now",
                "changedSince=%2B999999999-01-01T00:00:00Z",
                "status=done",
                "ids=1,b",
                "limit=0",
                "after=-1",
                "q=" + "x".repeat(101),
                "pipeline=x")) {
            assertThat(shop.send("GET", shop.inProject("/deals?" + query), null).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(shop.send(
                                "GET",
                                shop.inProject("/pipelines/"
                                        + pipeline.get("id").asLong() + "/board/" + stage(0) + "?after=forged"),
                                null)
                        .statusCode())
                .isEqualTo(400);
        for (var path : List.of("/deals/999999", "/deals/999999/history", "/pipelines/999999/board")) {
            assertThat(shop.send("GET", shop.inProject(path), null).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(shop.send("POST", shop.inProject("/deals"), Map.of("conversationId", 999999))
                        .statusCode())
                .isEqualTo(404);
        assertThat(read(deal).at("/deal/name").asString()).isEqualTo("Roses");
        assertThat(kinds(shop.get(shop.inProject("/deals/" + deal + "/history"))))
                .containsExactly("opened");
    }
}
