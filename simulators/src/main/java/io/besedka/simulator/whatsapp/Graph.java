package io.besedka.simulator.whatsapp;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** Answers and errors in Graph's shape, and whose token a call carries. */
final class Graph {
    private Graph() {}

    static Answer success() {
        return Answer.json(Json.object().put("success", true));
    }

    static ObjectNode error(int code, String message, String details) {
        var error = Json.object();
        var body = error.putObject("error")
                .put("message", "(#" + code + ") " + message)
                .put("type", "OAuthException")
                .put("code", code)
                .put("fbtrace_id", "AbCdEfGhIjKl");
        if (!details.isEmpty()) {
            body.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        }
        return error;
    }

    static Refusal refusal(int status, int code, String message, String details) {
        return new Refusal(Answer.json(status, error(code, message, details)));
    }

    static Refusal refusal(int code, String message, String details) {
        return refusal(400, code, message, details);
    }

    static Refusal missing(String what) {
        return refusal(131008, "Required parameter is missing", "Parameter '" + what + "' is mandatory");
    }

    static Refusal invalid(String details) {
        return refusal(131009, "Parameter value is not valid", details);
    }

    static Refusal param(String details) {
        return refusal(100, "Invalid parameter", details);
    }

    /** An object that is not there or not the token's: Graph does not say which. */
    static Refusal noSuchObject(String id) {
        var error = error(100, "Unsupported request. Object with ID '" + id + "' does not exist", "");
        ((ObjectNode) error.path("error")).put("error_subcode", 33);
        return new Refusal(Answer.json(400, error));
    }

    /** A misfortune in Graph's words; gateways answer with plain text. */
    static Answer struck(Misfortune.Refused refused) {
        return switch (refused.status()) {
            case 429 -> {
                var answer = Answer.json(
                        429,
                        error(130429, "Rate limit hit", "Message failed to send because there were too many messages"));
                long seconds = refused.retryAfter().toSeconds();
                yield seconds == 0 ? answer : answer.with("Retry-After", Long.toString(seconds));
            }
            case 401 ->
                Answer.json(401, error(190, "Error validating access token: the session has been invalidated", ""));
            case 403 -> Answer.json(400, error(131026, "Message undeliverable", "Message Undeliverable."));
            case 500 -> Answer.json(500, error(1, "An unknown error occurred", ""));
            case 503 -> Answer.json(503, error(2, "Service temporarily unavailable", ""));
            default -> Answer.text(refused.status(), refused.description());
        };
    }

    /** The number named in the path, if the token may use it. */
    static Account number(Messenger messenger, Call call) {
        var token = token(messenger, call);
        var account = messenger.account(call.path("id")).orElseThrow(() -> noSuchObject(call.path("id")));
        if (!account.extra("token").equals(token)) throw noSuchObject(call.path("id"));
        return account;
    }

    /** A number of the business account named in the path. */
    static Account business(Messenger messenger, Call call) {
        var token = token(messenger, call);
        return messenger.accounts().stream()
                .filter(one -> one.extra("waba_id").equals(call.path("id"))
                        && one.extra("token").equals(token))
                .findFirst()
                .orElseThrow(() -> noSuchObject(call.path("id")));
    }

    /** A number of the application named in the path, which shows its own token {@code id|secret}. */
    static Account application(Messenger messenger, Call call) {
        var token = call.bearer().isEmpty() ? call.text("access_token") : call.bearer();
        return messenger.accounts().stream()
                .filter(one -> one.extra("app_id").equals(call.path("id")))
                .filter(one -> token.equals(one.extra("app_id") + "|" + one.extra("app_secret")))
                .findFirst()
                .orElseThrow(Graph::unauthorized);
    }

    static String token(Messenger messenger, Call call) {
        var token = call.bearer().isEmpty() ? call.text("access_token") : call.bearer();
        if (messenger.accountWith("token", token).isEmpty()) throw unauthorized();
        return token;
    }

    private static Refusal unauthorized() {
        return refusal(401, 190, "Invalid OAuth access token - Cannot parse access token", "");
    }
}
