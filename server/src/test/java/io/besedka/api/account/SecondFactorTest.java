package io.besedka.api.account;

import static io.besedka.api.account.AccountServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.json.Json;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SecondFactorTest {
    @RegisterExtension
    static final AccountServer server = new AccountServer();

    private Browser anna;

    @BeforeEach
    void a_member() {
        anna = server.member(server.owner().makesProject("Flowers"), "OPERATOR");
    }

    @Test
    void a_confirmed_app_is_asked_for_when_signing_in() throws Exception {
        var secret = enrol();

        var without = server.anybody().signIn(anna.email(), PASSWORD);
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.code()).isEqualTo("totp_required");
        assertThat(server.anybody().signIn(anna.email(), PASSWORD, "000000x").code())
                .isEqualTo("wrong_totp");
        assertThat(server.anybody()
                        .signIn(anna.email(), "wrong password", code(secret, 0))
                        .code())
                .isEqualTo("wrong_credentials");
        assertThat(server.anybody()
                        .signIn(anna.email(), PASSWORD, code(secret, 0))
                        .status())
                .isEqualTo(200);
        assertThat(anna.get("/v1/me").body().at("/user/totp").asBoolean()).isTrue();
    }

    @Test
    void a_code_is_taken_once_and_an_older_one_not_after_it() throws Exception {
        var secret = enrol();
        var code = code(secret, 0);
        assertThat(server.anybody().signIn(anna.email(), PASSWORD, code).status())
                .isEqualTo(200);

        assertThat(server.anybody().signIn(anna.email(), PASSWORD, code).code()).isEqualTo("wrong_totp");
        assertThat(server.anybody()
                        .signIn(anna.email(), PASSWORD, code(secret, -1))
                        .code())
                .isEqualTo("wrong_totp");
        assertThat(server.anybody()
                        .signIn(anna.email(), PASSWORD, code(secret, 1))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void many_at_once_use_a_code_once() throws Exception {
        var secret = enrol();
        var code = code(secret, 0);
        Callable<Integer> attempt =
                () -> server.anybody().signIn(anna.email(), PASSWORD, code).status();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var future : threads.invokeAll(Collections.nCopies(6, attempt))) {
                statuses.add(future.get());
            }
            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 401);
        }
    }

    @Test
    void a_clock_may_be_one_step_off_but_not_two() throws Exception {
        var secret = enrol();
        server.clock().advance(Duration.ofMinutes(5));

        assertThat(server.anybody()
                        .signIn(anna.email(), PASSWORD, code(secret, -2))
                        .code())
                .isEqualTo("wrong_totp");
        assertThat(server.anybody()
                        .signIn(anna.email(), PASSWORD, code(secret, 2))
                        .code())
                .isEqualTo("wrong_totp");
        assertThat(server.anybody()
                        .signIn(anna.email(), PASSWORD, code(secret, -1))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_app_that_was_not_confirmed_is_not_asked_for() {
        anna.post("/v1/me/totp", Map.of());

        var wrong = anna.post("/v1/me/totp/confirm", Map.of("code", "12345"));

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.code()).isEqualTo("wrong_totp");
        assertThat(server.anybody().signIn(anna.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void only_a_code_disables_it_and_a_stolen_session_cannot_replace_the_app() throws Exception {
        var secret = enrol();

        assertThat(anna.post("/v1/me/totp", Map.of()).code()).isEqualTo("totp_enabled");
        assertThat(disable("nonsense").code()).isEqualTo("wrong_totp");
        assertThat(disable(code(secret, 0)).status()).isEqualTo(204);
        assertThat(disable(code(secret, 1)).code()).isEqualTo("totp_disabled");
        assertThat(server.anybody().signIn(anna.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void codes_cannot_be_guessed_by_trying_them_all() throws Exception {
        enrol();
        for (var i = 0; i < 10; i++) {
            assertThat(server.anybody()
                            .signIn(anna.email(), PASSWORD, "%05d".formatted(i))
                            .status())
                    .isEqualTo(401);
        }

        assertThat(server.anybody().signIn(anna.email(), PASSWORD, "99999").status())
                .isEqualTo(429);
        assertThat(disable("99999").status()).isEqualTo(429);
    }

    @Test
    void the_offer_can_be_read_by_an_authenticator_app() {
        var offer = anna.post("/v1/me/totp", Map.of());

        assertThat(offer.text("secret")).matches("[A-Z2-7]{32}");
        assertThat(offer.text("uri"))
                .startsWith("otpauth://totp/Besedka:" + anna.email().replace("@", "%40"))
                .contains("secret=" + offer.text("secret"), "issuer=Besedka");
    }

    private Browser.Reply disable(String code) {
        return anna.send("DELETE", "/v1/me/totp", Json.write(Map.of("code", code)));
    }

    /** Confirmed with the code of the step before, so that the current one is unused. */
    private byte[] enrol() throws Exception {
        var secret = base32(anna.post("/v1/me/totp", Map.of()).text("secret"));
        assertThat(anna.post("/v1/me/totp/confirm", Map.of("code", code(secret, -1)))
                        .status())
                .isEqualTo(204);
        return secret;
    }

    /** An authenticator app, written from RFC 6238 apart from ours. */
    private static String code(byte[] secret, int stepsAway) throws Exception {
        var step = server.clock().now().getEpochSecond() / 30 + stepsAway;
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, "RAW"));
        var hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
        var at = hash[hash.length - 1] & 15;
        var number =
                (hash[at] & 127) << 24 | (hash[at + 1] & 255) << 16 | (hash[at + 2] & 255) << 8 | hash[at + 3] & 255;
        return String.format("%06d", number % 1000000);
    }

    private static byte[] base32(String text) {
        var number = BigInteger.ZERO;
        for (var letter : text.toCharArray()) {
            var digit = letter >= 'A' ? letter - 'A' : letter - '2' + 26;
            number = number.shiftLeft(5).or(BigInteger.valueOf(digit));
        }
        var bytes = new byte[20];
        for (var i = 19; i >= 0; i--, number = number.shiftRight(8)) {
            bytes[i] = number.byteValue();
        }
        return bytes;
    }
}
