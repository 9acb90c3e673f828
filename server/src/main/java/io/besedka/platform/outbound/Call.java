package io.besedka.platform.outbound;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to be made.
 *
 * @param within time for all of it, from resolving the name to the answer's last byte
 * @param answerLimit bytes of the answer's body taken at most; more than that counts as no answer
 */
public record Call(
        String method, String url, Map<String, String> headers, Body body, Duration within, long answerLimit) {
    private static final Duration USUAL_TIME = Duration.ofSeconds(15);
    private static final long USUAL_LIMIT = 1 << 20;

    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call get(String url) {
        return new Call("GET", url, Map.of(), Body.NONE, USUAL_TIME, USUAL_LIMIT);
    }

    public static Call post(String url, Body body) {
        return new Call("POST", url, Map.of(), body, USUAL_TIME, USUAL_LIMIT);
    }

    public Call withMethod(String method) {
        return new Call(method, url, headers, body, within, answerLimit);
    }

    /** The same request to another address. */
    public Call to(String address) {
        return new Call(method, address, headers, body, within, answerLimit);
    }

    public Call withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, url, more, body, within, answerLimit);
    }

    public Call within(Duration time) {
        return new Call(method, url, headers, body, time, answerLimit);
    }

    public Call answeredInAtMost(long bytes) {
        return new Call(method, url, headers, body, within, bytes);
    }

    /** Without the URL and the headers: providers' tokens are in them. */
    @Override
    public String toString() {
        return "Call[" + method + "]";
    }
}
