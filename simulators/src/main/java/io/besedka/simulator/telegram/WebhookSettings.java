package io.besedka.simulator.telegram;

import java.net.URI;

/** A registered webhook. {@code url} is what the bot gave, {@code target} where it is really posted. */
record WebhookSettings(
        String url, URI target, String secret, int maxConnections, String ipAddress, boolean certificate) {}
