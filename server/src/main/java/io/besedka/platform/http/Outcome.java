package io.besedka.platform.http;

/** Told of every answer, for metrics. */
@FunctionalInterface
public interface Outcome {
    /** @param template the route's, never the address with its ids */
    void answered(String method, String template, int status, long nanos);

    Outcome IGNORED = (method, template, status, nanos) -> {};
}
