package io.besedka.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.FileAddresses.Place;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.secret.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileAddressesTest {
    private final byte[] key = Tokens.randomBytes(32);
    private final MovableClock clock = MovableClock.at("2026-06-01T12:00:00Z");
    private final FileAddresses addresses =
            new FileAddresses(key, Optional.of(URI.create("https://chat.shop.example")), clock);

    private String token(long project, long file) {
        return addresses.of(project, file, "a.pdf").orElseThrow().getPath().split("/")[2];
    }

    @Test
    void an_address_opens_its_file_for_seven_days() {
        var address = addresses.of(3, 1_234_567, "a.pdf").orElseThrow();
        var token = token(3, 1_234_567);

        assertThat(address.toString())
                .startsWith("https://chat.shop.example/files/" + token + "/a.pdf")
                .hasSizeLessThan(200);
        assertThat(addresses.open(token)).contains(new Place(3, 1_234_567));
        clock.advance(FileAddresses.LIFE.minus(Duration.ofSeconds(1)));
        assertThat(addresses.open(token)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(addresses.open(token)).isEmpty();
    }

    @Test
    void the_signature_of_one_file_opens_no_other() {
        var signature = token(3, 5).replaceAll(".*\\.", "");
        var other = token(4, 5);

        assertThat(addresses.open(other.replaceAll("\\..*", "") + "." + signature))
                .isEmpty();
        assertThat(addresses.open(other)).contains(new Place(4, 5));
        var stranger = new FileAddresses(Tokens.randomBytes(32), Optional.empty(), clock);
        assertThat(stranger.open(other)).isEmpty();
    }

    @Test
    void a_token_with_any_letter_changed_opens_nothing() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var token = token(3, 5);
        for (int i = 0; i < 500; i++) {
            var altered = new StringBuilder(token);
            // The last letter of a signature holds two bits that decode to nothing, yet it is compared as it stands.
            altered.setCharAt(random.nextInt(token.length()), "abcXYZ019-_.é ".charAt(random.nextInt(14)));
            if (!altered.toString().equals(token)) {
                assertThat(addresses.open(altered.toString()))
                        .as("seed %d: %s", seed, altered)
                        .isEmpty();
            }
        }
        assertThat(addresses.open("")).isEmpty();
        assertThat(addresses.open(".")).isEmpty();
        assertThat(addresses.open("x".repeat(5_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "order 7.pdf, order_7.pdf",
        "каталог.PDF, file.pdf",
        "../../etc/passwd, passwd",
        "a?b#c%d.jpeg, a_b_c_d.jpeg",
        "'', file",
        ".htaccess, file.htaccess",
        "noending, noending"
    })
    void the_name_is_plain_and_keeps_its_ending(String name, String plain) {
        assertThat(addresses.of(3, 5, name).orElseThrow().getPath()).endsWith("/" + plain);
    }

    @Test
    void there_is_none_without_a_public_address() {
        assertThat(new FileAddresses(key, Optional.empty(), clock).of(3, 5, "a"))
                .isEmpty();
    }
}
