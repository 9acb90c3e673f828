package io.besedka.conversation;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

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
     * Variables are readable and, through {@link Effect.Set}, writable.
     *
     * @param session the bot's own state as it last returned it, or null at the first step
     * @param deal variables of the current deal
     * @param client variables of the client
     * @param project the project's variables by name; null = absent
     */
    record Situation(
            ConversationKey conversation,
            long connectionId,
            long dealId,
            String session,
            Variables deal,
            Variables client,
            UnaryOperator<String> project,
            Profile profile,
            Instant now) {}

    sealed interface Stimulus {
        /** The client wrote. @param tag the deep-link payload or null; @param first whether this is the client's first message */
        record Said(Content content, String tag, boolean first) implements Stimulus {}

        /** The client pressed a button: its label, and the maker's payload or null. */
        record Pressed(String label, String value) implements Stimulus {}

        /** A program said it, unseen by the client. */
        record Called(String text) implements Stimulus {}

        /** Do this block now. @param block its number */
        record Entered(long block) implements Stimulus {}

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
        /** @param block the number of the block that says it, 0 = not known */
        record Say(Content content, long block) implements Effect {
            public Say(Content content) {
                this(content, 0);
            }
        }

        /** A null value removes the variable. */
        record Set(Variables.Scope scope, String name, String value) implements Effect {
            public Set(String name, String value) {
                this(Variables.Scope.DEAL, name, value);
            }
        }

        /** The current deal goes into a stage; it is opened when there is none. */
        record MoveDeal(long stageId) implements Effect {}

        /** Whether broadcasts pass the client by. */
        record OptOut(boolean out) implements Effect {}

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
