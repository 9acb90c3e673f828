package io.besedka.app;

import io.besedka.account.Accounts;
import io.besedka.account.Role;
import io.besedka.inbox.Members;
import io.besedka.platform.http.Exchange;
import java.util.function.BooleanSupplier;

/** The inbox's rights as the seed's roles give them. */
record InboxMembers(Accounts accounts) implements Members {
    @Override
    public Member require(Exchange exchange, long projectId, Right right) {
        var caller = accounts.access().member(exchange, projectId, anyOf(right));
        return new Member(caller.userId(), caller.name());
    }

    @Override
    public BooleanSupplier stillHas(Exchange exchange, long projectId, Right right) {
        return accounts.access().stillMember(exchange, projectId, anyOf(right));
    }

    private static Role[] anyOf(Right right) {
        return switch (right) {
            case READ -> new Role[] {Role.OPERATOR, Role.ANALYTICS};
            case ANSWER -> new Role[] {Role.OPERATOR};
            case BELONG -> new Role[0];
        };
    }

    @Override
    public boolean isOperator(long projectId, long userId) {
        return accounts.members().list(projectId).stream()
                .anyMatch(member -> member.userId() == userId && Role.OPERATOR.isAllowedTo(member.roles()));
    }
}
