package io.besedka.channel;

import java.time.Duration;
import java.util.List;

/** How one attempt to send ended. Expected endings are values; only bugs are thrown. */
public sealed interface SendResult {
    /** @param externalIds the provider's ids of what is now in the chat, in order; empty where it gives none */
    record Sent(List<String> externalIds) implements SendResult {
        public Sent {
            externalIds = List.copyOf(externalIds);
        }
    }

    enum Scope {
        CHAT,
        CONNECTION
    }

    /**
     * Certainly not sent, and worth trying again.
     *
     * @param after what the provider asked for, or null for our own backoff
     * @param scope what has to wait
     */
    record TryLater(Duration after, Scope scope, String why) implements SendResult {}

    /** Certainly not sent and never will be; the reason is shown on the message. */
    record Refused(String why) implements SendResult {}

    /** The client was silent for too long: only a template may be sent, or nothing until the client writes again. */
    record WindowClosed(String why) implements SendResult {}

    /** The client blocked us, is gone, or never let us write. */
    record Unreachable(String why) implements SendResult {}

    /** The connection's credentials no longer work: everything waits until somebody mends it. */
    record Broken(String why) implements SendResult {}

    /** Sent, but the answer was lost: it may have arrived. */
    record Unknown(String why) implements SendResult {}
}
