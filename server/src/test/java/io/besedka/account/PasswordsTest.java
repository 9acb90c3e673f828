package io.besedka.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.types.Argon2;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void a_password_matches_its_own_hash_only() {
        var hash = Optional.of(passwords.hash("пароль 🙂 длинный"));

        assertThat(passwords.matches("пароль 🙂 длинный", hash)).isTrue();
        assertThat(passwords.matches("пароль 🙃 длинный", hash)).isFalse();
        assertThat(passwords.matches("пароль 🙂 длинный", Optional.empty())).isFalse();
    }

    @Test
    void the_same_password_is_hashed_differently_each_time() {
        assertThat(passwords.hash("the same password")).isNotEqualTo(passwords.hash("the same password"));
    }

    /** Else the time it takes would tell who has an account. */
    @Test
    void a_stranger_costs_as_much_as_a_member() {
        var figures = passwords.hash("any password").substring(0, "$argon2id$v=19$m=19456,t=2,p=1$".length());

        assertThat(Passwords.NOBODYS).startsWith(figures).hasSameSizeAs(passwords.hash("any password"));
    }

    /** So the figures can be raised later. */
    @Test
    void a_hash_with_other_figures_still_matches() {
        var weaker = com.password4j.Argon2Function.getInstance(8, 1, 1, 32, Argon2.ID)
                .hash("correct horse", "saltsaltsaltsalt")
                .getResult();

        assertThat(passwords.matches("correct horse", Optional.of(weaker))).isTrue();
    }

    @Test
    void many_at_once_are_all_answered_rightly() throws Exception {
        var hash = Optional.of(passwords.hash("password number 0"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < 12; i++) {
                var guess = "password number " + i % 3;
                answers.add(threads.submit(() -> passwords.matches(guess, hash)));
            }
            for (var i = 0; i < 12; i++) {
                assertThat(answers.get(i).get()).isEqualTo(i % 3 == 0);
            }
        }
    }
}
