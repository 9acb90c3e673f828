package io.besedka.api.account;

import static io.besedka.account.Role.ADMINISTRATOR;
import static io.besedka.account.Role.SETTINGS;

import io.besedka.account.Access;
import io.besedka.account.Accounts;
import io.besedka.account.Caller;
import io.besedka.account.Caller.MemberCaller;
import io.besedka.account.Right;
import io.besedka.account.Role;
import io.besedka.account.SignedIn;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Handler;
import io.besedka.platform.http.Routes;
import java.util.Set;

/** Which address does what, and who may. */
public final class AccountRoutes {
    private static final String PROJECT = "/v1/projects/{project}";

    private final Access access;

    private AccountRoutes(Access access) {
        this.access = access;
    }

    public static Routes of(Accounts accounts) {
        return new AccountRoutes(accounts.access()).routes(accounts);
    }

    private Routes routes(Accounts accounts) {
        var signIns = new SignInRoutes(accounts);
        var me = new MeRoutes(accounts);
        var projects = new ProjectRoutes(accounts);
        var members = new MemberRoutes(accounts);
        var keys = new KeyRoutes(accounts);
        return new Routes()
                .post("/v1/sign-in", signIns::signIn)
                .post("/v1/sign-out", user(signIns::signOut))
                .get("/v1/links/{token}", signIns::greet)
                .post("/v1/links/{token}", signIns::useLink)
                .get("/v1/me", user(me::show))
                .patch("/v1/me", user(me::change))
                .post("/v1/me/password", user(me::changePassword))
                .post("/v1/me/totp", user(me::enrolTotp))
                .post("/v1/me/totp/confirm", user(me::confirmTotp))
                .delete("/v1/me/totp", user(me::disableTotp))
                .post("/v1/projects", user(projects::create))
                .get(PROJECT, memberOrKey(Right.READ_CLIENTS, projects::show))
                .patch(PROJECT, member(projects::change, SETTINGS))
                .get(PROJECT + "/members", member(members::list))
                .post(PROJECT + "/members", member(members::invite, SETTINGS))
                .patch(PROJECT + "/members/{user}", member(members::changeRoles, SETTINGS))
                .delete(PROJECT + "/members/{user}", member(members::remove))
                .post(PROJECT + "/members/{user}/password-reset", member(members::resetPassword, ADMINISTRATOR))
                .get(PROJECT + "/keys", member(keys::list, SETTINGS))
                .post(PROJECT + "/keys", member(keys::create, SETTINGS))
                .post(PROJECT + "/keys/{key}/main", member(keys::makeMain, SETTINGS))
                .delete(PROJECT + "/keys/{key}", member(keys::revoke, SETTINGS))
                .get(PROJECT + "/audit", member(projects::audit, SETTINGS));
    }

    interface ForUser {
        Answer handle(Exchange exchange, SignedIn user) throws Exception;
    }

    interface ForMember {
        Answer handle(Exchange exchange, MemberCaller caller) throws Exception;
    }

    interface ForCaller {
        Answer handle(Exchange exchange, Caller caller) throws Exception;
    }

    private Handler user(ForUser handler) {
        return exchange -> handler.handle(exchange, access.user(exchange));
    }

    /** For members with one of the roles; for all of them when none is named. */
    private Handler member(ForMember handler, Role... anyOf) {
        return exchange -> handler.handle(exchange, access.member(exchange, exchange.pathNumber("project"), anyOf));
    }

    private Handler memberOrKey(Right right, ForCaller handler) {
        return exchange ->
                handler.handle(exchange, access.caller(exchange, exchange.pathNumber("project"), Set.of(), right));
    }
}
