package io.besedka.app;

import io.besedka.platform.clock.Clock;
import io.besedka.platform.outbound.GuardedHttp;
import io.besedka.webhook.Webhooks;

/** What tells other programs of what happened. @param http calls whatever address somebody typed */
record Telling(Webhooks webhooks, GuardedHttp http) {
    static Telling start(
            Config config, Clock clock, Foundation foundation, Channels channels, Loop loop, Running running) {
        var http = running.keep(new GuardedHttp(config.channels().allowed()));
        var webhooks = running.keep(new Webhooks(new Webhooks.Needs(
                foundation.jdbi(),
                channels.connections(),
                channels.addresses(),
                http,
                foundation.sealing("webhook"),
                foundation.accounts().audit(),
                clock)));
        loop.follow(webhooks);
        return new Telling(webhooks.start(), http);
    }
}
