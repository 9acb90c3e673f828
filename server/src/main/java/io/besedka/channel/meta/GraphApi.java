package io.besedka.channel.meta;

import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.Outcome.Answered;
import io.besedka.platform.outbound.ProviderHttp;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Calls of the Graph API. Says what came of each and, where no answer came, whether it can have arrived. */
final class GraphApi {
    private static final String VERSION = "v25.0";
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Pattern LONG_NUMBER = Pattern.compile("\\+?\\d{9,}");
    private static final Pattern TOKEN = Pattern.compile("(EA|IG)[A-Za-z0-9]{20,}");
    private static final int LENGTH = 300;
    /** Tokens of a login with Instagram begin so, and are taken only at Instagram's own host. */
    private static final String OF_INSTAGRAM_LOGIN = "IG";

    private static final URI INSTAGRAM_LOGIN = URI.create("https://graph.instagram.com");

    /** What came of a call. No text in it holds a token. */
    sealed interface Reply {
        record Done(JsonNode json) implements Reply {}

        /**
         * @param code Graph's number; 0 where the answer had none and is a gateway's
         * @param retryAfter null = not told
         */
        record Failed(int status, int code, int subcode, String why, Duration retryAfter) implements Reply {}

        /** The call never left us: nothing was done. */
        record NotSent(String why) implements Reply {}

        /** The call left and no answer that can be read came: it may have been done. */
        record Lost(String why) implements Reply {}
    }

    private final ProviderHttp http;
    private final URI root;
    private final boolean hosted;

    GraphApi(ProviderHttp http, URI root, URI hosted) {
        this.http = http;
        this.root = URI.create(root.toString().replaceAll("/+$", ""));
        this.hosted = this.root.equals(hosted);
    }

    URI root() {
        return root;
    }

    static boolean isOfInstagramLogin(String token) {
        return token.startsWith(OF_INSTAGRAM_LOGIN);
    }

    Reply get(String token, String path, Map<String, String> query) {
        return send(token, Call.get(url(token, path, query)).within(WITHIN));
    }

    Reply post(String token, String path, JsonNode body) {
        return send(
                token,
                Call.post(url(token, path, Map.of()), Body.json(Json.write(body)))
                        .within(WITHIN));
    }

    Reply post(String token, String path, Map<String, String> form) {
        return send(
                token, Call.post(url(token, path, Map.of()), Body.form(form)).within(WITHIN));
    }

    Reply delete(String token, String path, Map<String, String> query) {
        return send(
                token, Call.get(url(token, path, query)).withMethod("DELETE").within(WITHIN));
    }

    Reply upload(String token, String path, Body body, Duration within) {
        return send(token, Call.post(url(token, path, Map.of()), body).within(within));
    }

    private String url(String token, String path, Map<String, String> query) {
        var host = hosted && isOfInstagramLogin(token) ? INSTAGRAM_LOGIN : root;
        var asked = query.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return host + "/" + VERSION + "/" + path + (asked.isEmpty() ? "" : "?" + asked);
    }

    private Reply send(String token, Call call) {
        return switch (http.send(call.withHeader("Authorization", "Bearer " + token))) {
            case Answered answered -> read(answered);
            case Outcome.NotSent(var why) -> new Reply.NotSent("Meta cannot be reached: " + why);
            case Outcome.Refused(var why) -> new Reply.NotSent(why);
            case Outcome.Unknown(var why) -> new Reply.Lost("no answer from Meta: " + why);
        };
    }

    private static Reply read(Answered answered) {
        var json = json(answered.body());
        var error = json.path("error");
        if (error.isObject()) {
            return new Reply.Failed(
                    answered.status(),
                    error.path("code").intValue(0),
                    error.path("error_subcode").intValue(0),
                    said(error),
                    answered.retryAfter());
        }
        if (!answered.isSuccess()) {
            return new Reply.Failed(
                    answered.status(), 0, 0, "Meta answered HTTP " + answered.status(), answered.retryAfter());
        }
        return json.isObject() ? new Reply.Done(json) : new Reply.Lost("Meta's answer cannot be read");
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.tree(body);
        } catch (BadJson notJson) {
            return Json.MAPPER.missingNode();
        }
    }

    private static String said(JsonNode error) {
        var text = error.path("message").stringValue("no reason given");
        var code = "#" + error.path("code").intValue(0);
        var clean = TOKEN.matcher(LONG_NUMBER.matcher(text).replaceAll("…")).replaceAll("[token]");
        var whole = "Meta: " + (clean.contains(code) ? clean : "(" + code + ") " + clean);
        return whole.substring(0, Math.min(LENGTH, whole.length()));
    }
}
