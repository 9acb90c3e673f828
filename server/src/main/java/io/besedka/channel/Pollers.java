package io.besedka.channel;

import io.besedka.channel.Connections.Connected;
import io.besedka.platform.clock.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Fetches updates where a provider cannot reach us: one waiting thread a connection. */
public final class Pollers implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Connections connections;
    private final Inbound inbound;
    private final Health health;
    private final Clock clock;
    private final Predicate<Connected> polls;
    private final Map<Long, Thread> running = new ConcurrentHashMap<>();

    public Pollers(Connections connections, Inbound inbound, Health health, Clock clock, Predicate<Connected> polls) {
        this.connections = connections;
        this.inbound = inbound;
        this.health = health;
        this.clock = clock;
        this.polls = polls;
        connections.watch((connected, gone) -> follow(connected, gone));
    }

    public Pollers start() {
        connections.all().forEach(connected -> follow(connected, false));
        return this;
    }

    private synchronized void follow(Connected connected, boolean gone) {
        long id = connected.connection().id();
        var before = running.remove(id);
        if (before != null) {
            before.interrupt();
        }
        if (!gone && polls.test(connected)) {
            running.put(id, Thread.ofVirtual().name("poll-" + id).start(() -> poll(connected)));
        }
    }

    private void poll(Connected connected) {
        var polling = connected.adapter().polling().orElseThrow();
        var alarm = clock.alarm();
        String cursor = null;
        try {
            while (true) {
                try {
                    var polled = polling.poll(connected.connection(), cursor);
                    if (takeAll(connected, polled)) {
                        cursor = polled.cursor();
                    } else {
                        alarm.waitUntil(clock.now().plus(PAUSE));
                    }
                } catch (IOException away) {
                    health.says(connected.connection().id(), Health.State.WARNING, away.getMessage());
                    alarm.waitUntil(clock.now().plus(PAUSE));
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** The cursor moves, and with it what the provider forgets, only when everything was stored. */
    private boolean takeAll(Connected connected, ChannelAdapter.Polled polled) {
        for (var intake : polled.intakes()) {
            if (intake instanceof Intake.Taken taken && !inbound.take(connected, taken)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        running.values().forEach(Thread::interrupt);
    }
}
