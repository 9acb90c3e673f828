package io.besedka.app;

import io.besedka.channel.Health;
import io.besedka.delivery.ConnectionHealth;

/** What the lanes find out about a connection, kept where the watchdog and the screens look. */
record LaneHealth(Health health) implements ConnectionHealth {
    @Override
    public void broken(long connectionId, String why) {
        health.says(connectionId, Health.State.BROKEN, why);
    }

    @Override
    public void sent(long connectionId) {
        health.sent(connectionId);
    }

    @Override
    public void failed(long connectionId, String why) {
        health.failed(connectionId, why);
    }
}
