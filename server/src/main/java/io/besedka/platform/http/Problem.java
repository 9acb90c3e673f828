package io.besedka.platform.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that cannot be answered as asked; each face renders it in its own dialect, ours as
 * {@code {"error":{"code","message","field"}}}.
 *
 * @see Routes#problems
 */
public final class Problem extends RuntimeException {
    private final int status;
    private final String code;
    private final String field;
    private final Map<String, String> headers;

    private Problem(int status, String code, String message, String field, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
        this.headers = headers;
    }

    public static Problem of(int status, String code, String message) {
        return new Problem(status, code, message, null, Map.of());
    }

    public static Problem badRequest(String code, String message) {
        return of(400, code, message);
    }

    /** A member of the body or the query is wrong. */
    public static Problem field(String field, String message) {
        return new Problem(400, "invalid", message, field, Map.of());
    }

    /** A member is of the right shape but cannot be taken. */
    public static Problem unprocessable(String field, String message) {
        return new Problem(422, "invalid", message, field, Map.of());
    }

    public static Problem unauthorized(String message) {
        return of(401, "unauthorized", message);
    }

    public static Problem forbidden(String message) {
        return of(403, "forbidden", message);
    }

    public static Problem notFound(String what) {
        return of(404, "not_found", "no such " + what);
    }

    public static Problem conflict(String code, String message) {
        return of(409, code, message);
    }

    /** @param allowed the methods that the address takes, with commas */
    public static Problem notFor(String method, String allowed) {
        return of(405, "method_not_allowed", method + " is not for this address; it takes " + allowed)
                .with("Allow", allowed);
    }

    public static Problem tooLarge(long limit) {
        return of(413, "too_large", "the body may hold at most " + limit + " bytes");
    }

    /** @param retryAfter seconds */
    public static Problem tooMany(String message, long retryAfter) {
        return new Problem(
                429, "too_many_requests", message, null, Map.of("Retry-After", Long.toString(Math.max(1, retryAfter))));
    }

    public static Problem unavailable(String message) {
        return later("unavailable", message);
    }

    /** Not just now: worth asking again in a second. */
    public static Problem later(String code, String message) {
        return new Problem(503, code, message, null, Map.of("Retry-After", "1"));
    }

    /** The same with one header more. */
    public Problem with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Problem(status, code, getMessage(), field, more);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** The member that is wrong, or null. */
    public String field() {
        return field;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
