package io.besedka.api.salebot;

import io.besedka.account.Caller.KeyCaller;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Author;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Input;
import io.besedka.conversation.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One call: who asks, with what parameters, and the rooms that do it. */
record Call(KeyCaller caller, Parameters parameters, SalebotFaces faces) {
    /** So many inputs are handed over at once, so that no call fills the turn's queue. */
    private static final int AT_ONCE = 500;
    /** The dialect has no keys by which a repetition would be known: each call is something new. */
    static final String NO_KEY = null;

    long project() {
        return caller.projectId();
    }

    Author author() {
        return Author.api(caller.keyId());
    }

    ConversationKey conversation(long client) {
        return new ConversationKey(project(), client);
    }

    Address address(long client) {
        return new Address.OfConversation(conversation(client));
    }

    Result take(Address address, Act act) {
        return Failed.taken(faces.turns().take(address, act));
    }

    /** In their order; each result stands at its input's place. */
    List<Result> takeAll(List<Input> inputs) {
        var results = new ArrayList<Result>(inputs.size());
        for (int from = 0; from < inputs.size(); from += AT_ONCE) {
            results.addAll(faces.turns().take(inputs.subList(from, Math.min(inputs.size(), from + AT_ONCE))));
        }
        return results;
    }

    /** The client named by {@code client_id}, who must exist. */
    long client() {
        return existing(Numbers.whole("client_id", parameters.needed("client_id")));
    }

    long existing(long client) {
        if (!faces.catalog().exists(project(), client)) {
            throw Failed.noClient();
        }
        return client;
    }

    Instant sendTime() {
        return SendTime.of(
                parameters, () -> faces.zone().apply(project()), faces.clock().now());
    }
}
