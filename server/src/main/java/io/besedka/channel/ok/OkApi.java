package io.besedka.channel.ok;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Calls of the Graph API. Says what came of each and, where no answer came, whether it can have arrived. */
final class OkApi {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long ANSWER_LIMIT = 4 << 20;
    private static final int TEXT_LIMIT = 300;
    private static final Duration DOWNLOAD_WITHIN = Duration.ofMinutes(5);
    private static final long DOWNLOAD_LIMIT = 100L << 20;
    private static final String JSON = "application/json;charset=utf-8";

    /** What came of a call. No text in it holds the token. */
    sealed interface Reply {
        record Done(JsonNode json) implements Reply {}

        /**
         * @param status the HTTP status, which may be 200
         * @param code OK's number; 0 where the answer had none
         * @param retryAfter null = not told
         */
        record Failed(int status, int code, String message, Duration retryAfter) implements Reply {
            String said() {
                var number = code == 0 ? "OK answered " + status : "error " + code;
                return message.isBlank() ? number : number + ": " + message;
            }
        }

        /** The call never left us: nothing was done. */
        record NotSent(String why) implements Reply {}

        /** The call left and no answer that can be read came: it may have been done. */
        record Lost(String why) implements Reply {}
    }

    private final String graph;
    private final ProviderHttp http = new ProviderHttp();
    private final HandedOut handedOut;

    OkApi(URI root) {
        this.handedOut = new HandedOut(root, http);
        this.graph = root.toString().replaceAll("/+$", "") + "/graph";
    }

    Reply get(String token, String path, Map<String, String> query) {
        return get(token, path, query, PATIENCE);
    }

    Reply get(String token, String path, Map<String, String> query, Duration patience) {
        return send(token, Call.get(url(token, path, query)).within(patience));
    }

    Reply post(String token, String path, JsonNode body) {
        return send(
                token,
                Call.post(url(token, path, Map.of()), Body.of(JSON, Json.write(body)))
                        .within(PATIENCE));
    }

    /** Whether an address that OK named may be called. */
    boolean permits(String url) {
        return handedOut.permits(url);
    }

    /** Posts to an address that OK handed out, without the token. A success may be answered with anything. */
    Reply upload(String token, String url, Body body, Duration patience) {
        return switch (handedOut.send(Call.post(url, body).within(patience).answeredInAtMost(ANSWER_LIMIT))) {
            case Outcome.Answered answered
            when answered.isSuccess() && saysNothing(answered) -> new Reply.Done(Json.MAPPER.createObjectNode());
            case Outcome outcome -> read(outcome, token);
        };
    }

    /** The bytes at an address that an update named, without the token. */
    InputStream download(String url) throws IOException, Gone {
        return handedOut.file(Call.get(url).within(DOWNLOAD_WITHIN).answeredInAtMost(DOWNLOAD_LIMIT));
    }

    /** The token stands in the query: it is the only place where OK takes it. */
    private String url(String token, String path, Map<String, String> query) {
        var all = new LinkedHashMap<>(query);
        all.put("access_token", token);
        return graph
                + path
                + all.entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + encoded(pair.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Reply send(String token, Call call) {
        return read(http.send(call.answeredInAtMost(ANSWER_LIMIT)), token);
    }

    private static Reply read(Outcome outcome, String token) {
        return switch (outcome) {
            case Outcome.Answered answered -> read(answered, token);
            case Outcome.NotSent notSent -> new Reply.NotSent("OK cannot be reached: " + notSent.why());
            case Outcome.Unknown unknown -> new Reply.Lost("no answer from OK: " + unknown.why());
            case Outcome.Refused refused -> new Reply.NotSent(refused.why());
        };
    }

    /** Errors come with any HTTP status, so the body and OK's own header speak first. */
    private static Reply read(Outcome.Answered answer, String token) {
        var json = json(answer.body());
        int code = code(answer, json);
        boolean denied = json != null
                && json.path("success").isBoolean()
                && !json.path("success").booleanValue();
        if (code != 0 || denied || !answer.isSuccess()) {
            var message = json == null ? "" : json.path("error_msg").stringValue("");
            return new Reply.Failed(answer.status(), code, clean(message, token), answer.retryAfter());
        }
        return json == null ? new Reply.Lost("OK's answer cannot be read") : new Reply.Done(json);
    }

    private static boolean saysNothing(Outcome.Answered answer) {
        return json(answer.body()) == null && code(answer, null) == 0;
    }

    private static int code(Outcome.Answered answer, JsonNode json) {
        int told = json == null ? 0 : json.path("error_code").asInt(0);
        var header = answer.header("invocation-error").orElse("");
        return told != 0 || !header.matches("\\d{1,6}") ? told : Integer.parseInt(header);
    }

    private static JsonNode json(byte[] body) {
        try {
            var json = Json.tree(body);
            return json.isObject() ? json : null;
        } catch (BadJson notJson) {
            return null;
        }
    }

    /** Without the token, as it is and as it stands in an address. */
    private static String clean(String text, String token) {
        var clean = text.replace(token, "[token]").replace(encoded(token), "[token]");
        return clean.length() <= TEXT_LIMIT ? clean : clean.substring(0, TEXT_LIMIT);
    }
}
