package io.besedka.channel;

import io.besedka.channel.Connections.Connected;
import io.besedka.platform.clock.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
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
        var alarm = clock.alarm();
        try {
            while (true) {
                try {
                    pollOn(connected);
                } catch (IOException | RuntimeException away) {
                    if (Thread.currentThread().isInterrupted()) {
                        return;
                    }
                    health.says(connected.connection().id(), Health.State.WARNING, "updates could not be fetched: " + away.getMessage());
                }
                alarm.waitUntil(clock.now().plus(PAUSE));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Polls until the provider, or the database, is away. */
    private void pollOn(Connected connected) throws IOException, InterruptedException {
        long id = connected.connection().id();
        var polling = connected.adapter().polling().orElseThrow();
        var cursor = connections.cursor(id);
        while (true) {
            var polled = polling.poll(connected.connection(), cursor);
            if (!takeAll(connected, polled)) {
                return;
            }
            if (!Objects.equals(cursor, polled.cursor())) {
                connections.keepCursor(id, polled.cursor());
            }
            cursor = polled.cursor();
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
