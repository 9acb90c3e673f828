package io.besedka.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
    private static final Secret KEY = new Secret(Base64.getEncoder().encodeToString(new byte[32]));
    private static final Secret OTHER_KEY = new Secret(Base64.getEncoder().encodeToString(Tokens.randomBytes(32)));
    private final SecretBox box = SecretBox.withKey(KEY);
    private final Secret token = new Secret("123:токен");

    @TempDir
    Path folder;

    @Test
    void a_secret_never_prints() {
        assertThat("%s %s".formatted(token, new Secret("x"))).isEqualTo("[secret] [secret]");
    }

    @Test
    void what_is_sealed_opens_again_and_looks_different_each_time() {
        var sealed = box.seal(token, "connection 7");

        assertThat(box.open(sealed, "connection 7")).isEqualTo(token);
        assertThat(box.seal(token, "connection 7")).isNotEqualTo(sealed);
        assertThat(new String(sealed, UTF_8)).doesNotContain("токен");
    }

    @Test
    void it_does_not_open_elsewhere_altered_or_with_another_key() {
        var sealed = box.seal(token, "connection 7");

        assertThatThrownBy(() -> box.open(sealed, "connection 8")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretBox.withKey(OTHER_KEY).open(sealed, "connection 7"))
                .hasMessageContaining("not configured");
        for (var at = 0; at < sealed.length; at++) {
            var altered = sealed.clone();
            altered[at] ^= 1;
            assertThatThrownBy(() -> box.open(altered, "connection 7"))
                    .as("byte %d", at)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> box.open(new byte[0], "connection 7")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_new_key_still_opens_what_the_former_one_sealed() {
        var sealed = box.seal(token, "here");
        var rotated = SecretBox.withKey(OTHER_KEY).alsoOpening(KEY);

        assertThat(rotated.open(sealed, "here")).isEqualTo(token);
        assertThatThrownBy(() -> box.open(rotated.seal(token, "here"), "here"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_key_file_is_made_once_and_for_its_owner_only() throws Exception {
        var file = folder.resolve("data/secret.key");
        var sealed = KeyFile.readOrCreate(file).seal(token, "here");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KeyFile.readOrCreate(file).open(sealed, "here")).isEqualTo(token);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_key_file_others_may_read_is_refused() throws Exception {
        var file = folder.resolve("secret.key");
        KeyFile.readOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> KeyFile.readOrCreate(file)).hasMessageContaining("chmod 600");
    }

    @Test
    void a_broken_key_file_is_refused_without_quoting_it() throws Exception {
        var file = folder.resolve("secret.key");
        KeyFile.readOrCreate(file);
        Files.writeString(file, "c2hvcnQ=");

        assertThatThrownBy(() -> KeyFile.readOrCreate(file))
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void tokens_are_long_url_safe_and_never_twice_the_same() {
        assertThat(Tokens.random()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(Tokens.random());
    }

    @Test
    void hashes_and_signatures_are_the_well_known_ones() {
        assertThat(Tokens.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        var signature = Tokens.sign("Jefe".getBytes(UTF_8), "what do ya want for nothing?".getBytes(UTF_8));
        assertThat(HexFormat.of().formatHex(signature))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(Tokens.isSigned("Jefe".getBytes(UTF_8), "what do ya want for nothing?".getBytes(UTF_8), signature))
                .isTrue();
        assertThat(Tokens.isSigned("Jefe".getBytes(UTF_8), "something else".getBytes(UTF_8), signature))
                .isFalse();
    }
}
