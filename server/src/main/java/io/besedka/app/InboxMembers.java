package io.besedka.app;

import static io.besedka.account.Right.CHANGE_CLIENTS;
import static io.besedka.account.Right.READ_CLIENTS;

import io.besedka.account.Accounts;
import io.besedka.account.Caller.KeyCaller;
import io.besedka.account.Caller.MemberCaller;
import io.besedka.account.Role;
import io.besedka.inbox.Members;
import io.besedka.platform.http.Exchange;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The inbox's rights as roles and API keys give them. */
record InboxMembers(Accounts accounts) implements Members {
    @Override
    public Member require(Exchange exchange, long projectId, Right right) {
        var access = accounts.access();
        var caller = switch (right) {
            case READ, BELONG -> access.caller(exchange, projectId, anyOf(right), READ_CLIENTS);
            case ANSWER -> access.caller(exchange, projectId, anyOf(right), CHANGE_CLIENTS);
            case LISTEN, IN_PERSON ->
                access.member(exchange, projectId, anyOf(right).toArray(Role[]::new));
        };
        return switch (caller) {
            case MemberCaller member -> Member.person(member.userId(), member.name());
            case KeyCaller key -> Member.program(key.keyId());
        };
    }

    @Override
    public BooleanSupplier stillHas(Exchange exchange, long projectId, Right right) {
        return accounts.access().stillMember(exchange, projectId, anyOf(right).toArray(Role[]::new));
    }

    private static Set<Role> anyOf(Right right) {
        return switch (right) {
            case READ, LISTEN -> Set.of(Role.OPERATOR, Role.ANALYTICS);
            case ANSWER, IN_PERSON -> Set.of(Role.OPERATOR);
            case BELONG -> Set.of();
        };
    }

    @Override
    public boolean isOperator(long projectId, long userId) {
        return accounts.members().list(projectId).stream()
                .anyMatch(member -> member.userId() == userId && Role.OPERATOR.isAllowedTo(member.roles()));
    }
}
