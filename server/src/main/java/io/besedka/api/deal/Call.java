package io.besedka.api.deal;

import io.besedka.account.Caller;
import io.besedka.conversation.Author;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import java.io.IOException;

/** A request that passed the access check. */
record Call(Exchange exchange, Caller caller) {
    private static final int PAGE_LIMIT = 100;

    @FunctionalInterface
    interface Action {
        Answer act(Call call) throws IOException;
    }

    long projectId() {
        return caller.projectId();
    }

    long id(String name) {
        return exchange.pathNumber(name);
    }

    Author author() {
        return switch (caller) {
            case Caller.MemberCaller member -> Author.operator(member.userId());
            case Caller.KeyCaller key -> Author.api(key.keyId());
        };
    }

    int limit() {
        return limit(1, 50);
    }

    int limit(int least, int otherwise) {
        long limit = exchange.queryNumber("limit", otherwise);
        if (limit < least || limit > PAGE_LIMIT) {
            throw Problem.field("limit", "limit must be from " + least + " to " + PAGE_LIMIT);
        }
        return (int) limit;
    }

    /** Where the last page of a list by number ended; 0 = from the beginning. */
    long before() {
        long before = exchange.queryNumber("after", 0);
        if (before < 0) {
            throw Problem.field("after", "after must be what the last page gave as next");
        }
        return before;
    }
}
