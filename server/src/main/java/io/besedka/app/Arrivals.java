package io.besedka.app;

import io.besedka.channel.Fetcher;
import io.besedka.channel.Inbound;
import io.besedka.channel.Pollers;
import io.besedka.channel.Registrations;
import io.besedka.conversation.Pictures;
import io.besedka.conversation.Timers;
import io.besedka.conversation.YoungTables;
import io.besedka.platform.clock.Clock;

/** What comes by itself: providers' updates, posted or fetched, the files in them, timers that ring. */
record Arrivals(Inbound inbound, Registrations registrations) {
    static Arrivals start(
            Config config,
            Clock clock,
            Foundation foundation,
            Channels channels,
            Loop loop,
            Live live,
            Running running) {
        var connections = channels.connections();
        var health = channels.health();
        var inbound = new Inbound(
                loop.turns(), health, loop.lanes()::acknowledgePress, live::clientTypes, loop.lanes()::errand);
        var publicUrl = config.publicUrl().map(Object::toString);
        var registrations =
                running.keep(new Registrations(connections, health, clock, publicUrl, loop.lanes()::resume));
        running.keep(new Pollers(connections, inbound, health, clock, registrations::polls))
                .start();
        running.keep(new YoungTables(foundation.jdbi(), clock)).start();
        running.keep(new Timers(foundation.jdbi(), loop.turns(), clock)).start();
        var pictures = new Pictures(foundation.jdbi(), foundation.files());
        running.keep(new Fetcher(foundation.files(), pictures, connections, loop.turns(), clock))
                .start();
        return new Arrivals(inbound, registrations);
    }

    /** Tells providers where to post; not before we listen, as some try the address before they answer. */
    void invite() {
        registrations.start();
    }
}
