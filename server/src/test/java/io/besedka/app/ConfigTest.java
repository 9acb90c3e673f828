package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.besedka.platform.config.BadConfig;
import io.besedka.platform.outbound.AddressRange;
import io.besedka.platform.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key an administrator can set, by its name, and what it is when nobody sets it. */
class ConfigTest {
    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static final Config DEFAULTS = new Config(
            Path.of("data/besedka"),
            new Config.Http("127.0.0.1", 8080, 8081, 0),
            Optional.empty(),
            Optional.empty(),
            new Config.Embedded(128, 2048, Optional.empty()),
            10,
            new Config.Turns(2, 20_000),
            Optional.empty(),
            Config.Logs.TEXT,
            new Config.Channels(Map.of()),
            new Config.Api(50, 100, 50, 100));

    private static final Map<String, String> EVERY_KEY = Map.ofEntries(
            Map.entry("data", "/var/lib/besedka"),
            Map.entry("http.host", "0.0.0.0"),
            Map.entry("http.port", "9000"),
            Map.entry("http.management-port", "-1"),
            Map.entry("http.trust-proxy", "on"),
            Map.entry("http.trusted-proxies", "2"),
            Map.entry("http.public-url", "https://chat.example.com/"),
            Map.entry("database.url", "postgres://someone:else@db.example.com:5433/chat"),
            Map.entry("database.user", "besedka"),
            Map.entry("database.password", "sesame"),
            Map.entry("database.pool-size", "20"),
            Map.entry("embedded.shared-buffers-mb", "256"),
            Map.entry("embedded.max-wal-mb", "4096"),
            Map.entry("embedded.binaries", "/opt/postgres"),
            Map.entry("turns.flushers", "4"),
            Map.entry("turns.queue", "1000"),
            Map.entry("api.requests-per-second", "10"),
            Map.entry("api.burst", "30"),
            Map.entry("api.salebot-requests-per-second", "20"),
            Map.entry("api.salebot-burst", "60"),
            Map.entry("secret.key", KEY),
            Map.entry("logs.format", "json"),
            Map.entry("telegram.api-url", "http://127.0.0.1:8081/"),
            Map.entry("outbound.allowed", "10.0.5.20, 192.168.0.0/16"));

    @TempDir
    Path folder;

    @Test
    void nothing_need_be_set() {
        assertThat(Config.read(Optional.empty(), Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void every_key_is_read_from_the_file() throws IOException {
        assertEverythingSet(read(lines(EVERY_KEY), Map.of()));
    }

    @Test
    void every_key_is_read_from_the_environment() {
        var environment = EVERY_KEY.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> "BESEDKA_"
                                + entry.getKey().toUpperCase().replace('.', '_').replace('-', '_'),
                        Map.Entry::getValue));

        assertEverythingSet(Config.read(Optional.empty(), environment));
    }

    private static void assertEverythingSet(Config config) {
        assertThat(config.data()).isEqualTo(Path.of("/var/lib/besedka"));
        assertThat(config.http()).isEqualTo(new Config.Http("0.0.0.0", 9000, -1, 2));
        assertThat(config.publicUrl()).contains(URI.create("https://chat.example.com"));
        var database = config.external().orElseThrow();
        assertThat(database.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.com:5433/chat");
        assertThat(database.user()).isEqualTo("besedka");
        assertThat(database.password()).isEqualTo(new Secret("sesame"));
        assertThat(config.poolSize()).isEqualTo(20);
        assertThat(config.embedded()).isEqualTo(new Config.Embedded(256, 4096, Optional.of(Path.of("/opt/postgres"))));
        assertThat(config.turns()).isEqualTo(new Config.Turns(4, 1000));
        assertThat(config.secretKey()).contains(new Secret(KEY));
        assertThat(config.logs()).isEqualTo(Config.Logs.JSON);
        var allowed = List.of(AddressRange.parse("10.0.5.20"), AddressRange.parse("192.168.0.0/16"));
        assertThat(config.channels())
                .isEqualTo(new Config.Channels(Map.of("telegram", URI.create("http://127.0.0.1:8081")), allowed));
    }

    @Test
    void the_sample_is_readable_and_shows_the_defaults_of_every_key() throws IOException {
        var sample = Path.of("..", "besedka.conf.sample");

        var read = Config.read(Optional.of(sample), Map.of());
        assertThat(read.channels().allowed()).isEmpty();
        assertThat(read.channels().apis()).containsEntry("telegram", URI.create("https://api.telegram.org"));
        assertThat(read).usingRecursiveComparison().ignoringFields("channels").isEqualTo(DEFAULTS);
        assertThat(Files.readAllLines(sample).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> line.split("=", 2)[0].strip()))
                .containsExactlyInAnyOrderElementsOf(EVERY_KEY.keySet());
    }

    @Test
    void all_faults_are_told_at_once() {
        var faults = faultsOf("""
                http.port = eighty
                http.management-port = -2
                http.trust-proxy = perhaps
                http.trusted-proxies = 0
                http.public-url = ftp://chat.example.com
                database.url = mysql://db.example.com/chat
                database.pool-size = 1
                turns.flushers = 0
                secret.key = short
                logs.format = xml
                outbound.allowed = intranet
                telegram.api = http://127.0.0.1:8081
                """, Map.of("BESEDKA_TURNS_QEUE", "500"));

        assertThat(faults).hasSize(13);
        assertThat(String.join("\n", faults))
                .contains("http.port must be a whole number")
                .contains("http.management-port must be -1 to 65535")
                .contains("http.trust-proxy must be true or false")
                .contains("http.trusted-proxies must be 1 to 20")
                .contains("http.public-url must be an http or https URL")
                .contains("database.url must start with postgres:// or jdbc:postgresql://")
                .contains("database.pool-size must be 2 to 200")
                .contains("turns.flushers must be 1 to 32")
                .contains("secret.key must be 32 bytes in base64")
                .contains("logs.format must be one of text, json")
                .contains("outbound.allowed must be an address or a range such as 10.0.0.0/8")
                .contains("telegram.api is unknown", "did you mean telegram.api-url?")
                .contains("BESEDKA_TURNS_QEUE is unknown", "did you mean BESEDKA_TURNS_QUEUE?");
    }

    @Test
    void a_fault_never_quotes_a_password_or_a_key() {
        var faults = faultsOf("""
                database.url = postgres://besedka:sesame@db example com/chat
                secret.key = sesame-sesame
                """, Map.of());

        assertThat(faults).hasSize(2).noneMatch(fault -> fault.contains("sesame"));
    }

    private java.util.List<String> faultsOf(String text, Map<String, String> environment) {
        return catchThrowableOfType(BadConfig.class, () -> read(text, environment))
                .faults();
    }

    private Config read(String text, Map<String, String> environment) throws IOException {
        return Config.read(Optional.of(Files.writeString(folder.resolve("besedka.conf"), text)), environment);
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}
