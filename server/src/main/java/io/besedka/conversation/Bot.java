package io.besedka.conversation;

import java.time.Instant;
import java.util.List;

/**
 * What the turn asks of a bot. The flow room answers; {@code app} plugs it in. A step is pure: no clock, database or network, so the
 * turn may repeat it, and a whole dialogue is tested in memory.
 */
@FunctionalInterface
public interface Bot {
    /** Never throws for anything a client can say; a bot's own fault comes back as a {@link Effect.Trouble}. */
    Step step(Situation situation, Stimulus stimulus);

    /** A project without a bot. */
    Bot NONE = (situation, stimulus) -> Step.IGNORED;

    /**
     * @param session the bot's own state as it last returned it, or null at the first step
     * @param variables readable and, through {@link Effect.Set}, writable
     */
    record Situation(
            ConversationKey conversation,
            long connectionId,
            String session,
            Variables variables,
            Profile client,
            Instant now) {}

    sealed interface Stimulus {
        /** The client wrote. @param tag the deep-link payload or null; @param first whether this is the client's first message */
        record Said(Content content, String tag, boolean first) implements Stimulus {}

        /** The client pressed a button: its label, and the maker's payload or null. */
        record Pressed(String label, String value) implements Stimulus {}

        /** A timer the bot set has rung. */
        record Rang(String timer) implements Stimulus {}

        /** The conversation came back from an operator. */
        record HandedBack() implements Stimulus {}
    }

    /**
     * @param taken whether the bot had anything to do with the stimulus; if not, the message waits for people
     * @param session the new session, or null to leave it as it is
     */
    record Step(boolean taken, String session, List<Effect> effects) {
        public static final Step IGNORED = new Step(false, null, List.of());

        public Step {
            effects = List.copyOf(effects);
        }
    }

    sealed interface Effect {
        record Say(Content content) implements Effect {}

        /** A null value removes the variable. */
        record Set(String name, String value) implements Effect {}

        /** Rings once; a timer of the same name in this conversation is replaced. */
        record WakeAt(String timer, Instant at) implements Effect {}

        /** Forgets the timers of these names; an empty list means all of the bot's. */
        record Forget(List<String> timers) implements Effect {}

        /** Gives the conversation to people: a team's queue, or everybody's when {@code teamId} is 0. */
        record HandOver(long teamId) implements Effect {}

        record Close() implements Effect {}

        record Tag(List<String> add, List<String> remove) implements Effect {}

        /** The bot could not do its work (a loop, a broken version): kept for the bot maker, and people are called. */
        record Trouble(String what) implements Effect {}
    }
}
