package io.besedka.simulator.viber;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** Answers in Viber's shape: HTTP 200 always, the outcome in {@code status}. */
final class Replies {
    static final String HOST = "SN-CHAT-01_";

    private Replies() {}

    static ObjectNode ok() {
        return Json.object().put("status", 0).put("status_message", Status.OK.word);
    }

    static Answer of(Status status, String message) {
        return Answer.json(Json.object()
                .put("status", status.number)
                .put("status_message", message)
                .put("chat_hostname", HOST));
    }

    static Refusal refusal(Status status) {
        return new Refusal(of(status, status.word));
    }

    static Refusal refusal(Status status, String message) {
        return new Refusal(of(status, message));
    }

    /** A misfortune in Viber's words; outages are plain HTTP. Viber never says how long to wait. */
    static Answer struck(Misfortune.Refused refused) {
        return switch (refused.status()) {
            case 429 -> of(Status.TOO_MANY_REQUESTS, Status.TOO_MANY_REQUESTS.word);
            case 401 -> of(Status.INVALID_AUTH_TOKEN, Status.INVALID_AUTH_TOKEN.word);
            case 403 -> of(Status.RECEIVER_NOT_SUBSCRIBED, Status.RECEIVER_NOT_SUBSCRIBED.word);
            default -> Answer.text(refused.status(), refused.description());
        };
    }

    /** The bot of the token, in the header or (as the vendor's SDK does) in the body. */
    static Account authorised(Messenger messenger, Call call) {
        var header = call.header("X-Viber-Auth-Token");
        var token = header.isEmpty() ? call.json().path("auth_token").asString("") : header;
        if (token.isEmpty()) throw refusal(Status.INVALID_AUTH_TOKEN, "missing_auth_token");
        return messenger.accountWith("token", token).orElseThrow(() -> refusal(Status.INVALID_AUTH_TOKEN));
    }
}
