package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Lists and broadcasts over the real routes, to people on a simulated Telegram. */
class BroadcastStoryTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private final MovableClock clock = MovableClock.at("2026-05-04T09:00:00Z");
    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true, Map.of(), clock);
        long id = shop.connectTelegram().get("id").asLong();
        shop.post(shop.inProject("/connections/" + id + "/check"), Map.of());
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private long client(String name) throws Exception {
        shop.bot.person(name).writes("Hello");
        return shop.until(() -> named(name), found -> true).get("id").asLong();
    }

    private JsonNode named(String name) throws Exception {
        return shop.get(shop.inProject("/conversations?view=all"))
                .get("conversations")
                .valueStream()
                .filter(one -> one.get("client").get("name").asString().equals(name))
                .findFirst()
                .orElse(null);
    }

    private JsonNode broadcast(long id) throws Exception {
        return shop.get(shop.inProject("/broadcasts/" + id));
    }

    private JsonNode when(long id, String state) throws Exception {
        return shop.until(
                () -> {
                    clock.advance(Duration.ofMillis(500));
                    return broadcast(id);
                },
                seen -> seen.get("broadcast").get("state").asString().equals(state));
    }

    /** The clock goes on meanwhile, for the messenger's rates are kept by it. */
    private void sees(String name, String text) throws Exception {
        shop.until(
                () -> {
                    clock.advance(Duration.ofMillis(500));
                    return Json.MAPPER.valueToTree(shop.bot.person(name).sees());
                },
                seen -> seen.valueStream().anyMatch(one -> one.asString().equals(text)));
    }

    @Test
    void people_in_a_list_get_it_and_those_who_opted_out_do_not() throws Exception {
        long anna = client("Anna");
        long boris = client("Boris");
        long list = shop.post(shop.inProject("/lists"), Map.of("name", "Regulars"))
                .get("id")
                .asLong();
        var changed =
                shop.post(shop.inProject("/lists/" + list + "/clients"), Map.of("add", List.of(anna, boris, 4242)));
        assertThat(changed.get("added").asInt()).isEqualTo(2);
        assertThat(changed.get("unknown").get(0).asLong()).isEqualTo(4242);
        shop.call("PUT", shop.inProject("/conversations/" + boris + "/opt-out"), Map.of("out", true));
        assertThat(shop.get(shop.inProject("/clients/" + boris + "/lists"))
                        .get("optedOut")
                        .asBoolean())
                .isTrue();
        var wanted =
                Map.of("name", "Spring", "audience", Map.of("list", list), "content", Map.of("text", "Tulips are in!"));

        var dry = shop.post(shop.inProject("/broadcasts/dry-run"), wanted);
        assertThat(dry.get("recipients").asInt()).isEqualTo(1);
        assertThat(dry.get("excluded").get(0).get("why").asString()).isEqualTo("opted_out");
        assertThat(dry.get("excluded").get(0).get("clients").get(0).get("name").asString())
                .isEqualTo("Boris");
        long id = shop.post(shop.inProject("/broadcasts"), wanted)
                .get("broadcast")
                .get("id")
                .asLong();

        sees("Anna", "Tulips are in!");
        when(id, "done");
        shop.until(() -> broadcast(id), seen -> seen.get("results").has("sent"));
        assertThat(shop.bot.person("Boris").sees()).isEmpty();
        var page = shop.get(shop.inProject("/broadcasts/" + id + "/recipients?state=excluded"))
                .get("recipients");
        assertThat(page.get(0).get("client").asLong()).isEqualTo(boris);
        var csv = new String(shop.download(shop.inProject("/broadcasts/" + id + "/recipients.csv"))
                .body());
        assertThat(csv)
                .contains(anna + ",Anna,", boris + ",Boris,", "opted_out")
                .startsWith("\uFEFFclient,");
        assertThat(shop.get(shop.inProject("/broadcasts"))
                        .get("broadcasts")
                        .get(0)
                        .get("counts")
                        .get("handedOver")
                        .asInt())
                .isEqualTo(1);
        assertThat(named("Anna").get("owner").get("kind").asString()).isEqualTo("nobody");
        var messages =
                shop.get(shop.inProject("/conversations/" + anna + "/messages")).get("messages");
        assertThat(messages.get(messages.size() - 1).get("broadcast").asLong()).isEqualTo(id);
        assertThat(named("Anna").at("/preview/author"))
                .as("a broadcast is told from a program's message by having no key")
                .isEqualTo(Json.MAPPER.createObjectNode().put("kind", "api"));
        assertThat(messages.get(0).has("broadcast"))
                .as("what the client wrote is of none")
                .isFalse();
    }

    @Test
    void a_lone_stop_in_answer_takes_the_client_off_broadcasts_where_the_broadcast_says_so() throws Exception {
        long anna = client("Anna");
        for (var words : List.of(false, true)) {
            long id = shop.post(
                            shop.inProject("/broadcasts"),
                            Map.of(
                                    "name",
                                    "News",
                                    "audience",
                                    Map.of("clients", List.of(anna)),
                                    "content",
                                    Map.of("text", "News " + words),
                                    "optOutWords",
                                    words))
                    .get("broadcast")
                    .get("id")
                    .asLong();
            sees("Anna", "News " + words);
            when(id, "done");
            assertThat(shop.get(shop.inProject("/clients/" + anna + "/lists"))
                            .get("optedOut")
                            .asBoolean())
                    .isFalse();
            shop.bot.person("Anna").writes(words ? "Стоп!" : "stop");
        }

        shop.until(
                () -> shop.get(shop.inProject("/clients/" + anna + "/lists")),
                seen -> seen.get("optedOut").asBoolean());
    }

    @Test
    void a_scheduled_one_survives_a_restart() throws Exception {
        long anna = client("Anna");
        long id = shop.post(
                        shop.inProject("/broadcasts"),
                        Map.of(
                                "name",
                                "Later",
                                "audience",
                                Map.of("clients", List.of(anna)),
                                "content",
                                Map.of("text", "Now!"),
                                "at",
                                "2026-05-04T12:00:00Z"))
                .get("broadcast")
                .get("id")
                .asLong();
        assertThat(broadcast(id).get("broadcast").get("state").asString()).isEqualTo("scheduled");

        shop.stop();
        shop.start();
        clock.set(java.time.Instant.parse("2026-05-04T12:00:00Z"));

        sees("Anna", "Now!");
        when(id, "done");
    }

    @Test
    void a_block_reaches_everybody_once_though_the_server_is_stopped_on_the_way() throws Exception {
        shop.publish("""
                {"format": 1, "blocks": [
                  {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "/start"}},
                  {"id": "sale", "kind": "state", "message": {"text": "Sale for #{name}!"}, "arrows": [{"id": "a", "kind": "any", "to": "thanks"}]},
                  {"id": "thanks", "kind": "state", "message": {"text": "Thanks"}}]}""");
        var names = List.of("Anna", "Boris", "Clara", "Dmitry");
        var clients = new java.util.ArrayList<Long>();
        for (var name : names) {
            clients.add(client(name));
        }
        long id = shop.post(
                        shop.inProject("/broadcasts"),
                        Map.of(
                                "name",
                                "Sale",
                                "audience",
                                Map.of("clients", clients),
                                "block",
                                block("sale"),
                                "shift",
                                5))
                .get("broadcast")
                .get("id")
                .asLong();
        shop.until(
                () -> broadcast(id),
                seen -> seen.at("/broadcast/counts/handedOver").asInt() > 0);
        assertThat(broadcast(id).at("/broadcast/state").asString()).isEqualTo("running");

        shop.stop();
        shop.start();

        when(id, "done");
        for (var name : names) {
            sees(name, "Sale for " + name + "!");
            assertThat(shop.bot.person(name).sees()).containsExactly("Sale for " + name + "!");
        }
        shop.bot.person("Clara").writes("Oh!");
        sees("Clara", "Thanks");
    }

    private long block(String id) throws Exception {
        return shop.get(shop.inProject("/blocks"))
                .get("blocks")
                .valueStream()
                .filter(one -> one.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow()
                .get("number")
                .asLong();
    }

    @Test
    void the_blocks_of_flows_that_run_are_told_with_their_numbers_and_flows() throws Exception {
        assertThat(shop.get(shop.inProject("/blocks")).get("blocks").size()).isZero();
        shop.publish("""
                {"format": 1, "blocks": [
                  {"id": "hello", "kind": "start", "name": "Greeting", "message": {"text": "%s"}},
                  {"id": "aside", "kind": "aside"}]}""".formatted("🌷".repeat(200)));

        var blocks = shop.get(shop.inProject("/blocks")).get("blocks");
        assertThat(blocks.size()).isEqualTo(2);
        assertThat(blocks.get(0).get("flow").asString()).isEqualTo("Shop");
        assertThat(blocks.get(0).get("name").asString()).isEqualTo("Greeting");
        assertThat(blocks.get(0).get("text").asString()).isEqualTo("🌷".repeat(120));
        assertThat(blocks.get(1).get("kind").asString()).isEqualTo("aside");
        assertThat(blocks.get(1).has("text")).isFalse();
        long numberBefore = block("hello");
        long flow = blocks.get(0).get("flowId").asLong();
        shop.post(
                shop.inProject("/flows/" + flow + "/versions"),
                Map.of(
                        "definition",
                        Json.MAPPER.readTree(
                                "{\"format\": 1, \"blocks\": [{\"id\": \"hello\", \"kind\": \"start\"}]}")));
        assertThat(shop.get(shop.inProject("/blocks")).get("blocks").size()).isEqualTo(1);
        assertThat(block("hello")).isEqualTo(numberBefore);
        shop.call("PATCH", shop.inProject("/flows/" + flow), Map.of("enabled", false));
        assertThat(shop.get(shop.inProject("/blocks")).get("blocks").size()).isZero();
    }

    @Test
    void a_provider_s_refusal_stands_with_the_person_and_is_tried_again() throws Exception {
        long anna = client("Anna");
        shop.bot.person("Anna").deactivates();
        long id = shop.post(
                        shop.inProject("/broadcasts"),
                        Map.of(
                                "name",
                                "News",
                                "audience",
                                Map.of("clients", List.of(anna)),
                                "content",
                                Map.of("text", "News")))
                .get("broadcast")
                .get("id")
                .asLong();

        shop.until(
                () -> {
                    clock.advance(Duration.ofSeconds(1));
                    return broadcast(id);
                },
                seen -> seen.get("results").has("failed"));
        when(id, "done");
        var errors = shop.get(shop.inProject("/broadcasts/" + id + "/recipients?state=errors"))
                .get("recipients");
        assertThat(errors.get(0).get("error").asString()).isNotBlank();
        assertThat(shop.post(shop.inProject("/broadcasts/" + id + "/retry"), Map.of())
                        .get("failed")
                        .asInt())
                .isEqualTo(1);
        when(id, "done");
    }

    @Test
    void bad_wishes_are_refused_with_a_reason() throws Exception {
        var good = Map.<String, Object>of(
                "name", "News", "audience", Map.of("clients", List.of(1)), "content", Map.of("text", "News"));
        for (var bad : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("audience", Map.of()),
                Map.of("audience", Map.of("clients", List.of(1), "list", 1)),
                Map.of("audience", Map.of("clients", java.util.Arrays.asList((Object) null))),
                Map.of("audience", Map.of("platformIds", List.of("a"))),
                Map.of("audience", Map.of("list", 777)),
                Map.of("audience", Map.of("clients", "all")),
                Map.of("name", " "),
                Map.of("content", Map.of("text", "")),
                Map.of("block", 5),
                Map.of("shift", -1),
                Map.of("shift", 1e300),
                Map.of("shift", "fast"),
                Map.of("at", "tomorrow"),
                Map.of("quietHours", Map.of("from", "25:00", "to", "08:00")),
                Map.of("quietHours", Map.of("from", "08:00")))) {
            var wish = new java.util.HashMap<>(good);
            wish.putAll(bad);
            int status = shop.send("POST", shop.inProject("/broadcasts"), bad.isEmpty() ? Map.of() : wish)
                    .statusCode();
            assertThat(status).as(bad.toString()).isIn(400, 404, 422);
        }
        for (var filter : List.of(
                Map.of("createdFrom", "yesterday"),
                Map.of("tags", "vip"),
                Map.of("variables", List.of(Map.of("name", "", "op", "EQ"))),
                Map.of("variables", List.of(Map.of("name", "spent", "op", "GT", "values", List.of("much")))))) {
            assertThat(shop.send("POST", shop.inProject("/lists"), Map.of("name", "Odd", "filter", filter))
                            .statusCode())
                    .as(filter.toString())
                    .isEqualTo(422);
        }
        assertThat(shop.send("GET", shop.inProject("/broadcasts/1/recipients?state=happy"), null)
                        .statusCode())
                .isIn(400, 404);
        assertThat(shop.send("POST", shop.inProject("/broadcasts/999/pause"), Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(shop.send("GET", shop.inProject("/lists/999"), null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_draft_is_edited_member_by_member_until_it_has_begun() throws Exception {
        long anna = client("Anna");
        long list = shop.post(shop.inProject("/lists"), Map.of("name", "Regulars"))
                .get("id")
                .asLong();
        var path = shop.inProject("/broadcasts/")
                + shop.post(
                                shop.inProject("/broadcasts"),
                                Map.of(
                                        "name",
                                        "News",
                                        "audience",
                                        Map.of("list", list),
                                        "content",
                                        Map.of(
                                                "text",
                                                "News",
                                                "parts",
                                                List.of(Map.of("type", "location", "latitude", 1, "longitude", 2))),
                                        "at",
                                        "2026-05-05T12:00:00Z",
                                        "quietHours",
                                        Map.of("from", "22:00", "to", "08:00"),
                                        "oncePerPerson",
                                        true,
                                        "draft",
                                        true))
                        .get("broadcast")
                        .get("id")
                        .asLong();

        var named = shop.call("PATCH", path, Map.of("name", "Spring")).get("broadcast");
        assertThat(named.get("name").asString()).isEqualTo("Spring");
        assertThat(named.get("state").asString()).isEqualTo("draft");
        assertThat(named.at("/audience/list").asLong()).isEqualTo(list);
        assertThat(named.at("/content/parts/0/latitude").asInt()).isEqualTo(1);
        assertThat(named.get("at").asString()).isEqualTo("2026-05-05T12:00:00Z");
        assertThat(named.at("/quietHours/from").asString()).isEqualTo("22:00");
        assertThat(named.get("oncePerPerson").asBoolean()).isTrue();
        var nothing = new java.util.HashMap<String, Object>();
        nothing.put("at", null);
        nothing.put("quietHours", null);
        nothing.put("shift", 1.5);
        nothing.put("audience", Map.of("clients", List.of(anna)));
        nothing.put("content", Map.of("text", "Tulips"));
        var changed = shop.call("PATCH", path, nothing).get("broadcast");
        assertThat(changed.has("at")).isFalse();
        assertThat(changed.has("quietHours")).isFalse();
        assertThat(changed.get("shift").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(shop.call("PATCH", path, Map.of("block", 5))
                        .at("/broadcast/block")
                        .asLong())
                .isEqualTo(5);
        assertThat(shop.call("PATCH", path, Map.of("content", Map.of("text", "Tulips")))
                        .get("broadcast")
                        .has("block"))
                .isFalse();
        var name = new java.util.HashMap<String, Object>();
        name.put("name", null);
        for (var bad : List.<Object>of(
                name,
                Map.of("name", " "),
                Map.of("audience", Map.of()),
                Map.of("audience", Map.of("list", 777)),
                Map.of("shift", -1),
                Map.of("at", "soon"),
                Map.of("content", Map.of("text", "a"), "block", 5),
                Map.of("content", Map.of("text", "")),
                Map.of("quietHours", "never"),
                List.of(),
                5)) {
            assertThat(shop.send("PATCH", path, bad).statusCode())
                    .as(bad.toString())
                    .isIn(400, 404, 422);
        }
        assertThat(shop.send("PATCH", shop.inProject("/broadcasts/999"), Map.of())
                        .statusCode())
                .isEqualTo(404);

        shop.post(path + "/start", Map.of());
        sees("Anna", "Tulips");
        var refused = shop.send("PATCH", path, Map.of("name", "Late"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("wrong_state");
    }

    @Test
    void segments_are_counted_while_they_are_made() throws Exception {
        client("Anna");
        var filter = Map.of("channels", List.of("telegram"), "optedOut", false);
        assertThat(shop.post(shop.inProject("/lists/count"), Map.of("filter", filter))
                        .get("count")
                        .asInt())
                .isEqualTo(1);
        var made = shop.post(shop.inProject("/lists"), Map.of("name", "Telegram", "filter", filter));
        long list = made.get("id").asLong();
        assertThat(made.get("count").asInt()).isEqualTo(1);
        assertThat(shop.get(shop.inProject("/lists"))
                        .get("lists")
                        .get(0)
                        .get("kind")
                        .asString())
                .isEqualTo("segment");
        assertThat(shop.get(shop.inProject("/lists/" + list + "/clients"))
                        .get("clients")
                        .get(0)
                        .get("name")
                        .asString())
                .isEqualTo("Anna");
        assertThat(shop.send("POST", shop.inProject("/lists/" + list + "/clients"), Map.of("add", List.of(1)))
                        .statusCode())
                .isEqualTo(409);
        var changed = shop.call(
                "PATCH",
                shop.inProject("/lists/" + list),
                Map.of("name", "Nobody", "filter", Map.of("channels", List.of("vk"))));
        assertThat(changed.get("count").asInt()).isZero();
        assertThat(shop.send("DELETE", shop.inProject("/lists/" + list), null).statusCode())
                .isEqualTo(204);
    }
}
