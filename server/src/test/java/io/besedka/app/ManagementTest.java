package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.StringNode;

class ManagementTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private final HttpClient watcher = HttpClient.newHttpClient();
    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true);
    }

    @AfterEach
    void close() {
        shop.close();
        watcher.close();
    }

    private HttpResponse<String> ask(String path) throws Exception {
        return ask("http://127.0.0.1:" + shop.managementPort(), path);
    }

    private HttpResponse<String> ask(String server, String path) throws Exception {
        var address = URI.create(server + path);
        return watcher.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_server_that_is_up_says_that_it_lives_and_is_ready() throws Exception {
        assertThat(ask("/healthz").statusCode()).isEqualTo(200);
        assertThat(ask("/readyz").body()).isEqualTo("ready\n");
        assertThat(ask("/v1/me").statusCode()).isEqualTo(404);
        assertThat(ask(shop.url(), "/metrics").statusCode())
                .as("not for those whom the server serves")
                .isEqualTo(404);
    }

    @Test
    void what_came_and_what_went_is_counted_by_channel() throws Exception {
        shop.publish("""
                {"format": 1, "blocks": [{"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "hello"},
                 "message": {"text": "Welcome!"}}]}""");
        var bot = shop.connectTelegram();
        shop.post(shop.inProject("/connections/" + bot.get("id").asLong() + "/check"), Map.of());
        var stranger = HttpRequest.newBuilder(URI.create(bot.get("webhook").asString()))
                .header("X-Telegram-Bot-Api-Secret-Token", "guessed")
                .POST(HttpRequest.BodyPublishers.ofString("{\"update_id\":1}"))
                .build();
        watcher.send(stranger, HttpResponse.BodyHandlers.discarding());
        shop.bot.person("Anna").writes("hello");

        for (var counted : List.of(
                "besedka_updates_total{channel=\"telegram\",result=\"taken\"} 1.0\n",
                "besedka_updates_total{channel=\"telegram\",result=\"rejected\"} 1.0\n",
                "besedka_deliveries_total{channel=\"telegram\",outcome=\"sent\"} 1.0\n")) {
            shop.until(
                    () -> StringNode.valueOf(ask("/metrics").body()),
                    figures -> figures.asString().contains(counted));
        }
    }
}
