package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls.Handler;
import io.besedka.simulator.messenger.Limit;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers in VK's shape: HTTP 200 always, {@code response} or {@code error}. */
final class Replies {
    static final String VERSION = "5.199";

    private static final int PER_SECOND = 20;

    private Replies() {}

    static Answer of(JsonNode response) {
        var answer = Json.object();
        answer.set("response", response);
        return Answer.json(answer);
    }

    static Answer one() {
        return of(IntNode.valueOf(1));
    }

    static Answer error(int code, String message) {
        var answer = Json.object();
        answer.set("error", Json.object().put("error_code", code).put("error_msg", message));
        return Answer.json(answer);
    }

    static Refusal refusal(int code, String message) {
        return new Refusal(error(code, message));
    }

    static Refusal bad(String what) {
        return refusal(100, "One of the parameters specified was missing or invalid: " + what);
    }

    /** A misfortune in VK's words; outages are plain HTTP. VK never says how long to wait. */
    static Answer struck(Misfortune.Refused refused) {
        return switch (refused.status()) {
            case 429 -> error(6, "Too many requests per second");
            case 401 -> error(5, "User authorization failed: invalid access_token (4).");
            case 403 -> error(901, "Can't send messages for users without permission");
            default -> Answer.text(refused.status(), refused.description());
        };
    }

    /** Code that gets the community of the token, within the rate; the call's parameters go into an error as VK does. */
    static Handler authorised(Messenger messenger, BiFunction<Account, Call, Answer> code) {
        return call -> {
            try {
                return code.apply(community(messenger, call), call);
            } catch (Refusal e) {
                throw new Refusal(withParams(e.answer(), call));
            }
        };
    }

    private static Account community(Messenger messenger, Call call) {
        var token = call.text("access_token").isEmpty() ? call.bearer() : call.text("access_token");
        if (!call.text("v").matches("5\\.\\d{1,3}")) {
            throw refusal(8, "Invalid request: v (version) is required");
        }
        var community = messenger
                .accountWith("token", token)
                .orElseThrow(() -> refusal(5, "User authorization failed: invalid access_token (4)."));
        if (messenger.rules().enforcesRates()) {
            var limit = new Limit("token " + token, PER_SECOND, PER_SECOND);
            if (!messenger.rates().take(limit).isZero()) throw refusal(6, "Too many requests per second");
        }
        return community;
    }

    private static Answer withParams(Answer answer, Call call) {
        if (!(Json.parse(answer.body()).path("error") instanceof ObjectNode error)) return answer;
        var params = error.putArray("request_params");
        params.addObject().put("key", "method").put("value", call.name());
        call.params().values().forEach((key, value) -> {
            if (!key.equals("access_token")) params.addObject().put("key", key).put("value", value.asString(""));
        });
        var whole = Json.object();
        whole.set("error", error);
        return Answer.json(whole);
    }
}
