package io.besedka.api.account;

import io.besedka.account.Access;
import io.besedka.account.Accounts;
import io.besedka.account.SignIns;
import io.besedka.account.SignedIn;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import java.io.IOException;
import java.time.Duration;

/** Coming in, by password or by link, and going out. */
final class SignInRoutes {
    record SignInRequest(String email, String password, String totp) {}

    /** @param email only the first administrator gives one */
    record LinkRequest(String password, String name, String email) {}

    record SignInAnswer(UserView user, String csrf) {}

    private final Accounts accounts;

    SignInRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    Answer signIn(Exchange exchange) throws IOException {
        refuseOtherSites(exchange);
        var request = exchange.json(SignInRequest.class);
        return started(exchange, accounts.signIns().signIn(exchange, request.email, request.password, request.totp));
    }

    /** {@code ?everywhere=true} ends all of the user's sign-ins. */
    Answer signOut(Exchange exchange, SignedIn user) {
        if (exchange.query("everywhere").filter("true"::equals).isPresent()) {
            accounts.signIns().signOutEverywhere(user.userId());
        } else {
            accounts.signIns().signOut(user.userId(), token(exchange));
        }
        return Answer.ok().with("Set-Cookie", cookie(exchange, "", Duration.ZERO));
    }

    Answer greet(Exchange exchange) {
        return Answer.json(accounts.links().greet(exchange.path("token"))).with("Cache-Control", "no-store");
    }

    Answer useLink(Exchange exchange) throws IOException {
        refuseOtherSites(exchange);
        var request = exchange.json(LinkRequest.class);
        return started(
                exchange,
                accounts.links().use(exchange, exchange.path("token"), request.password, request.name, request.email));
    }

    private Answer started(Exchange exchange, SignIns.Started started) {
        var user = UserView.of(accounts.users().get(started.userId()));
        return Answer.json(new SignInAnswer(user, started.csrf()))
                .with("Set-Cookie", cookie(exchange, started.token(), SignIns.LASTS))
                .with("Cache-Control", "no-store");
    }

    /** Before signing in there is no CSRF token yet; browsers say whose page is asking. */
    private static void refuseOtherSites(Exchange exchange) {
        if ("cross-site".equals(exchange.header("Sec-Fetch-Site"))) {
            throw Problem.of(403, "cross_site", "another site's page may not sign its visitors in here");
        }
    }

    static String token(Exchange exchange) {
        return exchange.cookie(Access.COOKIE).orElseThrow();
    }

    static String cookie(Exchange exchange, String token, Duration lasts) {
        var secure = exchange.origin().startsWith("https:") ? "; Secure" : "";
        return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                .formatted(Access.COOKIE, token, lasts.toSeconds(), secure);
    }
}
