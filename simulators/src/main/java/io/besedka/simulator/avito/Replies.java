package io.besedka.simulator.avito;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Refusal;

/** Refusals in the two forms that were seen of Avito. */
final class Replies {
    private Replies() {}

    static Answer ok() {
        return Answer.json(Json.object().put("ok", true));
    }

    static Answer error(int status, String message) {
        var body = Json.object();
        body.putObject("error").put("code", status).put("message", message);
        return Answer.json(status, body);
    }

    static Refusal refusal(int status, String message) {
        return new Refusal(error(status, message));
    }

    static Refusal unauthorised() {
        return new Refusal(unauthorised("access token is invalid or expired"));
    }

    private static Answer unauthorised(String message) {
        var body = Json.object();
        body.putObject("result").put("message", message).put("status", false);
        return Answer.json(401, body);
    }

    static Answer struck(Misfortune.Refused refused) {
        var answer = switch (refused.status()) {
            case 401 -> unauthorised("access token is invalid or expired");
            case 403 -> error(403, "the user has blocked this account");
            case 429 -> error(429, "too many requests");
            default -> Answer.text(refused.status(), refused.description());
        };
        long seconds = refused.retryAfter().plusMillis(999).toSeconds();
        return seconds == 0 ? answer : answer.with("Retry-After", Long.toString(seconds));
    }
}
