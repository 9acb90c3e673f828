package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is sent to the dialect, it answers, and never that something broke on our side. */
class SalebotJunkTest {
    private static final List<String> NAMES = List.of(
            "client_id",
            "client_phone",
            "client_email",
            "clients",
            "client_ids",
            "message",
            "message_id",
            "attachment_type",
            "attachment_url",
            "buttons",
            "time_shift",
            "send_time",
            "resume_bot",
            "user_id",
            "group_id",
            "phone",
            "email",
            "bot_id",
            "name",
            "platform_ids",
            "callback_text",
            "list",
            "list_id",
            "shift",
            "limit",
            "offset",
            "reverse",
            "start_date",
            "stop_date",
            "variables",
            "recipient",
            "tag",
            "var",
            "val",
            "q",
            "search_in",
            "include_all",
            "order_id",
            "order_status",
            "state_id",
            "description",
            "budget",
            "value_client_id",
            "value_message",
            "delimiter",
            "delimiter_value_client_id",
            "delimiter_value_phone");
    private static final List<String> VALUES = List.of(
            "1",
            "2",
            "\"1\"",
            "-1",
            "0",
            "1.5",
            "1e400",
            "99999999999999999999",
            "true",
            "null",
            "\"\"",
            "\" \"",
            "\"x\"",
            "[]",
            "{}",
            "[1,2]",
            "[null]",
            "[[1]]",
            "{\"a\":{\"b\":1}}",
            "{\"_in\":[1]}",
            "{\"a\":{\"_gt\":\"x\"}}",
            "{\"\":\"\"}",
            "\"2026-02-30 00:00:00\"",
            "\"2027-01-01 00:00:00\"",
            "\"31.12.2026\"",
            "\"+7 916 123-45-67\"",
            "\"a@b.c\"",
            "\"a1b\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"flower_shop_bot\"",
            "\"http://127.0.0.1:9/x\"",
            "\"image\"",
            "\"{\"",
            "\"[1,\"",
            "{\"client.\":\"1\"}",
            "\"message\"",
            "[{\"text\":\"a\",\"line\":-5}]",
            "{\"hint\":1,\"buttons\":[{}]}",
            "[{\"platform_id\":1,\"client_type\":1}]");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    @Test
    void no_junk_breaks_the_server() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        try (var client = HttpClient.newHttpClient();
                var shop = new Shop(database.address(), data, true)) {
            long connection = shop.connectTelegram().get("id").asLong();
            shop.post(shop.inProject("/connections/" + connection + "/check"), Map.of());
            var key = shop.post(shop.inProject("/keys"), Map.of("name", "All", "main", true))
                    .get("secret")
                    .asString();
            var salebot = new SalebotCaller(client, shop.url(), key);
            salebot.call(
                    "load_clients", "POST [{\"platform_id\":1,\"group_id\":\"flower_shop_bot\",\"client_type\":1}]");
            for (int round = 0; round < 40; round++) {
                for (var action : actions()) {
                    var request = request(random);
                    assertThat(salebot.call(action, request).statusCode())
                            .as("seed " + seed + ": " + action + " " + request)
                            .isLessThan(500);
                }
            }
        }
    }

    /** What previews an address must not do what stands there. */
    @Test
    void asking_for_the_head_of_an_action_does_not_do_it() throws Exception {
        try (var client = HttpClient.newHttpClient();
                var shop = new Shop(database.address(), data, true)) {
            shop.connectTelegram();
            var key = shop.post(shop.inProject("/keys"), Map.of("name", "All", "main", true))
                    .get("secret")
                    .asString();
            var action =
                    shop.url() + "/api/" + key + "/load_clients?platform_id=7&group_id=flower_shop_bot&client_type=1";
            var asked = HttpRequest.newBuilder(URI.create(action)).HEAD().build();

            assertThat(client.send(asked, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(405);

            var clients = new SalebotCaller(client, shop.url(), key).call("get_clients", "GET ");
            assertThat(clients.body()).isEqualTo("{\"status\":\"success\",\"clients\":[]}");
        }
    }

    private static String request(Random random) {
        var body = random.ints(random.nextInt(6), 0, NAMES.size())
                .mapToObj(name -> "\"" + NAMES.get(name) + "\":" + VALUES.get(random.nextInt(VALUES.size())))
                .collect(Collectors.joining(",", "{", "}"));
        return switch (random.nextInt(12)) {
            case 0 -> "POST " + VALUES.get(random.nextInt(VALUES.size()));
            case 1 ->
                "FORM " + NAMES.get(random.nextInt(NAMES.size())) + "[" + NAMES.get(random.nextInt(NAMES.size()))
                        + "]=%F0%9F&=&&a[]=%00";
            case 2 -> "POST " + body.substring(0, random.nextInt(body.length()) + 1);
            default -> "POST " + body.replace("\"client_id\":\"x\"", "\"client_id\":1");
        };
    }

    private static List<String> actions() throws Exception {
        var table = new String(
                SalebotJunkTest.class
                        .getResourceAsStream("/salebot/conformance.tsv")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        return table.lines()
                .filter(line -> line.matches("(?s)[a-z_]+\t.*"))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .distinct()
                .toList();
    }
}
