package io.besedka.channel.viber;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.channel.HandedOut;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.Outcome.Answered;
import io.besedka.platform.outbound.ProviderHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of the Bot API. Viber answers 200 to nearly everything and says in the body how it went. */
final class ViberApi {
    /** During {@code set_webhook} Viber calls us and waits for our answer. */
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private static final Duration DOWNLOAD_WITHIN = Duration.ofMinutes(3);
    private static final long DOWNLOAD_LIMIT = 200L << 20;

    /** What came of a call. No text in it holds the token. */
    sealed interface Reply {
        record Done(JsonNode answer) implements Reply {}

        /** @param status Viber's own number, never 0 */
        record Failed(int status, String message) implements Reply {}

        /** Not Viber's way of saying no: a gateway before it, or not Viber at all. @param retryAfter null = not told */
        record Http(int status, Duration retryAfter) implements Reply {}

        record NotSent(String why) implements Reply {}

        record Lost(String why) implements Reply {}
    }

    private final ProviderHttp http = new ProviderHttp();
    private final URI root;
    private final HandedOut handedOut;

    ViberApi(URI root) {
        this.root = root;
        this.handedOut = new HandedOut(root, http);
    }

    Reply call(String token, String method, ObjectNode body) {
        var call = Call.post(root + "/pa/" + method, Body.json(Json.write(body)))
                .withHeader("X-Viber-Auth-Token", token)
                .within(WITHIN);
        return switch (http.send(call)) {
            case Answered answered when answered.isSuccess() -> read(answered.body());
            case Answered answered -> new Reply.Http(answered.status(), answered.retryAfter());
            case Outcome.NotSent(var why) -> new Reply.NotSent(why);
            case Outcome.Refused(var why) -> new Reply.NotSent(why);
            case Outcome.Unknown(var why) -> new Reply.Lost(why);
        };
    }

    private static Reply read(byte[] body) {
        try {
            var answer = Json.tree(body);
            var status = answer.path("status");
            if (!status.isIntegralNumber()) {
                return new Reply.Lost("the answer has no status");
            }
            return status.intValue(-1) == 0
                    ? new Reply.Done(answer)
                    : new Reply.Failed(
                            status.intValue(-1), answer.path("status_message").stringValue("no reason given"));
        } catch (BadJson malformed) {
            return new Reply.Lost("the answer is not JSON");
        }
    }

    /** The bytes at an address that an event named. */
    InputStream download(String url) throws IOException, Gone {
        return handedOut.file(Call.get(url).within(DOWNLOAD_WITHIN).answeredInAtMost(DOWNLOAD_LIMIT));
    }
}
