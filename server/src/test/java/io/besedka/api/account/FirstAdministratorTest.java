package io.besedka.api.account;

import static io.besedka.api.account.AccountServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.account.Accounts;
import io.besedka.account.Sealing;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.http.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FirstAdministratorTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Map<String, String> OWNER =
            Map.of("email", "Owner@Example.com", "name", "Owner", "password", PASSWORD);

    @Test
    void the_first_user_is_made_once_by_the_newest_link_and_makes_the_first_project() throws Exception {
        var clock = MovableClock.at("2026-01-01T00:00:00Z");
        var accounts = new Accounts(database.get().jdbi(), clock::now, new Unsealed());
        try (var server = new TestServer(AccountRoutes.of(accounts))) {
            var older = accounts.createFirstAdministrator().orElseThrow();
            var newer = accounts.createFirstAdministrator().orElseThrow();
            var owner = new Browser(server.url());

            assertThat(owner.followLink(older, OWNER).status()).isEqualTo(404);
            assertThat(owner.get("/v1/links/" + newer).body().toString())
                    .isEqualTo("{\"purpose\":\"first_administrator\"}");
            assertThat(owner.followLink(newer, Map.of("name", "Owner", "password", PASSWORD))
                            .field())
                    .isEqualTo("email");
            assertThat(owner.followLink(newer, OWNER).status()).isEqualTo(200);
            assertThat(owner.email()).isEqualTo("owner@example.com");
            assertThat(new Browser(server.url()).followLink(newer, OWNER).status())
                    .isEqualTo(404);
            assertThat(accounts.createFirstAdministrator()).isEmpty();

            assertThat(owner.makeProject("Flowers").body().get("roles").toString())
                    .isEqualTo("[\"ADMINISTRATOR\"]");
        }
    }

    private static final class Unsealed implements Sealing {
        @Override
        public byte[] seal(byte[] open) {
            return open;
        }

        @Override
        public byte[] open(byte[] sealed) {
            return sealed;
        }
    }
}
