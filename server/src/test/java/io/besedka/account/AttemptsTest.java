package io.besedka.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.http.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final MovableClock clock = MovableClock.at("2026-01-01T00:00:00Z");
    private final Attempts attempts = new Attempts(clock::now, 3, Duration.ofMinutes(10));

    @Test
    void the_time_slides() {
        attempts.take("anna");
        clock.advance(Duration.ofMinutes(6));
        attempts.take("anna");
        attempts.take("anna");

        assertThat(refusal("anna").headers()).containsEntry("Retry-After", "240");
        clock.advance(Duration.ofSeconds(239));
        assertThat(refusal("anna").headers()).containsEntry("Retry-After", "1");
        clock.advance(Duration.ofSeconds(1));
        attempts.take("anna");
        assertThat(refusal("anna").headers()).containsEntry("Retry-After", "360");
    }

    @Test
    void one_does_not_pay_for_another() {
        for (var i = 0; i < 3; i++) {
            attempts.take("anna");
        }

        assertThatCode(() -> attempts.take("boris")).doesNotThrowAnyException();
        assertThat(refusal("anna").status()).isEqualTo(429);
    }

    @Test
    void a_good_attempt_is_given_back() {
        for (var i = 0; i < 10; i++) {
            attempts.take("anna");
            attempts.giveBack("anna");
        }

        assertThatCode(() -> attempts.take("anna")).doesNotThrowAnyException();
    }

    private Problem refusal(String key) {
        return catchThrowableOfType(Problem.class, () -> attempts.take(key));
    }
}
