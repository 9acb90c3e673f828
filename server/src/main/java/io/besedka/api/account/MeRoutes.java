package io.besedka.api.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.besedka.account.Accounts;
import io.besedka.account.Role;
import io.besedka.account.SignIns;
import io.besedka.account.SignedIn;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What the signed-in user sees and changes of themselves. */
final class MeRoutes {
    record MeAnswer(UserView user, String csrf, List<ProjectView> projects) {}

    record MeRequest(String name, String locale) {}

    /** {@code new} is a word of Java's. */
    record PasswordRequest(String old, @JsonProperty("new") String wanted) {}

    record CodeRequest(String code) {}

    record TotpAnswer(String secret, String uri) {}

    private final Accounts accounts;

    MeRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Gives the cookie its full time again, as the sign-in itself has. */
    Answer show(Exchange exchange, SignedIn user) {
        var cookie = SignInRoutes.cookie(exchange, SignInRoutes.token(exchange), SignIns.LASTS);
        return answer(user).with("Set-Cookie", cookie);
    }

    Answer change(Exchange exchange, SignedIn user) throws IOException {
        var request = exchange.json(MeRequest.class);
        accounts.users().change(user.userId(), request.name, request.locale);
        return answer(user);
    }

    private Answer answer(SignedIn user) {
        var me = UserView.of(accounts.users().get(user.userId()));
        var projects = accounts.projects().ofUser(user.userId()).stream()
                .map(project -> ProjectView.of(project).with(rolesIn(user, project.id())))
                .toList();
        return Answer.json(new MeAnswer(me, user.csrf(), projects)).with("Cache-Control", "no-store");
    }

    private static Set<Role> rolesIn(SignedIn user, long projectId) {
        return user.roles().getOrDefault(projectId, Set.of());
    }

    Answer changePassword(Exchange exchange, SignedIn user) throws IOException {
        var request = exchange.json(PasswordRequest.class);
        accounts.users().changePassword(user.userId(), SignInRoutes.token(exchange), request.old, request.wanted);
        return Answer.ok();
    }

    Answer enrolTotp(Exchange exchange, SignedIn user) {
        var enrolment = accounts.users().enrolTotp(user.userId());
        return Answer.json(new TotpAnswer(enrolment.secret(), enrolment.uri())).with("Cache-Control", "no-store");
    }

    Answer confirmTotp(Exchange exchange, SignedIn user) throws IOException {
        accounts.users().confirmTotp(user.userId(), exchange.json(CodeRequest.class).code);
        return Answer.ok();
    }

    Answer disableTotp(Exchange exchange, SignedIn user) throws IOException {
        accounts.users().disableTotp(user.userId(), exchange.json(CodeRequest.class).code);
        return Answer.ok();
    }
}
