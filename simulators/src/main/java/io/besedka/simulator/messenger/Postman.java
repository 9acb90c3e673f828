package io.besedka.simulator.messenger;

import io.besedka.simulator.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.node.ObjectNode;

/** How a provider posts an update: its request, what counts as taken, when it repeats. Called from many threads. */
public interface Postman {
    Terms terms();

    /** The bytes to post and to sign; a provider with a secret inside the body adds it here, to a copy. */
    default byte[] body(Hook hook, Update update) {
        return Json.bytes(update.json());
    }

    /** Adds headers: a signature over the body's bytes, a secret. The content type is JSON unless set here. */
    default void sign(Hook hook, byte[] body, HttpRequest.Builder request) {}

    /** The address to post to; {@code url} is already where the registered one is led. */
    default URI address(Hook hook, URI url, byte[] body) {
        return url;
    }

    /** Whether the answer acknowledges the update. */
    default boolean takes(Hook hook, HttpResponse<byte[]> answer) {
        return answer.statusCode() == 200;
    }

    /** An update was acknowledged: for answers that carry something. */
    default void taken(Hook hook, Update update, HttpResponse<byte[]> answer) {}

    /** The hook was removed because it failed for too long. */
    default void switchedOff(Hook hook) {}

    /** An update of a kind that nobody has heard of, in this provider's envelope. */
    ObjectNode unknownKind(Account account);
}
