package io.besedka.api.account;

import static io.besedka.api.account.AccountServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignInTest {
    @RegisterExtension
    static final AccountServer server = new AccountServer();

    private long project;
    private Browser anna;

    @BeforeEach
    void a_member() {
        project = server.owner().makesProject("Flowers");
        anna = server.member(project, "OPERATOR");
    }

    @Test
    void a_user_signs_in_and_sees_themselves_and_their_projects() {
        var browser = server.anybody();

        var reply = browser.signIn(anna.email().toUpperCase(Locale.ROOT), PASSWORD);
        var me = browser.get("/v1/me");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(me.body().at("/user/email").asString()).isEqualTo(anna.email());
        assertThat(me.text("csrf")).isEqualTo(reply.text("csrf"));
        assertThat(me.body().at("/projects/0/id").asLong()).isEqualTo(project);
        assertThat(me.body().at("/projects/0/timeZone").asString()).isEqualTo("Europe/Moscow");
        assertThat(me.body().at("/projects/0/roles").toString()).isEqualTo("[\"OPERATOR\"]");
    }

    @Test
    void the_cookie_is_kept_from_scripts_and_other_sites_and_secure_over_https() {
        var body = Map.of("email", anna.email(), "password", PASSWORD);

        var plain = server.anybody().post("/v1/sign-in", body).header("Set-Cookie");
        var https = server.anybody()
                .with("X-Forwarded-Proto", "https")
                .post("/v1/sign-in", body)
                .header("Set-Cookie");

        assertThat(plain)
                .startsWith("besedka_session=")
                .contains("HttpOnly", "SameSite=Lax", "Max-Age=2592000", "Path=/");
        assertThat(plain).doesNotContain("Secure");
        assertThat(https).contains("Secure");
    }

    @Test
    void a_wrong_password_and_an_unknown_email_are_told_alike() {
        var wrong = server.anybody().signIn(anna.email(), "not the password");
        var unknown = server.anybody().signIn(server.newEmail(), PASSWORD);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("wrong_credentials");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.response().body()).isEqualTo(wrong.response().body());
    }

    @Test
    void a_disabled_user_is_let_in_no_more() {
        server.jdbi()
                .useHandle(
                        handle -> handle.execute("update users set disabled_at = now() where id = ?", anna.userId()));
        server.clock().advance(Duration.ofSeconds(11));

        assertThat(anna.get("/v1/me").status()).isEqualTo(401);
        assertThat(server.anybody().signIn(anna.email(), PASSWORD).code()).isEqualTo("wrong_credentials");
    }

    @Test
    void too_many_failures_for_an_email_shut_it_for_a_while_and_for_the_right_password_too() {
        for (var i = 0; i < 10; i++) {
            assertThat(server.anybody()
                            .signIn(anna.email(), "wrong password " + i)
                            .status())
                    .isEqualTo(401);
        }

        var refused = server.anybody().signIn(anna.email(), PASSWORD);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too_many_requests");
        assertThat(refused.header("Retry-After")).isEqualTo("900");

        server.clock().advance(Duration.ofSeconds(900));
        assertThat(server.anybody().signIn(anna.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void signing_in_rightly_is_not_counted() {
        for (var i = 0; i < 12; i++) {
            assertThat(server.anybody().signIn(anna.email(), PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void too_many_failures_from_one_address_shut_it_whatever_the_email() {
        var burglar = server.anybody().with("X-Forwarded-For", "2001:db8::1");
        for (var i = 0; i < 50; i++) {
            assertThat(burglar.signIn(server.newEmail(), "guess number " + i).status())
                    .isEqualTo(401);
        }

        var neighbour = server.anybody().with("X-Forwarded-For", "2001:db8::2");
        assertThat(neighbour.signIn(anna.email(), PASSWORD).status()).isEqualTo(429);
        assertThat(server.anybody().signIn(anna.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void nothing_is_changed_without_the_csrf_token_of_the_sign_in() {
        var other = server.anybody();
        var otherCsrf = other.signIn(anna.email(), PASSWORD).text("csrf");

        for (var forged : new Browser[] {anna.with("X-CSRF-Token", null), withCsrf(anna, otherCsrf)}) {
            assertThat(forged.get("/v1/me").status()).isEqualTo(200);
            var refused = forged.patch("/v1/me", Map.of("name", "Mallory"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("bad_csrf");
        }
        assertThat(anna.patch("/v1/me", Map.of("name", "Anna")).status()).isEqualTo(200);
    }

    private static Browser withCsrf(Browser browser, String csrf) {
        return browser.with("X-CSRF-Token", null).with("x-csrf-token", csrf);
    }

    @Test
    void another_sites_page_signs_nobody_in() {
        var lured = server.anybody().with("Sec-Fetch-Site", "cross-site");

        assertThat(lured.signIn(anna.email(), PASSWORD).code()).isEqualTo("cross_site");
    }

    @Test
    void signing_out_ends_this_sign_in_at_once_and_everywhere_ends_all() {
        var second = server.anybody();
        var third = server.anybody();
        second.signIn(anna.email(), PASSWORD);
        third.signIn(anna.email(), PASSWORD);
        assertThat(anna.get("/v1/me").status()).isEqualTo(200);

        assertThat(anna.post("/v1/sign-out", Map.of()).header("Set-Cookie")).contains("Max-Age=0");
        assertThat(anna.get("/v1/me").status()).isEqualTo(401);
        assertThat(third.get("/v1/me").status()).isEqualTo(200);

        assertThat(second.post("/v1/sign-out?everywhere=true", Map.of()).status())
                .isEqualTo(204);
        assertThat(third.get("/v1/me").status()).isEqualTo(401);
    }

    @Test
    void a_sign_in_lasts_thirty_days_from_its_last_use() {
        server.clock().advance(Duration.ofDays(29));
        assertThat(anna.get("/v1/me").header("Set-Cookie")).contains("Max-Age=2592000");
        server.clock().advance(Duration.ofDays(29));
        assertThat(anna.get("/v1/me").status()).isEqualTo(200);

        server.clock().advance(Duration.ofDays(30).plusSeconds(1));
        assertThat(anna.get("/v1/me").status()).isEqualTo(401);
        assertThat(server.owner().signIn("owner@example.com", PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void a_new_password_ends_the_other_sign_ins() {
        var other = server.anybody();
        other.signIn(anna.email(), PASSWORD);

        var wrong = anna.post("/v1/me/password", Map.of("old", "not the old one", "new", "a better password"));
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.code()).isEqualTo("wrong_password");
        var changed = anna.post("/v1/me/password", Map.of("old", PASSWORD, "new", "a better password"));

        assertThat(changed.status()).isEqualTo(204);
        assertThat(other.get("/v1/me").status()).isEqualTo(401);
        assertThat(anna.get("/v1/me").status()).isEqualTo(200);
        assertThat(server.anybody().signIn(anna.email(), PASSWORD).status()).isEqualTo(401);
        assertThat(server.anybody().signIn(anna.email(), "a better password").status())
                .isEqualTo(200);
    }

    @Test
    void neither_password_nor_token_nor_key_is_in_the_database() {
        var key = server.owner().makeProject("Secrets").text("mainKey");
        var token = anna.cookie().substring(anna.cookie().indexOf('=') + 1);

        var everything = server.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                select string_agg(t::text, ' ') from
                    (select u::text as t from users u union all select s::text from sign_ins s
                     union all select k::text from api_keys k union all select l::text from one_time_links l
                     union all select a::text from audit a) all_of_it
                """).mapTo(String.class).one());

        assertThat(everything).contains("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(PASSWORD, token, key);
        assertThat(everything).doesNotContain(hex(key), hex(token));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
