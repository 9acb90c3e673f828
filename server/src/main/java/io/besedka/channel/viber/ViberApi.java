package io.besedka.channel.viber;

import io.besedka.channel.ChannelAdapter.Gone;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of the Bot API. Viber answers 200 to nearly everything and says in the body how it went. */
final class ViberApi {
    /** During {@code set_webhook} Viber calls us and waits for our answer. */
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private static final Duration DOWNLOAD_WITHIN = Duration.ofMinutes(3);
    private static final long DOWNLOAD_LIMIT = 200L << 20;
    private static final int MOST_REDIRECTS = 3;
    /** What the address of something that is no more may answer; a signed one that ran out is forbidden. */
    private static final Set<Integer> NO_MORE = Set.of(400, 403, 404, 410);

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

    ViberApi(URI root) {
        this.root = root;
    }

    Reply call(String token, String method, ObjectNode body) {
        var call = Call.post(root + "/pa/" + method, Body.json(Json.write(body)))
                .withHeader("X-Viber-Auth-Token", token)
                .within(WITHIN);
        return switch (http.send(call)) {
            case Answered answered when answered.isSuccess() -> read(answered.body());
            case Answered answered -> new Reply.Http(answered.status(), retryAfter(answered));
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
                    : new Reply.Failed(status.intValue(-1), answer.path("status_message").stringValue("no reason given"));
        } catch (BadJson malformed) {
            return new Reply.Lost("the answer is not JSON");
        }
    }

    private static Duration retryAfter(Answered answered) {
        return answered.header("retry-after")
                .filter(seconds -> seconds.matches("\\d{1,5}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
    }

    /** The bytes at an address that an event named; they lie in a file that goes when the stream is closed. */
    InputStream download(String url) throws IOException, Gone {
        var file = Files.createTempFile("viber", null);
        try {
            fetch(url, file);
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | Gone | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    private void fetch(String url, Path into) throws IOException, Gone {
        var at = url;
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            var uri = ViberHosts.checked(at, root);
            var answered = answer(uri, into);
            if (answered.isSuccess()) {
                return;
            }
            at = answered.status() / 100 == 3 ? answered.header("location").map(to -> resolved(uri, to)).orElse("") : "";
            if (at.isEmpty()) {
                throw refusal(answered.status());
            }
        }
        throw new Gone("Viber sends from address to address");
    }

    private Answered answer(URI uri, Path into) throws IOException {
        try (var out = Files.newOutputStream(into)) {
            var call = Call.get(uri.toString()).within(DOWNLOAD_WITHIN).answeredInAtMost(DOWNLOAD_LIMIT);
            return switch (http.download(call, out)) {
                case Answered answered -> answered;
                case Outcome.NotSent(var why) -> throw new IOException(why);
                case Outcome.Refused(var why) -> throw new IOException(why);
                case Outcome.Unknown(var why) -> throw new IOException(why);
            };
        }
    }

    private static String resolved(URI from, String location) {
        try {
            return from.resolve(location).toString();
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static IOException refusal(int status) throws Gone {
        if (NO_MORE.contains(status)) {
            throw new Gone("Viber no longer has the file");
        }
        return new IOException("the file's address answered " + status);
    }
}
