package io.besedka.simulator.ok;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** Answers in OK's shape: an error is an object with a number, which stands in a header as well; the HTTP status is mostly 200. */
final class Replies {
    static final int PERMISSION_DENIED = 10;
    static final int LIMIT_REACHED = 11;
    static final int PARAM = 100;
    static final int SESSION_EXPIRED = 102;
    static final int NOT_FOUND = 300;
    static final int BLOCKED = 455;
    static final int ILLEGAL_SUBSCRIPTION = 5000;

    private Replies() {}

    static ObjectNode success() {
        return Json.object().put("success", true);
    }

    static Answer error(int status, int code, String message) {
        var body = Json.object().put("error_code", code).put("error_msg", message);
        return Answer.json(status, body.putNull("error_data")).with("invocation-error", Integer.toString(code));
    }

    static Refusal refusal(int code, String message) {
        return new Refusal(error(200, code, message));
    }

    static Refusal bad(String message) {
        return refusal(PARAM, "PARAM : " + message);
    }

    static Answer tooMany(Duration wait) {
        var answer = error(429, LIMIT_REACHED, "LIMIT_REACHED : Request call limit is reached");
        return wait.isZero() ? answer : answer.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    /** A misfortune in OK's words; outages are plain HTTP. */
    static Answer struck(Misfortune.Refused refused) {
        return switch (refused.status()) {
            case 429 -> tooMany(refused.retryAfter());
            case 401 -> error(200, SESSION_EXPIRED, "PARAM_SESSION_EXPIRED : Session expired");
            case 403 -> error(200, PERMISSION_DENIED, "PERMISSION_DENIED : Permission is denied");
            default -> Answer.text(refused.status(), refused.description());
        };
    }

    /** The group whose token stands in the query. */
    static Account authorised(Messenger messenger, Call call) {
        return messenger
                .accountWith("token", call.text("access_token"))
                .orElseThrow(() -> refusal(SESSION_EXPIRED, "PARAM_SESSION_EXPIRED : Session expired"));
    }

    static Chat chat(Account group, String id) {
        if (!id.startsWith("chat:")) throw bad("chat_id must look like chat:id");
        return group.chat(id).orElseThrow(() -> refusal(NOT_FOUND, "NOT_FOUND : Chat is not found"));
    }
}
