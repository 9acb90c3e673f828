package io.besedka.channel.avito;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.channel.Connection;
import io.besedka.channel.HandedOut;
import io.besedka.channel.avito.AvitoSessions.Access;
import io.besedka.platform.clock.Clock;
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
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Calls of the API with the connection's token, got anew once when Avito refuses it. */
final class AvitoApi {
    private static final Duration WITHIN = Duration.ofSeconds(15);
    private static final Duration LOAD_WITHIN = Duration.ofMinutes(3);
    private static final long ANSWER_LIMIT = 8L << 20;
    private static final long DOWNLOAD_LIMIT = 100L << 20;
    private static final int MESSAGE_LIMIT = 200;

    /** What came of a call. No text in it holds the token. */
    sealed interface Reply {
        record Done(JsonNode answer) implements Reply {}

        /** @param message Avito's own words, or empty where a page came instead of JSON; @param retryAfter null = not told */
        record Failed(int status, boolean isPage, String message, Duration retryAfter) implements Reply {}

        /** The key no longer opens anything. */
        record Denied(String why) implements Reply {}

        record NotSent(String why, Duration retryAfter) implements Reply {}

        record Lost(String why) implements Reply {}
    }

    /** @param path with {@code {user}} for the account's number */
    record Ask(String method, String path, Body body) {
        static Ask get(String path) {
            return new Ask("GET", path, Body.NONE);
        }

        static Ask post(String path, Object json) {
            return new Ask("POST", path, Body.json(Json.write(json)));
        }
    }

    private final ProviderHttp http = new ProviderHttp();
    private final URI root;
    private final HandedOut handedOut;
    private final AvitoSessions sessions;

    AvitoApi(URI root, Clock clock) {
        this.root = root;
        this.handedOut = new HandedOut(root, http);
        this.sessions = new AvitoSessions(http, root, clock);
    }

    AvitoSessions sessions() {
        return sessions;
    }

    Reply call(Connection connection, Ask ask) {
        var access = sessions.of(connection);
        var reply = tried(access, ask);
        if (access instanceof Access.Granted granted && reply instanceof Reply.Failed failed && isStale(failed)) {
            sessions.refused(connection, granted.token());
            var again = tried(sessions.of(connection), ask);
            return again instanceof Reply.Failed still && isStale(still)
                    ? new Reply.Denied("Avito refuses a fresh token")
                    : again;
        }
        return reply;
    }

    /** 401, or the 403 that speaks of the token. */
    private static boolean isStale(Reply.Failed failed) {
        return !failed.isPage
                && (failed.status == 401
                        || failed.status == 403
                                && failed.message.toLowerCase(Locale.ROOT).contains("token"));
    }

    private Reply tried(Access access, Ask ask) {
        return switch (access) {
            case Access.Granted granted -> answer(granted, ask);
            case Access.Denied(var why) -> new Reply.Denied(why);
            case Access.Away(var why, var after) -> new Reply.NotSent(why, after);
        };
    }

    private Reply answer(Access.Granted granted, Ask ask) {
        boolean loads = ask.body.contentType().startsWith("multipart/");
        var call = Call.post(root + ask.path.replace("{user}", granted.userId()), ask.body)
                .withMethod(ask.method)
                .answeredInAtMost(ANSWER_LIMIT)
                .withHeader("Authorization", "Bearer " + granted.token())
                .within(loads ? LOAD_WITHIN : WITHIN);
        return switch (http.send(call)) {
            case Answered answered -> read(answered);
            case Outcome.NotSent(var why) -> new Reply.NotSent(why, null);
            case Outcome.Refused(var why) -> new Reply.NotSent(why, null);
            case Outcome.Unknown(var why) -> new Reply.Lost(why);
        };
    }

    private static Reply read(Answered answered) {
        var json = json(answered.body());
        boolean isPage = !json.isObject() && !json.isArray();
        if (answered.isSuccess()) {
            return isPage ? new Reply.Lost("the answer is not JSON") : new Reply.Done(json);
        }
        return new Reply.Failed(answered.status(), isPage, message(json), answered.retryAfter());
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.tree(body);
        } catch (BadJson malformed) {
            return MissingNode.getInstance();
        }
    }

    /** Two forms were seen, and a third is what token calls use. */
    private static String message(JsonNode json) {
        var error = json.path("error");
        var told = error.isString() ? error : error.path("message");
        var text = told.stringValue(json.path("result")
                .path("message")
                .stringValue(json.path("message").stringValue("")));
        return text.substring(0, Math.min(MESSAGE_LIMIT, text.length()));
    }

    /** Ids of chats hold characters that a path must not. */
    static String encoded(String id) {
        return URLEncoder.encode(id, UTF_8).replace("+", "%20");
    }

    /** The bytes at an address that Avito named. */
    InputStream download(String url) throws IOException, Gone {
        return handedOut.file(Call.get(url).within(LOAD_WITHIN).answeredInAtMost(DOWNLOAD_LIMIT));
    }
}
