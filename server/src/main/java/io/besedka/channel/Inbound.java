package io.besedka.channel;

import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.Act;
import io.besedka.conversation.Input;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Result;
import io.besedka.conversation.Turns;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Takes what an adapter understood through the turn, and only then lets it be acknowledged. */
public final class Inbound implements AutoCloseable {
    /** Presses acknowledged at once; more than that and the client's spinner stops by itself. */
    private static final int ACKNOWLEDGEMENTS = 64;

    private final Turns turns;
    private final Health health;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore acknowledging = new Semaphore(ACKNOWLEDGEMENTS);

    public Inbound(Turns turns, Health health) {
        this.turns = turns;
        this.health = health;
    }

    /** False when the database is away: the provider must post again. */
    public boolean take(Connected connected, Intake.Taken taken) {
        var results = turns.take(taken.inputs());
        int skipped = taken.skipped().size();
        for (int i = 0; i < results.size(); i++) {
            switch (results.get(i)) {
                case Result.Declined(var refusal, var why) when refusal == Refusal.UNAVAILABLE -> {
                    return false;
                }
                case Result.Declined declined -> skipped++;
                case Result.Taken done -> acknowledge(connected, taken.inputs().get(i));
                case Result.Repeated repeated -> {}
            }
        }
        health.updated(connected.connection().id(), skipped);
        return true;
    }

    private void acknowledge(Connected connected, Input input) {
        if (input.act() instanceof Act.Pressed pressed && acknowledging.tryAcquire()) {
            threads.execute(() -> {
                try {
                    connected.adapter().acknowledgePress(connected.connection(), pressed.externalId());
                } finally {
                    acknowledging.release();
                }
            });
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
