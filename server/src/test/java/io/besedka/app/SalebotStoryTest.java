package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.telegram.Person;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A script written from Salebot's documentation alone works through a morning: host and key are all that it was told of us. */
class SalebotStoryTest {
    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "new", "kind": "start", "condition": {"mode": "exact", "text": "new_order"},
               "message": {"text": "Order #{number} is taken."},
               "actions": [{"kind": "set", "variable": "greeted", "value": "yes"}]}
            ]}
            """;

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private final HttpClient client = HttpClient.newHttpClient();
    private Shop shop;
    private SalebotCaller salebot;
    private Person anna;
    private Person boris;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true);
        shop.publish(FLOW);
        long connection = shop.connectTelegram().get("id").asLong();
        shop.post(shop.inProject("/connections/" + connection + "/check"), Map.of());
        var key = shop.post(shop.inProject("/keys"), Map.of("name", "Integration", "main", true))
                .get("secret")
                .asString();
        salebot = new SalebotCaller(client, shop.url(), key);
        anna = shop.bot.person("Anna");
        boris = shop.bot.person("Boris");
        anna.writes("Good morning");
        boris.writes("Good morning");
    }

    @AfterEach
    void close() {
        client.close();
        shop.close();
    }

    private JsonNode call(String action, String request) throws Exception {
        var answer = salebot.call(action, request);
        assertThat(answer.statusCode()).as(action + ": " + answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body());
    }

    @Test
    void a_script_loads_starts_reads_moves_broadcasts_and_reads_again() throws Exception {
        var group = call("connected_channels", "").at("/telegram/0/group_id").asString();
        var loaded = call("load_clients", """
                POST [{"platform_id": %d, "group_id": "%s", "client_type": 1}, {"platform_id": %d, "group_id": "%s", "client_type": 1}]""".formatted(anna.id(), group, boris.id(), group));
        long first = loaded.at("/items/0/id").asLong();
        long second = loaded.at("/items/1/id").asLong();

        call("callback", "POST {\"client_id\": %d, \"message\": \"new_order\", \"number\": 17}".formatted(first));
        anna.awaitsText("Order 17 is taken.");
        assertThat(call("get_variables", "GET client_id=" + first)
                        .get("greeted")
                        .asString())
                .isEqualTo("yes");

        var order = call("get_current_order_id", "GET client_id=" + first)
                .get("order_id")
                .asLong();
        var moved = new ArrayList<Long>();
        for (int step = 0; step < 3; step++) {
            moved.add(call(
                            "move_order_to_next_state",
                            "POST {\"client_id\": %d, \"order_id\": %d}".formatted(first, order))
                    .get("state_id")
                    .asLong());
        }
        assertThat(moved).doesNotHaveDuplicates();
        assertThat(call("get_orders", "GET order_status=1&client_id=" + first)
                        .get("order_id")
                        .get(0)
                        .asLong())
                .isEqualTo(order);

        long list = shop.post(shop.inProject("/lists"), Map.of("name", "Morning"))
                .get("id")
                .asLong();
        call("add_to_list", "POST {\"list_id\": %d, \"clients\": [%d, %d]}".formatted(list, first, second));
        call("broadcast", "POST {\"list\": %d, \"message\": \"Peonies today\", \"shift\": 0}".formatted(list));
        anna.awaitsText("Peonies today");
        boris.awaitsText("Peonies today");

        var history = call("get_history", "GET client_id=" + first).get("result");
        assertThat(history.valueStream().map(row -> row.get("text").asString()))
                .containsExactly("Good morning", "new_order", "Order 17 is taken.", "Peonies today");
        assertThat(history.valueStream()
                        .map(row -> row.get("message_from_outside").asInt()))
                .containsExactly(0, 3, 0, 1);
    }

    /** The key stands in the address, where servers like to note it. */
    @Test
    void no_log_and_no_metric_ever_holds_a_key() throws Exception {
        var seen = Collections.synchronizedList(new ArrayList<String>());
        var listener = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                seen.add(entry.getMessage() + " " + java.util.Arrays.toString(entry.getParameters()) + " "
                        + thrown(entry.getThrown()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        listener.setLevel(Level.ALL);
        var root = Logger.getLogger("");
        var besedka = Logger.getLogger("io.besedka");
        root.addHandler(listener);
        besedka.setLevel(Level.ALL);
        try {
            for (var action : List.of("get_clients", "nothing", "callback", "find_clients", "message")) {
                for (var request : List.of("GET", "POST {", "POST {\"client_id\": \"x\"}", "FORM a=%ZZ")) {
                    salebot.call(action, request);
                }
                salebot.status(action, "PUT");
            }
            assertThat(statusWithoutClients()).isEqualTo(500);
        } finally {
            root.removeHandler(listener);
            besedka.setLevel(null);
        }

        assertThat(seen).anyMatch(line -> line.contains("a handler failed"));
        assertThat(seen).noneMatch(line -> line.contains(salebot.key()) || line.contains("bsk_"));
    }

    /** Something breaks on our side. */
    private int statusWithoutClients() throws Exception {
        database.get().jdbi().useHandle(handle -> handle.execute("alter table clients rename to clients_away"));
        try {
            return salebot.status("get_clients", "GET");
        } finally {
            database.get().jdbi().useHandle(handle -> handle.execute("alter table clients_away rename to clients"));
        }
    }

    private static String thrown(Throwable thrown) {
        var out = new java.io.StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new java.io.PrintWriter(out));
        }
        return out.toString();
    }
}
