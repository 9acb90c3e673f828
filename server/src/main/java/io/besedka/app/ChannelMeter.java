package io.besedka.app;

import io.besedka.channel.Connections;
import io.besedka.channel.Health;
import io.besedka.delivery.Meter;
import io.besedka.platform.metrics.Metrics;
import io.prometheus.metrics.core.metrics.Counter;

/** Counts by channel what came and what became of deliveries. */
final class ChannelMeter implements Health.Meter, Meter {
    private final Connections connections;
    private final Counter updates;
    private final Counter skipped;
    private final Counter deliveries;

    ChannelMeter(Connections connections, Metrics metrics) {
        this.connections = connections;
        updates = metrics.counter(
                "besedka_updates",
                "What providers posted or was fetched from them, taken or rejected.",
                "channel",
                "result");
        skipped = metrics.counter("besedka_updates_skipped", "Updates within it that mean nothing to us.", "channel");
        deliveries =
                metrics.counter("besedka_deliveries", "Attempts to send, by how they ended.", "channel", "outcome");
    }

    @Override
    public void updated(long connectionId, int passedOver) {
        var channel = channel(connectionId);
        updates.labelValues(channel, "taken").inc();
        if (passedOver > 0) {
            skipped.labelValues(channel).inc(passedOver);
        }
    }

    @Override
    public void rejected(long connectionId) {
        updates.labelValues(channel(connectionId), "rejected").inc();
    }

    @Override
    public void sent(long connectionId) {
        ended(connectionId, "sent");
    }

    @Override
    public void retried(long connectionId) {
        ended(connectionId, "retried");
    }

    @Override
    public void failed(long connectionId) {
        ended(connectionId, "failed");
    }

    @Override
    public void unknown(long connectionId) {
        ended(connectionId, "unknown");
    }

    private void ended(long connectionId, String outcome) {
        deliveries.labelValues(channel(connectionId), outcome).inc();
    }

    /** What a connection that was just removed did is counted too. */
    private String channel(long connectionId) {
        return connections
                .of(connectionId)
                .map(connected -> connected.connection().channel())
                .orElse("removed");
    }
}
