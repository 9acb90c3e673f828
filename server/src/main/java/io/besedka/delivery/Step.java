package io.besedka.delivery;

import io.besedka.channel.SendResult;
import java.time.Instant;

/**
 * How one step with a parcel ended.
 *
 * @param notBefore when the parcel may go on, where it stays
 * @param result what the provider said, or null when it was not asked
 */
record Step(Next next, Instant notBefore, SendResult result) {
    enum Next {
        /** The parcel leaves the lane. */
        DONE,
        /** The attempt goes on with another call. */
        ON,
        /** The attempt is over and another will begin. */
        LATER
    }

    static Step done(SendResult result) {
        return new Step(Next.DONE, Instant.MIN, result);
    }

    static Step on(Instant notBefore, SendResult result) {
        return new Step(Next.ON, notBefore, result);
    }

    static Step later(Instant notBefore, SendResult result) {
        return new Step(Next.LATER, notBefore, result);
    }
}
