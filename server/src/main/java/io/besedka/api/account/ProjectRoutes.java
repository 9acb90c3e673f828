package io.besedka.api.account;

import io.besedka.account.Accounts;
import io.besedka.account.Audit;
import io.besedka.account.Caller;
import io.besedka.account.Caller.MemberCaller;
import io.besedka.account.Role;
import io.besedka.account.SignedIn;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Projects and what was changed in them. */
final class ProjectRoutes {
    record ProjectRequest(String name, String timeZone, String locale) {}

    record AuditAnswer(List<Audit.Entry> entries) {}

    private final Accounts accounts;

    ProjectRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    Answer create(Exchange exchange, SignedIn user) throws IOException {
        var request = exchange.json(ProjectRequest.class);
        var created = accounts.projects().create(user, request.name, request.timeZone, request.locale);
        var view = ProjectView.of(created.project())
                .with(Set.of(Role.ADMINISTRATOR))
                .withMainKey(created.mainKey());
        return Answer.json(201, view).with("Cache-Control", "no-store");
    }

    Answer show(Exchange exchange, Caller caller) {
        var view = ProjectView.of(accounts.projects().get(caller.projectId()));
        return Answer.json(
                switch (caller) {
                    case MemberCaller member -> view.with(member.roles());
                    case Caller.KeyCaller _ -> view;
                });
    }

    Answer change(Exchange exchange, MemberCaller caller) throws IOException {
        var request = exchange.json(ProjectRequest.class);
        var changed = accounts.projects().change(caller, request.name, request.timeZone, request.locale);
        return Answer.json(ProjectView.of(changed).with(caller.roles()));
    }

    /** Newest first; {@code ?before=ID} goes on from the last one seen. */
    Answer audit(Exchange exchange, MemberCaller caller) {
        var before = exchange.queryNumber("before", Long.MAX_VALUE);
        return Answer.json(new AuditAnswer(accounts.audit().list(caller.projectId(), before)));
    }
}
