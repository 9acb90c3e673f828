package io.besedka.simulator;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What can go wrong between a provider and us: with a call we make, or with an update the provider sends. */
public sealed interface Misfortune {
    /** Something that happens to a call. */
    sealed interface OfCall extends Misfortune {}

    /** Something that happens to an update. */
    sealed interface OfUpdate extends Misfortune {}

    /** The call does nothing and is answered with an error; {@code retryAfter} of zero means none is given. */
    record Refused(int status, String description, Duration retryAfter) implements OfCall {}

    /** The call is done at once, its answer comes late. */
    record Slow(Duration by) implements OfCall {}

    /** The call is done, the connection breaks before the answer. */
    record AnswerDropped() implements OfCall {}

    /** The connection breaks before the call is done. */
    record CallDropped() implements OfCall {}

    /** The update is delivered twice with one id. */
    record Duplicated() implements OfUpdate {}

    /** The update is delivered after the one that follows it (or after 3 s when none follows). */
    record Reordered() implements OfUpdate {}

    /** An update of a kind nobody has heard of is sent just before. */
    record UnknownKind() implements OfUpdate {}

    record Delayed(Duration by) implements OfUpdate {}

    /** A body that is not JSON is sent just before (to webhooks only), once. */
    record Malformed() implements OfUpdate {}

    static Refused tooMany(Duration retryAfter) {
        return new Refused(429, "Too Many Requests: retry after " + retryAfter.toSeconds(), retryAfter);
    }

    static Refused serverError(int status) {
        return new Refused(status, status == 502 ? "Bad Gateway" : "Internal Server Error", Duration.ZERO);
    }

    static Refused unauthorized() {
        return new Refused(401, "Unauthorized", Duration.ZERO);
    }

    static Refused forbidden() {
        return new Refused(403, "Forbidden: bot was blocked by the user", Duration.ZERO);
    }

    /** The word used in counters and in the HTTP face. */
    default String kind() {
        return switch (this) {
            case Refused(int status, var description, var retryAfter) -> "refused_" + status;
            case Slow slow -> "slow";
            case AnswerDropped dropped -> "answer_dropped";
            case CallDropped dropped -> "call_dropped";
            case Duplicated duplicated -> "duplicated";
            case Reordered reordered -> "reordered";
            case UnknownKind unknown -> "unknown_kind";
            case Delayed delayed -> "delayed";
            case Malformed malformed -> "malformed";
        };
    }

    /**
     * Reads {@code {"kind", "seconds"?, "status"?}} as the HTTP face sends it.
     *
     * @throws IllegalArgumentException for an unknown kind
     */
    static Misfortune of(JsonNode json) {
        var seconds =
                Duration.ofMillis((long) (1000 * Math.clamp(json.path("seconds").asDouble(5), 0, 86_400)));
        return switch (json.path("kind").asString("")) {
            case "too_many" -> tooMany(seconds);
            case "server_error" -> serverError(Math.clamp(json.path("status").asInt(500), 500, 599));
            case "unauthorized" -> unauthorized();
            case "forbidden" -> forbidden();
            case "slow" -> new Slow(seconds);
            case "answer_dropped" -> new AnswerDropped();
            case "call_dropped" -> new CallDropped();
            case "duplicated" -> new Duplicated();
            case "reordered" -> new Reordered();
            case "unknown_kind" -> new UnknownKind();
            case "delayed" -> new Delayed(seconds);
            case "malformed" -> new Malformed();
            default -> throw new IllegalArgumentException("unknown misfortune");
        };
    }
}
