package io.besedka.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import io.besedka.platform.secret.Tokens;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Signing in and out, and who is signed in. A sign-in ends 30 days after it was last used. */
public final class SignIns {
    public static final Duration LASTS = Duration.ofDays(30);
    static final int FAILURES_PER_EMAIL = 10;
    static final int FAILURES_PER_ADDRESS = 50;
    private static final Duration FAILURES_COUNT_FOR = Duration.ofMinutes(15);
    private static final Duration SEEN_EVERY = Duration.ofHours(1);

    /** @param token the cookie's value, known to nobody but its holder from now on */
    public record Started(long userId, String token, String csrf) {
        @Override
        public String toString() {
            return "Started[userId=" + userId + "]";
        }
    }

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Passwords passwords;
    private final SecondFactor secondFactor;
    private final Attempts byEmail;
    private final Attempts byAddress;
    private final Recent<ByteBuffer, SignedIn> recent;
    private final List<LongConsumer> watchers = new CopyOnWriteArrayList<>();

    SignIns(Jdbi jdbi, InstantSource clock, Passwords passwords, SecondFactor secondFactor) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.passwords = passwords;
        this.secondFactor = secondFactor;
        byEmail = new Attempts(clock, FAILURES_PER_EMAIL, FAILURES_COUNT_FOR);
        byAddress = new Attempts(clock, FAILURES_PER_ADDRESS, FAILURES_COUNT_FOR);
        recent = new Recent<>(clock);
    }

    /**
     * @param code of the authenticator app, or null
     * @throws Problem 401 {@code wrong_credentials}, {@code totp_required}, {@code wrong_totp}; 429
     */
    public Started signIn(Exchange exchange, String email, String password, String code) {
        var visitor = Visitor.of(exchange);
        var key = Words.email(email);
        Words.required("password", password);
        byAddress.take(visitor.network());
        byEmail.take(key);
        var user = authenticate(key, password, code);
        byEmail.forget(key);
        byAddress.giveBack(visitor.network());
        return jdbi.inTransaction(tx -> start(tx, exchange, user.id()));
    }

    private User authenticate(String email, String password, String code) {
        var found = jdbi.withHandle(handle -> UserStore.byEmail(handle, email));
        var hash = found.filter(user -> !user.disabled()).map(UserStore.Credentials::passwordHash);
        if (password.length() > Words.PASSWORD_MOST * 2 || !passwords.matches(password, hash)) {
            throw Problem.of(401, "wrong_credentials", "the e-mail or the password is wrong");
        }
        var credentials = found.orElseThrow();
        if (credentials.user().totp()) {
            demandSecondFactor(credentials, code);
        }
        return credentials.user();
    }

    private void demandSecondFactor(UserStore.Credentials credentials, String code) {
        if (code == null || code.isBlank()) {
            throw Problem.of(401, "totp_required", "the code of the authenticator app is needed");
        }
        if (!secondFactor.accepts(credentials, code)) {
            throw Problem.of(401, "wrong_totp", "the code is wrong or was used before");
        }
    }

    /** Whether it is this user's password; wrong ones are counted as failures to sign in. */
    void demandPassword(UserStore.Credentials credentials, String password) {
        var email = credentials.user().email();
        byEmail.take(email);
        if (!passwords.matches(Words.required("old", password), Optional.ofNullable(credentials.passwordHash()))) {
            throw Problem.of(403, "wrong_password", "the password is wrong");
        }
        byEmail.giveBack(email);
    }

    /** The same for a code; counted apart from passwords would double what can be guessed. */
    void demandCode(UserStore.Credentials credentials, String code) {
        var email = credentials.user().email();
        byEmail.take(email);
        if (!secondFactor.accepts(credentials, code)) {
            throw Problem.of(403, "wrong_totp", "the code is wrong or was used before");
        }
        byEmail.giveBack(email);
    }

    /** Signs a user in who has proved otherwise who they are. */
    Started start(Handle tx, Exchange exchange, long userId) {
        var now = clock.instant();
        var started = new Started(userId, Tokens.random(), Tokens.random());
        SignInStore.insert(tx, hash(started.token), userId, started.csrf, Visitor.of(exchange), now, now.plus(LASTS));
        return started;
    }

    /** Who holds this token; empty when it is unknown, over or its user disabled. */
    Optional<SignedIn> find(String token) {
        var hash = hash(token);
        return recent.get(ByteBuffer.wrap(hash), () -> read(hash));
    }

    private Optional<SignedIn> read(byte[] hash) {
        var now = clock.instant();
        return jdbi.withHandle(handle -> {
            var found = SignInStore.find(handle, hash, now);
            if (found.isPresent() && found.get().lastSeenAt().plus(SEEN_EVERY).isBefore(now)) {
                SignInStore.prolong(handle, hash, now, now.plus(LASTS));
            }
            return found.map(SignInStore.Found::signedIn);
        });
    }

    public void signOut(long userId, String token) {
        jdbi.useHandle(handle -> SignInStore.delete(handle, hash(token)));
        rightsLeft(userId);
    }

    public void signOutEverywhere(long userId) {
        jdbi.useHandle(handle -> endOthers(handle, userId, Optional.empty()));
        rightsLeft(userId);
    }

    /**
     * Whoever keeps something open for a user is told to ask {@link Access} again: a sign-in of this user has ended, or a role was taken
     * away. Told on the thread that did it, after the commit; what another process does, nobody is told.
     *
     * @param watcher takes the user's id and must not throw
     */
    public void watch(LongConsumer watcher) {
        watchers.add(watcher);
    }

    /** Call after the commit of what may have taken a right from the user. */
    void rightsLeft(long userId) {
        forgetRecent();
        watchers.forEach(watcher -> watcher.accept(userId));
    }

    /** Ends all of a user's sign-ins but the given one. {@link #rightsLeft} is due after the commit. */
    void endOthers(Handle tx, long userId, Optional<String> token) {
        SignInStore.deleteOthers(tx, userId, token.map(SignIns::hash).orElse(new byte[0]));
    }

    void forgetRecent() {
        recent.forgetAll();
    }

    private static byte[] hash(String token) {
        return Tokens.sha256(token.getBytes(UTF_8));
    }
}
