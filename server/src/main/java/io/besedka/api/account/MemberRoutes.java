package io.besedka.api.account;

import io.besedka.account.Accounts;
import io.besedka.account.Caller.MemberCaller;
import io.besedka.account.Member;
import io.besedka.account.Role;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import java.io.IOException;
import java.util.List;

/** The team of a project. */
final class MemberRoutes {
    /** Where the web application meets whoever follows a one-time link. */
    private static final String LINK_PAGE = "/inbox/link/";

    record InviteRequest(String email, String name, List<String> roles) {}

    record RolesRequest(List<String> roles) {}

    record MemberView(long userId, String name, String email, List<Role> roles, boolean accepted) {
        static MemberView of(Member member) {
            return new MemberView(
                    member.userId(),
                    member.name(),
                    member.email(),
                    ProjectView.sorted(member.roles()),
                    member.accepted());
        }
    }

    record MembersAnswer(List<MemberView> members) {}

    /** @param link absent when the invited has a password already @param token the link's last part */
    record LinkAnswer(long userId, String link, String token) {}

    private final Accounts accounts;

    MemberRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    Answer list(Exchange exchange, MemberCaller caller) {
        var members = accounts.members().list(caller.projectId());
        return Answer.json(
                new MembersAnswer(members.stream().map(MemberView::of).toList()));
    }

    Answer invite(Exchange exchange, MemberCaller caller) throws IOException {
        var request = exchange.json(InviteRequest.class);
        var invited = accounts.members().invite(caller, request.email, request.name, Role.parse(request.roles));
        return link(201, exchange, invited.userId(), invited.linkToken().orElse(null));
    }

    Answer changeRoles(Exchange exchange, MemberCaller caller) throws IOException {
        var roles = Role.parse(exchange.json(RolesRequest.class).roles);
        return Answer.json(MemberView.of(accounts.members().changeRoles(caller, exchange.pathNumber("user"), roles)));
    }

    Answer remove(Exchange exchange, MemberCaller caller) {
        accounts.members().remove(caller, exchange.pathNumber("user"));
        return Answer.ok();
    }

    Answer resetPassword(Exchange exchange, MemberCaller caller) {
        var userId = exchange.pathNumber("user");
        return link(200, exchange, userId, accounts.members().resetPassword(caller, userId));
    }

    private static Answer link(int status, Exchange exchange, long userId, String token) {
        var link = token == null ? null : exchange.origin() + LINK_PAGE + token;
        return Answer.json(status, new LinkAnswer(userId, link, token)).with("Cache-Control", "no-store");
    }
}
