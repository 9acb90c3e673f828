package io.besedka.app;

import io.besedka.delivery.Meter;
import io.besedka.platform.metrics.Metrics;
import io.prometheus.metrics.core.metrics.Counter;

/** Counts what became of deliveries. */
final class LaneMeter implements Meter {
    private final Counter deliveries;

    LaneMeter(Metrics metrics) {
        deliveries = metrics.counter("besedka_deliveries", "Attempts to send, by how they ended.", "outcome");
    }

    @Override
    public void sent(long connectionId) {
        deliveries.labelValues("sent").inc();
    }

    @Override
    public void retried(long connectionId) {
        deliveries.labelValues("retried").inc();
    }

    @Override
    public void failed(long connectionId) {
        deliveries.labelValues("failed").inc();
    }

    @Override
    public void unknown(long connectionId) {
        deliveries.labelValues("unknown").inc();
    }
}
