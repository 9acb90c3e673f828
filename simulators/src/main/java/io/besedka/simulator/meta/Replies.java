package io.besedka.simulator.meta;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** Answers in Graph's shape: an error is an object with a number and often a finer one. */
final class Replies {
    private Replies() {}

    static ObjectNode success() {
        return Json.object().put("success", true);
    }

    static Answer error(int status, int code, int subcode, String message) {
        var body = Json.object();
        var error = body.putObject("error")
                .put("message", "(#" + code + ") " + message)
                .put("type", "OAuthException")
                .put("code", code);
        if (subcode != 0) error.put("error_subcode", subcode);
        error.put("fbtrace_id", "AbCdEfGhIjK");
        return Answer.json(status, body);
    }

    static Refusal refusal(int code, int subcode, String message) {
        return new Refusal(error(code == 190 ? 401 : 400, code, subcode, message));
    }

    static Refusal bad(String message) {
        return refusal(100, 0, message);
    }

    static Refusal unavailable() {
        return refusal(551, 1545041, "This person isn't available right now.");
    }

    static Answer tooMany(Duration wait) {
        var answer = error(400, 613, 0, "Calls to this api have exceeded the rate limit.");
        return wait.isZero() ? answer : answer.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    /** A misfortune in Graph's words; of a send, being forbidden is the person's will. Outages are plain HTTP. */
    static Answer struck(Misfortune.Refused refused) {
        return switch (refused.status()) {
            case 429 -> tooMany(refused.retryAfter());
            case 401 -> invalidToken().answer();
            case 403 -> unavailable().answer();
            default -> Answer.text(refused.status(), refused.description());
        };
    }

    private static Refusal invalidToken() {
        return refusal(190, 460, "Error validating access token: the session has been invalidated.");
    }

    /** The page whose token stands in the header or in the query. */
    static Account page(Messenger messenger, Call call) {
        var token = token(call);
        var page = messenger.accountWith("token", token).orElseThrow(Replies::invalidToken);
        var proof = call.text("appsecret_proof");
        var right = MetaPostman.hmac("HmacSHA256", page.extra("app_secret"), token.getBytes(StandardCharsets.UTF_8));
        if (!proof.isEmpty() && !proof.equals(right)) throw bad("Invalid appsecret_proof provided in the API argument");
        return page;
    }

    static String token(Call call) {
        return call.bearer().isEmpty() ? call.text("access_token") : call.bearer();
    }
}
