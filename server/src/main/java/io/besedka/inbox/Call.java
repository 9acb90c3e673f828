package io.besedka.inbox;

import io.besedka.conversation.Address;
import io.besedka.conversation.Author;
import io.besedka.conversation.Content;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Part;
import io.besedka.face.Body;
import io.besedka.platform.http.Exchange;

/** A request that passed the access check. */
record Call(Exchange exchange, long projectId, Members.Member member) {
    private static final int PAGE_LIMIT = 100;

    /** Answers one call; what it throws the routes turn into problems. */
    @FunctionalInterface
    interface Action {
        io.besedka.platform.http.Answer act(Call call) throws Exception;
    }

    ConversationKey key() {
        return new ConversationKey(projectId, exchange.pathNumber("c"));
    }

    Address address() {
        return new Address.OfConversation(key());
    }

    long seq() {
        return exchange.pathNumber("seq");
    }

    Author author() {
        return member.keyId() == 0 ? Author.operator(member.userId()) : Author.api(member.keyId());
    }

    /**
     * The idempotency key of what is said: the body's {@code key}, else the header's. Programs' keys are each program's own: two of them
     * may count from one.
     */
    String saidOnce(Body body) {
        var header = exchange.header("Idempotency-Key");
        var key = body.json().has("key") || header == null ? body.key() : Body.clean(header);
        return member.keyId() == 0 ? key : ProgramKeys.of(member.keyId(), key);
    }

    /** The content as it will be kept: with a template it says what the template says. */
    Content worded(Content content, Rooms rooms) {
        if (content.first(Part.Template.class).isEmpty()) {
            return content;
        }
        return rooms.conversations()
                .one(key())
                .map(found ->
                        rooms.wording().worded(projectId, found.conversation().connectionId(), content))
                .orElse(content);
    }

    int limit() {
        long limit = exchange.queryNumber("limit", 50);
        if (limit < 1 || limit > PAGE_LIMIT) {
            throw io.besedka.platform.http.Problem.field("limit", "limit must be from 1 to " + PAGE_LIMIT);
        }
        return (int) limit;
    }
}
