package io.besedka.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happened. Each act is applied in one turn, whole or not at all.
 *
 * <p>"External id" is the provider's id of a message, unique within a client; it makes an act from outside happen once. "Key" is the
 * caller's idempotency key and does the same for acts from inside; null where the caller has none, and each act is something new.
 */
public sealed interface Act {

    /** Whether a stranger becomes a client by it. */
    default boolean opens() {
        return false;
    }

    // what a client did

    /** @param tag the mark of the link by which the client came (deep-link payload), or null */
    record Wrote(String externalId, Content content, String replyTo, String tag, Instant sentAt) implements Act {
        @Override
        public boolean opens() {
            return true;
        }
    }

    /** A button press; {@code payload} is what the planner gave the button, see {@link PressKey}. */
    record Pressed(String externalId, String payload, String messageExternalId, Instant sentAt) implements Act {}

    record Edited(String externalId, Content content, Instant at) implements Act {}

    record Deleted(List<String> externalIds, Instant at) implements Act {}

    /** @param emoji empty when the reaction was taken back */
    record Reacted(String messageExternalId, String emoji) implements Act {}

    /** The client blocked or unblocked the connection. */
    record Blocked(boolean blocked) implements Act {}

    /** The client's own device says how far it has received or read; everything up to {@code seq} is meant. */
    record Saw(long seq, boolean read) implements Act {}

    /** Nothing but the profile beside it: what was learned about a client by asking the provider. */
    record Met() implements Act {}

    /** The client's picture is here now. @param fileId see {@link Pictures} */
    record Pictured(long fileId) implements Act {}

    /** A program makes a client known who has not written yet. @param tag as in {@link Wrote}, or null */
    record Loaded(String tag) implements Act {
        @Override
        public boolean opens() {
            return true;
        }
    }

    /**
     * Something written to the client outside of us (in the provider's own app, by another integration), or an echo of what we sent
     * ourselves: that is known by its external id, or by its words where our send's answer was lost.
     */
    record Echoed(String externalId, Content content, Instant sentAt) implements Act {
        @Override
        public boolean opens() {
            return true;
        }
    }

    // what the provider reports of our messages

    /**
     * A watermark: everything of ours up to a moment, or up to the message of that external id, got so far. One of the two is null.
     */
    record ReportedUpTo(Instant until, String externalId, DeliveryStatus status) implements Act {}

    /**
     * A status of one message by its external id; never moves a delivery back.
     *
     * @param error the reason of a failure, or null
     * @param unreachableAt when the provider found that the client cannot be reached at all; null where it did not
     */
    record Reported(String externalId, DeliveryStatus status, String error, Instant unreachableAt) implements Act {
        public Reported(String externalId, DeliveryStatus status, String error) {
            this(externalId, status, error, null);
        }
    }

    // what a member (or an integration) did

    record Replied(Author author, String key, Content content, long replyTo) implements Act {}

    record Noted(Author author, String key, String text) implements Act {}

    record Changed(Author author, long seq, Content content) implements Act {}

    record Withdrew(Author author, long seq) implements Act {}

    /** We react to a message of the client. @param emoji empty takes the reaction back */
    record ReactedBack(Author author, long seq, String emoji) implements Act {}

    /** Gives the conversation to an owner; the bot's session is kept, so that it can be handed back. */
    record Assigned(Author author, Owner owner) implements Act {}

    record Closed(Author author) implements Act {}

    record Reopened(Author author) implements Act {}

    /** An operator has read everything up to {@code seq}. */
    record Read(long userId, long seq) implements Act {}

    record Tagged(Author author, List<String> add, List<String> remove) implements Act {}

    /** Sends later; the key names it for cancelling. */
    record Scheduled(Author author, String key, Content content, Instant at) implements Act {}

    record Cancelled(Author author, long timerId) implements Act {}

    /** Sets (or, with a null value, removes) variables of the client or of the current deal. */
    record VariablesSet(Author author, Variables.Scope scope, Map<String, String> values) implements Act {}

    /**
     * A callback: a program says something to the bot, which the client does not see. A stranger becomes a client by it.
     *
     * @param variables of the current deal, or of the client where the name begins with {@code client.}; set before the bot steps
     * @param resume gives the conversation back to the bot first
     */
    record Called(Author author, String key, String text, Map<String, String> variables, boolean resume)
            implements Act {
        @Override
        public boolean opens() {
            return true;
        }
    }

    /** The bot does this block now, and the client's place moves there. @param block its number */
    record Entered(Author author, String key, long block) implements Act {}

    /** A callback or a block at its time. @param later {@link Called} or {@link Entered} */
    record ScheduledAct(Author author, String key, Act later, Instant at) implements Act {}

    /** Whether broadcasts pass the client by. */
    record OptedOut(Author author, boolean out) implements Act {}

    /** Deletes what was said so far; what is still on its way to the client stays. */
    record Cleared(Author author) implements Act {}

    // deals; 0 names the client's current one, which is opened when there is none

    /** A new deal becomes the current one. @param onlyIfNone a client who has a current deal keeps it */
    record DealOpened(Author author, String key, DealDraft draft, boolean onlyIfNone) implements Act {}

    /** Into a stage; the stage's ending closes the deal, and an open stage reopens it. */
    record DealMoved(Author author, long dealId, long stageId) implements Act {}

    /** Null members of the draft stay as they are. */
    record DealChanged(Author author, long dealId, DealDraft draft) implements Act {}

    /** For good, with its variables and history. Was it the current one, the newest of the client's open ones is it now, or none. */
    record DealDeleted(Author author, long dealId) implements Act {}

    record DealVariablesSet(Author author, long dealId, Map<String, String> values) implements Act {}

    // what time and our own workers did

    record Rang(long timerId) implements Act {}

    /**
     * How an attempt to deliver message {@code seq} ended, or how far it got.
     *
     * @param status QUEUED = try again at {@code retryAt}; SENDING = a part is done and more follow
     * @param externalIds the provider's ids of what this attempt sent, in order
     * @param parts how many parts of the plan are now done
     * @param unreachable the client blocked us or is gone
     */
    record Attempted(
            long seq,
            DeliveryStatus status,
            int parts,
            List<String> externalIds,
            String error,
            Instant retryAt,
            boolean unreachable)
            implements Act {}

    /**
     * An attempt that was begun and that nobody is at: its process died. Holds for that very attempt only, as whoever began it may have
     * ended it meanwhile.
     *
     * @param again whether it is tried once more; else it is in doubt
     */
    record Abandoned(long seq, int attempt, boolean again, String error) implements Act {}

    /**
     * An edit, a deletion or a reaction of ours reached the provider, or never will ({@code error}).
     *
     * @param amend the number of the change that was carried; a later one waits on
     */
    record Amended(long seq, int amend, String error) implements Act {}

    /** An operator decides about a delivery that failed or whose answer was lost: send again, or take it as sent. */
    record Resolved(long userId, long seq, boolean again) implements Act {}
}
