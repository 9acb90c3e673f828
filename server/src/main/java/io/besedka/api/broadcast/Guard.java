package io.besedka.api.broadcast;

import io.besedka.account.Access;
import io.besedka.account.Caller;
import io.besedka.account.Right;
import io.besedka.account.Role;
import io.besedka.broadcast.BroadcastRefused;
import io.besedka.conversation.Author;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Handler;
import io.besedka.platform.http.Problem;
import java.util.Set;

/** The right each route needs, and the room's refusals as HTTP says them. */
final class Guard {
    static final String PROJECT = "/v1/projects/{project}";
    private static final int PAGE_LIMIT = 100;

    /** What a route needs of its caller. */
    enum Need {
        /** To see lists and broadcasts. */
        SEE(Set.of(Role.OPERATOR, Role.ANALYTICS, Role.SETTINGS), Right.READ_CLIENTS),
        /** To work with clients: put them into lists, take them off broadcasts. */
        WORK(Set.of(Role.OPERATOR, Role.SETTINGS), Right.CHANGE_CLIENTS),
        /** To make lists and to send broadcasts. */
        SEND(Set.of(Role.SETTINGS), Right.CHANGE_CLIENTS);

        private final Set<Role> roles;
        private final Right right;

        Need(Set<Role> roles, Right right) {
            this.roles = roles;
            this.right = right;
        }
    }

    /** A request that passed the access check. */
    record Call(Exchange exchange, Caller caller) {
        long project() {
            return caller.projectId();
        }

        long number(String name) {
            return exchange.pathNumber(name);
        }

        /** Who acts. */
        Author author() {
            return switch (caller) {
                case Caller.MemberCaller member -> Author.operator(member.userId());
                case Caller.KeyCaller key -> Author.api(key.keyId());
            };
        }

        /** The request's idempotency key; null when it has none. */
        String once() {
            return exchange.header("Idempotency-Key");
        }

        int limit() {
            long limit = exchange.queryNumber("limit", 50);
            if (limit < 1 || limit > PAGE_LIMIT) {
                throw Problem.field("limit", "limit must be from 1 to " + PAGE_LIMIT);
            }
            return (int) limit;
        }
    }

    @FunctionalInterface
    interface Action {
        Answer act(Call call) throws Exception;
    }

    private final Access access;

    Guard(Access access) {
        this.access = access;
    }

    Handler needs(Need need, Action action) {
        return Refusals.guard(exchange -> {
            var caller = access.caller(exchange, exchange.pathNumber("project"), need.roles, need.right);
            try {
                return action.act(new Call(exchange, caller));
            } catch (BroadcastRefused refused) {
                throw problem(refused);
            }
        });
    }

    private static Problem problem(BroadcastRefused refused) {
        var code = refused.reason().name().toLowerCase(java.util.Locale.ROOT);
        return switch (refused.reason()) {
            case NO_SUCH_LIST, NO_SUCH_BROADCAST, NO_SUCH_CONNECTION -> Problem.of(404, code, refused.getMessage());
            case NOT_BY_HAND, WRONG_STATE -> Problem.conflict(code, refused.getMessage());
            case OVER_LIMIT, EMPTY -> Problem.of(422, code, refused.getMessage());
            case KEY_REUSED -> Problem.of(422, "idempotency_key_reused", refused.getMessage());
            case INVALID -> Problem.unprocessable(refused.field(), refused.getMessage());
        };
    }
}
