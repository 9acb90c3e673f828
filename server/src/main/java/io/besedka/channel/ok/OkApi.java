package io.besedka.channel.ok;

import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.ProviderHttp;
import java.io.OutputStream;
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

    private final URI root;
    private final String graph;
    private final ProviderHttp http = new ProviderHttp();

    OkApi(URI root) {
        this.root = root;
        this.graph = root.toString().replaceAll("/+$", "") + "/graph";
    }

    Reply get(String token, String path, Map<String, String> query) {
        return get(token, path, query, PATIENCE);
    }

    Reply get(String token, String path, Map<String, String> query, Duration patience) {
        return send(token, Call.get(url(token, path, query)).within(patience));
    }

    Reply post(String token, String path, JsonNode body) {
        return send(token, Call.post(url(token, path, Map.of()), Body.of(JSON, Json.write(body))).within(PATIENCE));
    }

    /** Posts to an address that OK handed out, without the token. A success may be answered with anything. */
    Reply upload(String token, String url, Body body, Duration patience) {
        return switch (http.send(Call.post(url, body).within(patience).answeredInAtMost(ANSWER_LIMIT))) {
            case Outcome.Answered answered when answered.isSuccess() && saysNothing(answered) ->
                new Reply.Done(Json.MAPPER.createObjectNode());
            case Outcome outcome -> read(outcome, token);
        };
    }

    /** Copies what lies at an address that an update named, without the token. */
    Outcome download(String url, OutputStream target, Duration patience, long limit) {
        return http.download(Call.get(url).within(patience).answeredInAtMost(limit), target);
    }

    /**
     * Whether an address that came from the network may be called: a named host over https, or the API's own (a simulator). A numeric
     * host or one without a dot would lead into our own network.
     */
    boolean trusts(String url) {
        try {
            var address = URI.create(url);
            if (address.getHost() == null || address.getScheme() == null || address.getUserInfo() != null) {
                return false;
            }
            if (address.getHost().equals(root.getHost()) && address.getPort() == root.getPort()) {
                return address.getScheme().equals(root.getScheme());
            }
            boolean named = address.getHost().matches("(?i)([a-z0-9-]+\\.)+[a-z][a-z0-9-]*");
            return named && address.getScheme().equals("https");
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** The token stands in the query: it is the only place where OK takes it. */
    private String url(String token, String path, Map<String, String> query) {
        var all = new LinkedHashMap<>(query);
        all.put("access_token", token);
        return graph + path + all.entrySet().stream()
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
        boolean denied = json != null && json.path("success").isBoolean() && !json.path("success").booleanValue();
        if (code != 0 || denied || !answer.isSuccess()) {
            var message = json == null ? "" : json.path("error_msg").stringValue("");
            return new Reply.Failed(answer.status(), code, clean(message, token), retryAfter(answer));
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

    private static Duration retryAfter(Outcome.Answered answer) {
        var header = answer.header("retry-after").orElse("");
        return header.matches("0*[1-9]\\d{0,4}") ? Duration.ofSeconds(Long.parseLong(header)) : null;
    }

    /** Without the token, as it is and as it stands in an address. */
    private static String clean(String text, String token) {
        var clean = text.replace(token, "[token]").replace(encoded(token), "[token]");
        return clean.length() <= TEXT_LIMIT ? clean : clean.substring(0, TEXT_LIMIT);
    }
}
