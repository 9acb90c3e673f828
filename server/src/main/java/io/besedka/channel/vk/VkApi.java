package io.besedka.channel.vk;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.channel.HandedOut;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.Outcome.Answered;
import io.besedka.platform.outbound.Part;
import io.besedka.platform.outbound.ProviderHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Calls of the API and uploads. VK answers 200 to everything and says in the body how it went. */
final class VkApi {
    /** The version of the shapes we read and send; the callback server and the long poll are told the same. */
    static final String VERSION = "5.199";

    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final Duration UPLOAD_WITHIN = Duration.ofSeconds(30);
    /** What an upload may take besides, for each so many bytes. */
    private static final long UPLOAD_STEP = 128 << 10;

    private static final Duration DOWNLOAD_WITHIN = Duration.ofMinutes(3);
    private static final long DOWNLOAD_LIMIT = 200L << 20;

    /** What came of a call. No text in it holds the token. */
    sealed interface Reply {
        record Done(JsonNode response) implements Reply {}

        /** @param code VK's own number */
        record Failed(int code, String message) implements Reply {}

        /** Not VK's way of saying no: a gateway before it, or not VK at all. @param retryAfter null = not told */
        record Http(int status, Duration retryAfter) implements Reply {}

        record NotSent(String why) implements Reply {}

        record Lost(String why) implements Reply {}
    }

    private final ProviderHttp http = new ProviderHttp();
    private final URI root;
    private final HandedOut handedOut;

    VkApi(URI root) {
        this.root = root;
        this.handedOut = new HandedOut(root, http);
    }

    URI root() {
        return root;
    }

    /** The token goes in the body, where no log of addresses sees it. */
    Reply call(String token, String method, Map<String, String> params) {
        var fields = new TreeMap<>(params);
        fields.put("access_token", token);
        fields.put("v", VERSION);
        var reply = read(http.send(
                Call.post(root + "/method/" + method, Body.form(fields)).within(WITHIN)));
        return reply instanceof Reply.Done(var body) ? outcome(body) : reply;
    }

    private static Reply outcome(JsonNode body) {
        var error = body.path("error");
        if (error.isObject()) {
            return new Reply.Failed(
                    error.path("error_code").intValue(0),
                    error.path("error_msg").stringValue("no reason given"));
        }
        return body.has("response")
                ? new Reply.Done(body.path("response"))
                : new Reply.Lost("the answer has no response");
    }

    /** Puts a file where VK said; {@code Done} holds the whole answer, to be given to the method that saves it. */
    Reply upload(String url, Part file) {
        long steps = Math.max(0, file.body().length()) / UPLOAD_STEP;
        return read(
                handedOut.send(Call.post(url, Body.multipart(List.of(file))).within(UPLOAD_WITHIN.plusSeconds(steps))));
    }

    /** One question to a long poll's server; {@code Done} holds the whole answer. */
    Reply poll(String url, Duration within) {
        return read(handedOut.send(Call.get(url).within(within).answeredInAtMost(4 << 20)));
    }

    /** The bytes at an address that an event named. It is signed and runs out. */
    InputStream download(String url) throws IOException, Gone {
        return handedOut.file(Call.get(url).within(DOWNLOAD_WITHIN).answeredInAtMost(DOWNLOAD_LIMIT));
    }

    private static Reply read(Outcome outcome) {
        return switch (outcome) {
            case Answered answered when answered.isSuccess() -> read(answered.body());
            case Answered answered -> new Reply.Http(answered.status(), answered.retryAfter());
            case Outcome.NotSent(var why) -> new Reply.NotSent(why);
            case Outcome.Refused(var why) -> new Reply.Failed(0, why);
            case Outcome.Unknown(var why) -> new Reply.Lost(why);
        };
    }

    private static Reply read(byte[] body) {
        try {
            return new Reply.Done(Json.tree(body));
        } catch (BadJson malformed) {
            return new Reply.Lost("the answer is not JSON");
        }
    }
}
