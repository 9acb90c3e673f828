package io.besedka.api.client;

import io.besedka.account.Caller;
import io.besedka.conversation.Author;
import io.besedka.conversation.ConversationKey;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;

/** A request that passed the access check. */
record Call(Exchange exchange, Caller caller) {
    @FunctionalInterface
    interface Action {
        Answer act(Call call) throws Exception;
    }

    long projectId() {
        return caller.projectId();
    }

    ConversationKey client() {
        return new ConversationKey(projectId(), exchange.pathNumber("client"));
    }

    long contact() {
        return exchange.pathNumber("contact");
    }

    Author author() {
        return switch (caller) {
            case Caller.MemberCaller member -> Author.operator(member.userId());
            case Caller.KeyCaller key -> Author.api(key.keyId());
        };
    }
}
