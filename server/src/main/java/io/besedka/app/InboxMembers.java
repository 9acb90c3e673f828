package io.besedka.app;

import io.besedka.account.Accounts;
import io.besedka.account.Role;
import io.besedka.inbox.Members;
import io.besedka.platform.http.Exchange;

/** The inbox's rights as the seed's roles give them. */
record InboxMembers(Accounts accounts) implements Members {
    @Override
    public Member require(Exchange exchange, long projectId, Right right) {
        var access = accounts.access();
        var caller = switch (right) {
            case READ -> access.member(exchange, projectId, Role.OPERATOR, Role.ANALYTICS);
            case ANSWER -> access.member(exchange, projectId, Role.OPERATOR);
            case BELONG -> access.member(exchange, projectId);
        };
        return new Member(caller.userId(), caller.name());
    }

    @Override
    public boolean isOperator(long projectId, long userId) {
        return accounts.members().list(projectId).stream()
                .anyMatch(member -> member.userId() == userId && Role.OPERATOR.isAllowedTo(member.roles()));
    }
}
