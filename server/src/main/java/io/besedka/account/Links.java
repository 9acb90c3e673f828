package io.besedka.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import io.besedka.platform.secret.Tokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Links that let somebody choose a password, once: the newest one of a user is the only one that works. */
public final class Links {
    public enum Purpose {
        FIRST_ADMINISTRATOR(Duration.ofDays(7)),
        INVITATION(Duration.ofDays(7)),
        PASSWORD_RESET(Duration.ofDays(1));

        private final Duration lasts;

        Purpose(Duration lasts) {
            this.lasts = lasts;
        }

        static Purpose of(String word) {
            return Arrays.stream(values())
                    .filter(value -> Words.of(value).equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What the page behind a link greets with. No e-mail and name when the first administrator is to give them. */
    public record Greeting(String purpose, String email, String name) {}

    private static final String LOCALE_OF_THE_FIRST = "ru";

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Passwords passwords;
    private final SignIns signIns;

    Links(Jdbi jdbi, InstantSource clock, Passwords passwords, SignIns signIns) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.passwords = passwords;
        this.signIns = signIns;
    }

    /** A new link's token, when there are no users. Every call makes the former one worthless. */
    Optional<String> createFirstAdministrator() {
        return jdbi.inTransaction(tx -> {
            lockUsers(tx);
            if (!UserStore.isEmpty(tx)) {
                return Optional.empty();
            }
            LinkStore.voidFirstAdministrator(tx);
            return Optional.of(insert(tx, null, Purpose.FIRST_ADMINISTRATOR));
        });
    }

    String create(Handle tx, long userId, Purpose purpose) {
        LinkStore.voidAll(tx, userId);
        return insert(tx, userId, purpose);
    }

    private String insert(Handle tx, Long userId, Purpose purpose) {
        var token = Tokens.random();
        LinkStore.insert(tx, hash(token), userId, purpose, clock.instant().plus(purpose.lasts));
        return token;
    }

    public Greeting greet(String token) {
        return jdbi.withHandle(handle -> {
            var link = find(handle, token);
            var purpose = Words.of(link.purpose());
            if (link.userId() == null) {
                return new Greeting(purpose, null, null);
            }
            var user = UserStore.byId(handle, link.userId()).user();
            return new Greeting(purpose, user.email(), user.name());
        });
    }

    /**
     * Sets the password and signs in. A reset ends all other sign-ins and stops asking for codes: who lost the phone
     * gets in no other way.
     *
     * @param name null leaves it; the first administrator must give it
     * @param email only of the first administrator
     */
    public SignIns.Started use(Exchange exchange, String token, String password, String name, String email) {
        var link = jdbi.withHandle(handle -> find(handle, token));
        Words.password("password", password);
        var first = link.userId() == null;
        var newName = name == null && !first ? null : Words.name("name", name);
        var newEmail = first ? Words.email(email) : null;
        var passwordHash = passwords.hash(password);
        var started = jdbi.inTransaction(tx -> {
            if (!LinkStore.use(tx, hash(token), clock.instant())) {
                throw Problem.notFound("link");
            }
            var userId = first ? insertFirst(tx, newEmail, newName, passwordHash) : link.userId();
            settle(tx, userId, newName, passwordHash);
            return signIns.start(tx, exchange, userId);
        });
        signIns.rightsLeft(started.userId());
        return started;
    }

    private long insertFirst(Handle tx, String email, String name, String passwordHash) {
        lockUsers(tx);
        if (!UserStore.isEmpty(tx)) {
            throw Problem.notFound("link");
        }
        return UserStore.insert(tx, email, name, passwordHash, LOCALE_OF_THE_FIRST, clock.instant());
    }

    private void settle(Handle tx, long userId, String name, String passwordHash) {
        var user = UserStore.byId(tx, userId);
        if (user.disabled()) {
            throw Problem.notFound("link");
        }
        if (name != null) {
            UserStore.setProfile(tx, userId, name, user.user().locale());
        }
        UserStore.setPassword(tx, userId, passwordHash);
        UserStore.removeTotp(tx, userId);
        signIns.endOthers(tx, userId, Optional.empty());
    }

    private LinkStore.Link find(Handle handle, String token) {
        return LinkStore.find(handle, hash(token), clock.instant()).orElseThrow(() -> Problem.notFound("link"));
    }

    /** Two of them at once would both find no user. */
    private static void lockUsers(Handle tx) {
        tx.execute("lock table users in share row exclusive mode");
    }

    private static byte[] hash(String token) {
        return Tokens.sha256(token.getBytes(UTF_8));
    }
}
