package io.besedka.channel.max;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.channel.HandedOut;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.ProviderHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Calls of the MAX Bot API. Says what came of each and, where no answer came, whether it can have arrived. */
final class MaxApi {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A hundred of the longest updates fit. */
    private static final long ANSWER_LIMIT = 16 << 20;

    private static final int TEXT_LIMIT = 300;
    private static final Duration DOWNLOAD_WITHIN = Duration.ofMinutes(5);
    private static final long DOWNLOAD_LIMIT = 256L << 20;

    /** What came of a call. No text in it holds the token. */
    sealed interface Reply {
        record Done(JsonNode json) implements Reply {}

        /**
         * @param status the HTTP status; 200 where the answer said {@code success: false}
         * @param code MAX's word, such as {@code chat.denied}; empty when the answer had none
         * @param retryAfter null = not told
         */
        record Failed(int status, String code, String message, Duration retryAfter) implements Reply {
            /** Whether it is not MAX that answers there: it neither redirects nor says "not found" without a word. */
            boolean isStranger() {
                return status >= 300 && status < 400 || status == 404 && code.isEmpty() && message.isEmpty();
            }

            String said() {
                var text = code.isEmpty() ? message : code + ": " + message;
                return text.isBlank() ? "MAX answered " + status : text;
            }
        }

        /** The call never left us: nothing was done. */
        record NotSent(String why) implements Reply {}

        /** The call left and no answer that can be read came: it may have been done. */
        record Lost(String why) implements Reply {}
    }

    private final String base;
    private final ProviderHttp http = new ProviderHttp();
    private final HandedOut handedOut;

    MaxApi(URI root) {
        this.handedOut = new HandedOut(root, http);
        this.base = root.toString().replaceAll("/+$", "");
    }

    Reply get(String token, String path, Map<String, String> query) {
        return get(token, path, query, PATIENCE);
    }

    Reply get(String token, String path, Map<String, String> query, Duration patience) {
        return send(token, Call.get(url(path, query)).within(patience));
    }

    Reply post(String token, String path, Map<String, String> query, JsonNode body) {
        var content = body == null ? Body.NONE : Body.json(Json.write(body));
        return send(token, Call.post(url(path, query), content).within(PATIENCE));
    }

    Reply put(String token, String path, Map<String, String> query, JsonNode body) {
        var call = Call.post(url(path, query), Body.json(Json.write(body))).withMethod("PUT");
        return send(token, call.within(PATIENCE));
    }

    Reply delete(String token, String path, Map<String, String> query) {
        return send(token, Call.get(url(path, query)).withMethod("DELETE").within(PATIENCE));
    }

    /** Posts to an address that MAX handed out, without the token; the answer as it came. */
    Outcome upload(String url, Body body, Duration patience) {
        return handedOut.send(Call.post(url, body).within(patience).answeredInAtMost(ANSWER_LIMIT));
    }

    /** The bytes at an address that MAX handed out, without the token. */
    InputStream download(String url) throws IOException, Gone {
        return handedOut.file(Call.get(url).within(DOWNLOAD_WITHIN).answeredInAtMost(DOWNLOAD_LIMIT));
    }

    private String url(String path, Map<String, String> query) {
        var pairs = query.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + encoded(pair.getValue()))
                .collect(Collectors.joining("&"));
        return base + path + (pairs.isEmpty() ? "" : "?" + pairs);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Reply send(String token, Call call) {
        var outcome = http.send(call.withHeader("Authorization", token).answeredInAtMost(ANSWER_LIMIT));
        return switch (outcome) {
            case Outcome.Answered answered -> read(answered, token);
            case Outcome.NotSent notSent -> new Reply.NotSent("MAX cannot be reached: " + notSent.why());
            case Outcome.Unknown unknown -> new Reply.Lost("no answer from MAX: " + unknown.why());
            case Outcome.Refused refused -> new Reply.NotSent(refused.why());
        };
    }

    private static Reply read(Outcome.Answered answer, String token) {
        var json = json(answer.body());
        boolean failed = !answer.isSuccess()
                || json != null && json.has("success") && !json.path("success").booleanValue(true);
        if (failed) {
            var node = json == null ? Json.MAPPER.missingNode() : json;
            return new Reply.Failed(
                    answer.status(),
                    clean(node.path("code").stringValue(""), token),
                    clean(node.path("message").stringValue(""), token),
                    answer.retryAfter());
        }
        return json == null ? new Reply.Lost("MAX's answer cannot be read") : new Reply.Done(json);
    }

    static JsonNode json(byte[] body) {
        try {
            var json = Json.tree(body);
            return json.isObject() ? json : null;
        } catch (BadJson notJson) {
            return null;
        }
    }

    private static String clean(String text, String token) {
        var clean = token.isEmpty() ? text : text.replace(token, "[token]");
        return clean.length() <= TEXT_LIMIT ? clean : clean.substring(0, TEXT_LIMIT);
    }
}
