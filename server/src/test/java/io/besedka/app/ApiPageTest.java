package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page for integrators: its examples are run by a shell, one after the other, as a reader would. */
class ApiPageTest {
    private static final Path PAGE = Path.of("..", "docs", "api", "README.md");
    private static final Pattern EXAMPLE = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void its_examples_work_as_they_stand() throws Exception {
        long connection = shop.connect("widget", Map.of(), Map.of()).get("id").asLong();
        var key = shop.post(
                shop.inProject("/keys"), Map.of("name", "Reader", "rights", List.of("READ_CLIENTS", "CHANGE_CLIENTS")));
        var examples = EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(examples).hasSizeGreaterThan(3);

        var script = examples.stream()
                .collect(Collectors.joining("\n", "set -euo pipefail\n", "\necho; echo all of them\n"));
        var shell = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
        shell.environment()
                .putAll(Map.of(
                        "URL", shop.url(),
                        "KEY", key.get("secret").asString(),
                        "PROJECT", Long.toString(shop.project),
                        "CONNECTION", Long.toString(connection)));
        var running = shell.start();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(running.waitFor()).as(said).isZero();
        assertThat(said).contains("Anna Petrova", "Your roses are on the way.", "Paid on the site", "all of them");
        assertThat(shop.texts()).containsExactly("Your roses are on the way.", "Paid on the site", "Our prices");
    }
}
