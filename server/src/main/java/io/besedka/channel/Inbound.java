package io.besedka.channel;

import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.Act;
import io.besedka.conversation.Input;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Result;
import io.besedka.conversation.Turns;

/** Takes what an adapter understood through the turn, and only then lets it be acknowledged. */
public final class Inbound {
    /** Stops the spinner of a pressed button; returns at once. The lanes answer, {@code app} plugs it in. */
    @FunctionalInterface
    public interface Presses {
        void acknowledge(long connectionId, String pressExternalId);
    }

    /** Shows operators that a client types; returns at once. */
    @FunctionalInterface
    public interface Typing {
        void types(Connected connected, String clientExternalId);
    }

    /** Makes a call beside the sends when their rate has a place for it; returns at once. The lanes do, {@code app} plugs them in. */
    @FunctionalInterface
    public interface Errands {
        void run(long connectionId, Runnable call);
    }

    private final Turns turns;
    private final Health health;
    private final Presses presses;
    private final Typing typing;
    private final Acquaintances acquaintances;

    public Inbound(Turns turns, Health health, Presses presses, Typing typing, Errands errands) {
        this.turns = turns;
        this.health = health;
        this.presses = presses;
        this.typing = typing;
        this.acquaintances = new Acquaintances(turns, errands);
    }

    /** False when the database is away: the provider must post again. */
    public boolean take(Connected connected, Intake.Taken taken) {
        var results = turns.take(taken.inputs());
        int skipped = taken.skipped().size();
        for (int i = 0; i < results.size(); i++) {
            switch (results.get(i)) {
                case Result.Declined(var refusal, var why)
                when refusal == Refusal.UNAVAILABLE -> {
                    return false;
                }
                case Result.Declined declined -> skipped++;
                case Result.Taken done -> afterwards(connected, taken.inputs().get(i));
                case Result.Repeated repeated -> {}
            }
        }
        taken.typing().forEach(client -> typing.types(connected, client));
        health.updated(connected.connection().id(), skipped);
        return true;
    }

    private void afterwards(Connected connected, Input input) {
        acquaintances.meet(connected, input);
        if (input.act() instanceof Act.Pressed pressed) {
            presses.acknowledge(connected.connection().id(), pressed.externalId());
        }
    }
}
