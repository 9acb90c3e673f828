package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every sentence of Salebot's documentation as a call and its answer: {@code salebot/conformance.tsv}, where its notation is described. The
 * rows are worked through in order, on one server.
 */
class SalebotConformanceTest {
    private static final List<String> ACTIONS = List.of(
            "callback",
            "vk_callback",
            "ok_callback",
            "tg_callback",
            "whatsapp_callback",
            "email_callback",
            "send_callback_by_platform_id",
            "message",
            "whatsapp_message",
            "broadcast",
            "get_history",
            "clear_history",
            "assign_to_user",
            "load_clients",
            "add_to_list",
            "remove_from_list",
            "get_clients",
            "delete_clients",
            "save_variables",
            "get_variables",
            "find_client_id_by_platform_id",
            "online_chat_client_id",
            "whatsapp_client_id",
            "find_client_id_by_phone",
            "find_client_id_by_email",
            "find_client_id_by_var",
            "find_latest_client_id_by_var",
            "find_all_client_id_by_var",
            "find_all_client_id_by_several_vars",
            "find_clients",
            "get_current_order_id",
            "get_orders",
            "move_order_to_next_state",
            "get_order_vars",
            "set_order_vars",
            "create_order",
            "set_order_state",
            "get_order_state",
            "check_whatsapp",
            "connected_channels",
            "get_messages");

    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "start"}, "message": {"text": "Hello!"}},
              {"id": "paid", "kind": "start", "condition": {"mode": "exact", "text": "paid"}, "message": {"text": "Paid: #{sum}"}},
              {"id": "pay", "kind": "state", "message": {"text": "Pay here."}}
            ]}
            """;
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> values = new TreeMap<>();
    private HttpServer files;
    private Shop shop;

    private record Row(int line, String action, String sentence, String request, String expected) {}

    @BeforeEach
    void open() throws Exception {
        files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        files.createContext("/rose.png", exchange -> {
            exchange.sendResponseHeaders(200, PNG.length);
            exchange.getResponseBody().write(PNG);
            exchange.close();
        });
        files.start();
        var nowhere = java.net.URI.create("http://127.0.0.1:9");
        shop = new Shop(
                database.address(), data, true, Map.of("vk", nowhere, "ok", nowhere, "whatsapp", nowhere), clock);
        connect();
        for (var name : List.of("Anna", "Boris")) {
            var person = shop.bot.person(name);
            person.writes("hi");
            values.put("tg_" + name.toLowerCase(java.util.Locale.ROOT), Long.toString(person.id()));
            shop.until(
                    shop::conversation,
                    conversation -> conversation != null
                            && conversation.get("client").get("name").asString().equals(name));
        }
        shop.publish(FLOW);
        values.put("files", "http://127.0.0.1:" + files.getAddress().getPort());
        values.put("project", Long.toString(shop.project));
        values.put("reader", key("READ_CLIENTS"));
        values.put("writer", key("CHANGE_CLIENTS"));
        values.put("main", key("READ_CLIENTS", "CHANGE_CLIENTS", "DELETE_CLIENTS", "READ_CRM", "CHANGE_CRM"));
        values.put("long", "x".repeat(1 << 20));
        values.put("long501", "x".repeat(501));
        values.put("long100", "x".repeat(100_001));
        values.put(
                "other",
                shop.post("/v1/projects", Map.of("name", "Others", "timeZone", "UTC", "locale", "en"))
                        .get("mainKey")
                        .asString());
        values.put("clients301", numbers(301));
        values.put("clients501", numbers(501));
        values.put("list", id(shop.post(shop.inProject("/lists"), Map.of("name", "Morning"))));
    }

    private void connect() throws Exception {
        var telegram = shop.connectTelegram().get("id").asLong();
        shop.post(shop.inProject("/connections/" + telegram + "/check"), Map.of());
        values.put(
                "vk", id(shop.connect("vk", Map.of("group", "143414131"), Map.of("token", "vk1.a.token-of-the-shop"))));
        values.put(
                "ok", id(shop.connect("ok", Map.of(), Map.of("token", "tkn1OK-token-of-the-shop:CBAFJIICABABABABA"))));
        values.put(
                "wa",
                id(shop.connect(
                        "whatsapp",
                        Map.of("phone_number_id", "1100220033", "waba_id", "2200330044", "app_id", "3300440055"),
                        Map.of("token", "EAAG-token", "app_secret", "app-secret"))));
        values.put(
                "mail",
                id(shop.connect(
                        "email",
                        Map.of(
                                "address",
                                "shop@shop.example",
                                "imap_host",
                                "127.0.0.1",
                                "imap_port",
                                "9",
                                "smtp_host",
                                "127.0.0.1",
                                "smtp_port",
                                "9"),
                        Map.of("password", "secret"))));
        values.put("site", id(shop.connect("widget", Map.of(), Map.of())));
        values.put("telegram", Long.toString(telegram));
    }

    private static String id(JsonNode connection) {
        return Long.toString(connection.get("id").asLong());
    }

    private String key(String... rights) throws Exception {
        return shop.post(shop.inProject("/keys"), Map.of("name", String.join(" ", rights), "rights", List.of(rights)))
                .get("secret")
                .asString();
    }

    private static String numbers(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(Integer::toString)
                .collect(java.util.stream.Collectors.joining(",", "[", "]"));
    }

    @AfterEach
    void close() {
        shop.close();
        files.stop(0);
        client.close();
    }

    @Test
    void every_documented_sentence_holds() throws Exception {
        var covered = new LinkedHashMap<String, Integer>();
        var faults = new ArrayList<String>();
        for (var row : rows()) {
            if (row.action.equals("!clock")) {
                clock.advance(Duration.parse(row.request));
                continue;
            }
            var fault = fault(row);
            if (fault != null) {
                faults.add("line " + row.line + " " + row.action + " " + row.sentence + "\n    " + fault);
            }
            if (!row.sentence.isEmpty()) {
                covered.merge(row.action.replaceAll("^~", ""), 1, Integer::sum);
            }
        }

        System.out.println("Sentences of Salebot's documentation covered: "
                + covered.values().stream().mapToInt(Integer::intValue).sum() + " " + covered);
        assertThat(faults).as(String.join("\n", faults)).isEmpty();
        assertThat(covered.keySet()).containsAll(ACTIONS);
    }

    private List<Row> rows() throws Exception {
        var text = new String(
                SalebotConformanceTest.class
                        .getResourceAsStream("/salebot/conformance.tsv")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        var rows = new ArrayList<Row>();
        int line = 0;
        for (var one : text.split("\n", -1)) {
            line++;
            if (!one.isBlank() && !one.startsWith("#")) {
                var cells = one.split("\t", -1);
                rows.add(new Row(
                        line,
                        cells[0],
                        cells[1],
                        cells.length > 2 ? cells[2] : "",
                        cells.length > 3 ? cells[3] : "{}"));
            }
        }
        return rows;
    }

    /** A row whose action begins with a tilde is asked again until it holds: what it looks at happens by itself. */
    private String fault(Row row) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        var fault = once(row);
        while (fault != null && row.action.startsWith("~") && System.nanoTime() < deadline) {
            fault = once(row);
        }
        return fault;
    }

    private String once(Row row) throws Exception {
        var request = filled(row.request);
        var key = "main";
        if (request.startsWith("as ")) {
            key = request.substring(3, request.indexOf(' ', 3));
            request = request.substring(request.indexOf(' ', 3) + 1);
        }
        var caller = new SalebotCaller(client, shop.url(), values.getOrDefault(key, key));
        var response = caller.call(row.action.replaceAll("^~", ""), request);
        var expected = filled(row.expected);
        boolean coded = expected.matches("(?s)\\d{3} .*");
        int code = coded ? Integer.parseInt(expected.substring(0, 3)) : 200;
        if (response.statusCode() != code) {
            return "answered " + response.statusCode() + " " + response.body();
        }
        var wanted = Json.MAPPER.readTree(coded ? expected.substring(4) : expected);
        var fault = differs(wanted, Json.MAPPER.readTree(response.body()), "");
        return fault == null ? null : fault + " in " + response.body();
    }

    private String filled(String text) {
        var filled = text;
        for (var value : values.entrySet().stream()
                .sorted((a, b) -> b.getKey().length() - a.getKey().length())
                .toList()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private String differs(JsonNode wanted, JsonNode seen, String at) {
        if (wanted.isString() && wanted.stringValue().startsWith("=")) {
            values.put(wanted.stringValue().substring(1), seen.asString());
            return seen.isMissingNode() ? at + " is missing" : null;
        }
        if (wanted.isString() && wanted.stringValue().startsWith("~")) {
            return seen.asString("").contains(wanted.stringValue().substring(1)) ? null : at + " is " + seen;
        }
        if (wanted.isString() && wanted.stringValue().equals("*")) {
            return seen.isMissingNode() ? at + " is missing" : null;
        }
        if (wanted.has("_size")) {
            return seen.size() == wanted.get("_size").asInt() ? null : at + " has " + seen.size();
        }
        if (wanted.has("_has")) {
            return seen.valueStream().anyMatch(one -> differs(wanted.get("_has"), one, "") == null)
                    ? null
                    : at + " has no " + wanted.get("_has");
        }
        if (wanted.has("_lacks")) {
            return seen.valueStream().noneMatch(one -> differs(wanted.get("_lacks"), one, "") == null)
                    ? null
                    : at + " has " + wanted.get("_lacks");
        }
        if (wanted.isObject() && seen.isObject()) {
            return wanted.properties().stream()
                    .map(member -> differs(member.getValue(), seen.path(member.getKey()), at + "." + member.getKey()))
                    .filter(fault -> fault != null)
                    .findFirst()
                    .orElse(null);
        }
        if (wanted.isArray() && seen.isArray() && wanted.size() == seen.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                var fault = differs(wanted.get(i), seen.get(i), at + "[" + i + "]");
                if (fault != null) {
                    return fault;
                }
            }
            return null;
        }
        return wanted.equals(seen) ? null : at + " is " + seen + ", not " + wanted;
    }
}
