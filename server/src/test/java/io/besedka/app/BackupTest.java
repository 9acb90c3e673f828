package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A real installation on its own database: backed up, destroyed, put back. */
@Timeout(180)
class BackupTest {
    private static final byte[] PHOTO =
            "not a photo, but bytes all the same".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    private Path data;
    private Path backup;
    private Shop shop;

    @BeforeEach
    void open_the_shop() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = folder.resolve("data");
        backup = folder.resolve("backups/monday");
        shop = new Shop(data);
    }

    @AfterEach
    void close_the_shop() throws Exception {
        shop.close();
        delete(folder);
    }

    @Test
    void messages_files_and_secrets_come_back_from_a_backup_taken_while_customers_write() throws Exception {
        var secret = shop.connectTelegram();
        var visitor = visitor();
        long file = Json.MAPPER
                .readTree(
                        shop.upload(shop.inProject("/files"), PHOTO, "rose.txt").body())
                .get("fileId")
                .asLong();
        say(visitor, "first");
        var open = new AtomicBoolean(true);
        var written = new ArrayList<String>();
        var customer = Thread.ofVirtual().start(() -> sayOn(visitor, open, written));

        var taken = Backup.take(shop.config(), backup);

        open.set(false);
        customer.join();
        say(visitor, "too late for the backup");
        shop.stop();
        delete(data);
        assertThat(Backup.restore(shop.config(), backup)).isEqualTo(taken);
        shop.start();

        var texts = shop.texts();
        assertThat(texts)
                .startsWith("first")
                .doesNotContain("too late for the backup")
                .hasSize((int) taken.messages());
        assertThat(texts.subList(1, texts.size())).isEqualTo(written.subList(0, texts.size() - 1));
        assertThat(shop.download(shop.inProject("/files/" + file)).body()).isEqualTo(PHOTO);
        assertThat(shop.get(shop.inProject("/connections/" + secret.get("id").asLong()))
                        .get("webhookSecret"))
                .isEqualTo(secret.get("webhookSecret"));
        assertThat(taken.connections()).isEqualTo(2);
        assertThat(taken.files()).isEqualTo(1);
        say(visitor, "and it goes on");
    }

    @Test
    void a_stopped_server_is_backed_up_as_well() throws Exception {
        say(visitor(), "first");
        shop.stop();

        assertThat(Backup.take(shop.config(), backup).messages()).isEqualTo(1);

        delete(data);
        Backup.restore(shop.config(), backup);
        shop.start();
        assertThat(shop.texts()).containsExactly("first");
    }

    @Test
    void nothing_is_overwritten() throws Exception {
        Backup.take(shop.config(), backup);

        assertThatThrownBy(() -> Backup.take(shop.config(), backup))
                .isInstanceOf(Backup.Failed.class)
                .hasMessageContaining("exists already");
        assertThatThrownBy(() -> Backup.restore(shop.config(), backup))
                .isInstanceOf(Backup.Failed.class)
                .hasMessageContaining("move the old data folder aside");
    }

    @Test
    void a_backup_with_another_key_or_a_lost_file_is_refused() throws Exception {
        shop.connectTelegram();
        shop.upload(shop.inProject("/files"), PHOTO, "rose.txt");
        Backup.take(shop.config(), backup);
        shop.stop();
        delete(data);
        var key = Files.readString(backup.resolve("secret.key"));

        Files.writeString(
                backup.resolve("secret.key"), java.util.Base64.getEncoder().encodeToString(new byte[32]));
        assertThatThrownBy(() -> Backup.restore(shop.config(), backup))
                .isInstanceOf(Backup.Failed.class)
                .hasMessageContaining("key");

        delete(data);
        Files.writeString(backup.resolve("secret.key"), key);
        delete(backup.resolve("files"));
        assertThatThrownBy(() -> Backup.restore(shop.config(), backup))
                .isInstanceOf(Backup.Failed.class)
                .hasMessageContaining("1 of 1 files are missing");
    }

    private record Visitor(String key, String token) {}

    private Visitor visitor() throws Exception {
        var key = shop.post(shop.inProject("/connections"), Map.of("channel", "widget", "name", "Site"))
                .get("key")
                .asString();
        return new Visitor(
                key,
                shop.post("/widget/v1/" + key + "/visitors", Map.of())
                        .get("token")
                        .asString());
    }

    private void say(Visitor visitor, String text) throws Exception {
        var said = Map.of("key", text, "content", Map.of("text", text));
        var answer = shop.asVisitor(visitor.token, "POST", "/widget/v1/" + visitor.key + "/messages", said);
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    /** As much as a visitor may say in a minute, less what else the test says. */
    private void sayOn(Visitor visitor, AtomicBoolean open, List<String> written) {
        for (int i = 0; i < 25 && open.get(); i++) {
            try {
                say(visitor, "message " + i);
                written.add("message " + i);
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
