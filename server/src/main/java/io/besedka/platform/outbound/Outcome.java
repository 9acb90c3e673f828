package io.besedka.platform.outbound;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How a request ended. No URL, header or body is in the reasons, so they may be logged. */
public sealed interface Outcome {
    /**
     * The other side answered.
     *
     * @param headers names in small letters; several values of one name are joined with a comma
     * @param body empty for a download that succeeded
     */
    record Answered(int status, Map<String, String> headers, byte[] body) implements Outcome {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** How long {@code Retry-After} asks to wait; null where it does not, or asks in a date. */
        public Duration retryAfter() {
            return header("retry-after")
                    .filter(seconds -> seconds.matches("0*[1-9]\\d{0,4}"))
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .orElse(null);
        }
    }

    /** Certainly not delivered, such as a refused connection: sending again cannot double anything. */
    record NotSent(String why) implements Outcome {}

    /** Sent at least in part, and no whole answer came: it may or may not have had its effect. */
    record Unknown(String why) implements Outcome {}

    /** Not sent because it must not be: a malformed URL, a private address, too many redirects. Only when guarded. */
    record Refused(String why) implements Outcome {}
}
