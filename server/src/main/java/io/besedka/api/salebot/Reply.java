package io.besedka.api.salebot;

import io.besedka.platform.http.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer in the dialect: a JSON object with a {@code status}, or whatever the call is documented to answer. */
record Reply(int http, Object body) {
    static final Reply SUCCESS = status(200, "success", null);

    static Reply of(Object body) {
        return new Reply(200, body);
    }

    static Reply success(String member, Object value) {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", "success");
        body.put(member, value);
        return of(body);
    }

    static Reply client(long id) {
        return of(Map.of("client_id", id));
    }

    static Reply fail(int http, String message) {
        return status(http, "fail", message);
    }

    static Reply status(int http, String status, String message) {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", status);
        if (message != null) {
            body.put("message", message);
        }
        return new Reply(http, body);
    }

    Answer answer() {
        return Answer.json(http, body);
    }
}
