package io.besedka.api.salebot;

import io.besedka.conversation.Refusal;
import io.besedka.conversation.Result;
import io.besedka.platform.http.Problem;

/** A call that cannot be done, in the dialect's words: {@code {"status":"fail","message":...}} or a status alone. */
final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int http;
    private final String status;

    private Failed(int http, String status, String message) {
        super(message, null, false, false);
        this.http = http;
        this.status = status;
    }

    static Failed because(String message) {
        return new Failed(200, "fail", message);
    }

    /** The caller's mistake lies below the dialect: the request itself cannot be read. */
    static Failed malformed(String message) {
        return new Failed(400, "fail", message);
    }

    static Failed noClient() {
        return new Failed(200, "client_not_found", null);
    }

    static Failed noClient(int http) {
        return new Failed(http, "client_not_found", null);
    }

    static Failed noOrder(long id) {
        return new Failed(200, "order " + id + " not found", null);
    }

    static Failed noOrder() {
        return new Failed(200, "order not found", null);
    }

    static Failed of(Refusal refusal, String why) {
        return switch (refusal) {
            case NO_SUCH_CONVERSATION -> noClient();
            case UNAVAILABLE -> throw Problem.unavailable(why);
            case NOT_NUMBERS -> because("Something went wrong");
            default -> because(why);
        };
    }

    /** The result, unless it was declined. */
    static Result taken(Result result) {
        if (result instanceof Result.Declined(var refusal, var why)) {
            throw of(refusal, why);
        }
        return result;
    }

    Reply reply() {
        return Reply.status(http, status, getMessage());
    }
}
