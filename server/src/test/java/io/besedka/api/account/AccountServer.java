package io.besedka.api.account;

import io.besedka.account.Accounts;
import io.besedka.account.Sealing;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.http.Routes;
import io.besedka.platform.http.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The account face on a server of its own: a database and a clock per test class, new people in each test. */
final class AccountServer implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    static final String PASSWORD = "correct horse battery";

    private final TestDatabase database = new TestDatabase();
    private final MovableClock clock = MovableClock.at("2026-01-01T00:00:00Z");
    private final AtomicInteger people = new AtomicInteger();
    private Accounts accounts;
    private Routes routes;
    private TestServer server;
    private Browser owner;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        database.beforeAll(context);
        accounts = accounts();
        routes = AccountRoutes.of(accounts);
        server = new TestServer(routes, AccessRoutes.of(accounts.access()));
        owner = anybody();
        owner.followLink(
                accounts.createFirstAdministrator().orElseThrow(),
                Map.of("password", PASSWORD, "name", "Owner", "email", "owner@example.com"));
        owner.makesProject("The first");
    }

    /** What earlier tests did wrong no longer counts against them. */
    @Override
    public void beforeEach(ExtensionContext context) {
        clock.advance(Duration.ofHours(1));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        server.close();
        database.afterAll(context);
    }

    /** Another process on the same database. */
    Accounts accounts() {
        return new Accounts(jdbi(), clock::now, new Inverting());
    }

    Routes routes() {
        return routes;
    }

    MovableClock clock() {
        return clock;
    }

    Jdbi jdbi() {
        return database.get().jdbi();
    }

    Accounts running() {
        return accounts;
    }

    String url() {
        return server.url();
    }

    /** The first administrator, signed in. */
    Browser owner() {
        return owner;
    }

    /** Somebody who is not signed in. */
    Browser anybody() {
        return new Browser(server.url());
    }

    /** A member with these roles, signed in. */
    Browser member(long project, String... roles) {
        var email = newEmail();
        var invited = owner.post(
                "/v1/projects/%d/members".formatted(project),
                Map.of("email", email, "name", "Person", "roles", List.of(roles)));
        var person = anybody();
        person.followLink(invited.text("token"), Map.of("password", PASSWORD));
        return person;
    }

    String newEmail() {
        return "person" + people.incrementAndGet() + "@example.com";
    }

    /** Enough to see that what is stored is not what was given. */
    private static final class Inverting implements Sealing {
        @Override
        public byte[] seal(byte[] open) {
            var sealed = open.clone();
            for (var i = 0; i < sealed.length; i++) {
                sealed[i] = (byte) ~sealed[i];
            }
            return sealed;
        }

        @Override
        public byte[] open(byte[] sealed) {
            return seal(sealed);
        }
    }
}
