package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The documentation's own Python snippets, letter by letter: only the host and the key are others. They name clients by numbers, so these
 * clients are made to exist. Without python3 the test is skipped; without its library requests a stand-in of ours takes its place.
 */
class SalebotSnippetsTest {
    private static final Path FOLDER =
            Path.of("src", "test", "resources", "salebot").toAbsolutePath();

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private final HttpClient client = HttpClient.newHttpClient();
    private Shop shop;
    private String key;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(hasPython(), "there is no python3 on this machine: the snippets were not run");
        var nowhere = URI.create("http://127.0.0.1:9");
        shop = new Shop(database.address(), data, true, Map.of("vk", nowhere, "whatsapp", nowhere));
        shop.connect("vk", Map.of("group", "143414131"), Map.of("token", "vk1.a.token-of-the-shop"));
        shop.connect("vk", Map.of("group", "169166236"), Map.of("token", "vk1.a.token-of-the-shop-2"));
        shop.connect(
                "whatsapp",
                Map.of("phone_number_id", "1100220033", "waba_id", "2200330044", "app_id", "3300440055"),
                Map.of("token", "EAAG-token", "app_secret", "app-secret"));
        key = shop.post(shop.inProject("/keys"), Map.of("name", "All", "main", true))
                .get("secret")
                .asString();
        makeClients();
    }

    /** The numbers that come next are the snippets'. */
    private void makeClients() throws Exception {
        next(25554);
        load("146467928");
        next(85856);
        load(IntStream.range(0, 100).mapToObj(number -> "90" + number).toArray(String[]::new));
    }

    private void next(long number) {
        database.get()
                .jdbi()
                .useHandle(handle -> handle.createQuery("select setval('client_ids', :number, false)")
                        .bind("number", number)
                        .mapTo(Long.class)
                        .one());
    }

    private void load(String... ids) throws Exception {
        var items = java.util.stream.Stream.of(ids)
                .map(id -> Map.of("platform_id", id, "group_id", "143414131", "client_type", 0))
                .toList();
        new SalebotCaller(client, shop.url(), key).call("load_clients", "POST " + Json.text(items));
    }

    @AfterEach
    void close() {
        client.close();
        if (shop != null) {
            shop.close();
        }
    }

    /** What the documentation itself gets wrong is answered as such: a client nobody made, an action that is not the one meant. */
    @ParameterizedTest
    @CsvSource({
        "01_callback, success",
        "02_vk_callback, success",
        "03_message, success",
        "03_message_with_attachment, client_not_found",
        "04_whatsapp_message, success",
        "05_broadcast, success",
        "06_clear_history, success",
        "07_assign_to_user, fail",
        "08_load_clients, success",
        "09_save_variables, success",
        "10_get_variables, ''"
    })
    void a_snippet_runs_as_it_stands(String snippet, String status) throws Exception {
        for (var standIn : new String[] {"no", "yes"}) {
            var answer = run(snippet, standIn);

            assertThat(answer.get("status").asInt()).as(snippet).isEqualTo(200);
            assertThat(answer.get("body").path("status").asString(""))
                    .as(snippet + " answered " + answer)
                    .isEqualTo(status);
        }
    }

    private JsonNode run(String snippet, String standIn) throws IOException, InterruptedException {
        var building = new ProcessBuilder(
                "python3",
                FOLDER.resolve("python/run.py").toString(),
                shop.url(),
                key,
                FOLDER.resolve("snippets/" + snippet + ".py").toString());
        building.environment().put("STAND_IN", standIn);
        building.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        building.environment().put("no_proxy", "127.0.0.1");
        var process = building.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return Json.MAPPER.readTree(said);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            var process = new ProcessBuilder("python3", "--version")
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException none) {
            return false;
        }
    }
}
