package io.besedka.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.besedka.platform.http.Problem;
import io.besedka.platform.secret.Tokens;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Argon2id, with OWASP's least figures (19 MiB, 2 passes): two at once, so 40 MiB however many sign in. */
final class Passwords {
    /** Of a password that nobody knows: what a stranger's is compared with. */
    static final String NOBODYS =
            "$argon2id$v=19$m=19456,t=2,p=1$hNYITxAIHGAcfyqb2zqYxg$DQt3Q+BxLxzPFQ81/greob2X5ySq2APMNxP3nSHT6gM";

    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 10;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    String hash(String password) {
        return inTurn(() -> argon2id()
                .hash(password.getBytes(UTF_8), Tokens.randomBytes(16))
                .getResult());
    }

    /** Takes equally long when there is no hash to compare with, so that the time does not tell who has an account. */
    boolean matches(String password, Optional<String> hash) {
        var against = hash.orElse(NOBODYS);
        var same = inTurn(() -> Argon2Function.getInstanceFromHash(against).check(password, against));
        return same && hash.isPresent();
    }

    /** The library keeps it, with its 19 MiB: so it is not asked for before somebody signs in. */
    private static Argon2Function argon2id() {
        return Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Problem.unavailable("too many people are signing in just now");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("the server is stopping");
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
