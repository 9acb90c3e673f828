package io.besedka.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.besedka.platform.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private enum Colour {
        RED,
        DARK_BLUE
    }

    @TempDir
    Path folder;

    @Test
    void every_kind_of_value_is_read() throws IOException {
        var settings = file("""
                # a comment
                http.port = 9000
                name = Flowers = joy # really
                wait=5m
                upload = 20MB
                home = https://shop.example/chat
                data = /var/lib/besedka
                open = yes
                key = hidden
                colour = dark-blue
                """);

        assertThat(settings.integer("http.port", 8080, 1, 65535)).isEqualTo(9000);
        assertThat(settings.text("name", "")).isEqualTo("Flowers = joy # really");
        assertThat(settings.duration("wait", Duration.ZERO, Duration.ZERO, Duration.ofHours(1)))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.size("upload", 0, 0, 1L << 30)).isEqualTo(20L << 20);
        assertThat(settings.url("home")).contains(URI.create("https://shop.example/chat"));
        assertThat(settings.path("data")).contains(Path.of("/var/lib/besedka"));
        assertThat(settings.flag("open", false)).isTrue();
        assertThat(settings.secret("key")).contains(new Secret("hidden"));
        assertThat(settings.choice("colour", Colour.RED)).isEqualTo(Colour.DARK_BLUE);
        settings.finish();
    }

    @Test
    void what_is_absent_or_empty_takes_its_default() throws IOException {
        var settings = file("http.port =\n");

        assertThat(settings.integer("http.port", 8080, 1, 65535)).isEqualTo(8080);
        assertThat(settings.text("name")).isEmpty();
        assertThat(settings.choice("colour", Colour.RED)).isEqualTo(Colour.RED);
        settings.finish();
    }

    @Test
    void the_environment_wins_over_the_file() throws IOException {
        var path = Files.writeString(folder.resolve("besedka.conf"), "database.pool-size = 5\n");
        var settings = Settings.read(path, Map.of("BESEDKA_DATABASE_POOL_SIZE", "7", "PATH", "/bin"));

        assertThat(settings.integer("database.pool-size", 1, 1, 100)).isEqualTo(7);
        settings.finish();
    }

    @Test
    void all_faults_are_told_together() throws IOException {
        var settings = file("""
                http.port = 70000
                wait = soon
                upload = 3GB
                home = ftp://shop.example
                open = perhaps
                colour = green
                threads = many
                nonsense
                htp.port = 1
                wait = 5s
                """);
        settings.integer("http.port", 8080, 1, 65535);
        settings.duration("wait", Duration.ZERO, Duration.ZERO, Duration.ofHours(1));
        settings.size("upload", 0, 1024, 1L << 30);
        settings.url("home");
        settings.flag("open", false);
        settings.choice("colour", Colour.RED);
        settings.integer("threads", 1, 1, 8);

        var refusal = catchThrowableOfType(BadConfig.class, settings::finish);

        assertThat(refusal.faults())
                .containsExactlyInAnyOrder(
                        "besedka.conf line 8 is not of the form key = value",
                        "wait is set twice (besedka.conf line 2 and besedka.conf line 10)",
                        "http.port must be 1 to 65535, was 70000 (besedka.conf line 1)",
                        "wait must be a time such as 250ms, 30s, 5m, 2h or 3d, was soon (besedka.conf line 2)",
                        "upload must be 1KB to 1GB, was 3GB (besedka.conf line 3)",
                        "home must be an http or https URL, was ftp://shop.example (besedka.conf line 4)",
                        "open must be true or false, was perhaps (besedka.conf line 5)",
                        "colour must be one of red, dark-blue, was green (besedka.conf line 6)",
                        "threads must be a whole number, was many (besedka.conf line 7)",
                        "htp.port is unknown (besedka.conf line 9), did you mean http.port?");
    }

    @Test
    void an_unknown_variable_is_refused_naming_the_nearest() {
        var settings = Settings.of(Map.of("BESEDKA_HTTP_PROT", "1"));
        settings.integer("http.port", 8080, 1, 65535);

        assertThatThrownBy(settings::finish).hasMessageContaining("did you mean BESEDKA_HTTP_PORT?");
    }

    @Test
    void a_file_that_cannot_be_read_is_a_fault_like_others() throws IOException {
        var latin = Files.write(folder.resolve("latin.conf"), new byte[] {'a', '=', (byte) 0xE9, '\n'});

        assertThatThrownBy(Settings.read(latin, Map.of())::finish).isInstanceOf(BadConfig.class);
        assertThatThrownBy(Settings.read(folder.resolve("missing.conf"), Map.of())::finish)
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("missing.conf");
    }

    @Test
    void faults_of_several_keys_are_the_callers_own() {
        var settings = Settings.of(Map.of());
        settings.fault("tls.key needs tls.certificate beside it");

        assertThatThrownBy(settings::finish).hasMessageContaining("tls.certificate beside it");
    }

    private Settings file(String text) throws IOException {
        return Settings.read(Files.writeString(folder.resolve("besedka.conf"), text), Map.of());
    }
}
