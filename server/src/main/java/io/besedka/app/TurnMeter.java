package io.besedka.app;

import io.besedka.conversation.Turns;
import io.besedka.platform.metrics.Metrics;
import io.prometheus.metrics.core.metrics.Counter;

/** Counts turns and the inputs they took. */
final class TurnMeter implements Turns.Meter {
    private final Counter inputs;
    private final Counter turns;
    private final Counter halvings;

    TurnMeter(Metrics metrics) {
        inputs = metrics.counter("besedka_inputs", "Inputs taken.");
        turns = metrics.counter("besedka_turns", "Transactions that took them.");
        halvings = metrics.counter("besedka_turn_halvings", "Batches split in search of a poisonous input.");
    }

    @Override
    public void committed(int count) {
        inputs.inc(count);
        turns.inc();
    }

    @Override
    public void halved() {
        halvings.inc();
    }
}
