package io.besedka.channel;

import io.besedka.channel.Connections.Connected;
import io.besedka.platform.clock.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Fetches updates where a provider cannot reach us: one waiting thread a connection. */
public final class Pollers implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration LAST_WORK = Duration.ofSeconds(5);

    private final Connections connections;
    private final Inbound inbound;
    private final Health health;
    private final Clock clock;
    private final Predicate<Connected> polls;
    private final Map<Long, Poll> running = new ConcurrentHashMap<>();

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
            before.stop();
        }
        if (!gone && polls.test(connected)) {
            running.put(id, new Poll(connected).start());
        }
    }

    private enum State {
        /** Storing what came. */
        WORKING,
        /** For the provider, or before it is asked again. */
        WAITING,
        STOPPED
    }

    /** Polls one connection. Interrupted only where it waits: in the middle of a statement that would break a connection to the database. */
    private final class Poll {
        private final Connected connected;
        private final long id;
        private final ChannelAdapter.Polling polling;
        private final AtomicReference<State> state = new AtomicReference<>(State.WORKING);
        private final Thread thread;

        Poll(Connected connected) {
            this.connected = connected;
            this.id = connected.connection().id();
            this.polling = connected.adapter().polling().orElseThrow();
            this.thread = Thread.ofVirtual().name("poll-" + id).unstarted(this::work);
        }

        Poll start() {
            thread.start();
            return this;
        }

        void stop() {
            if (state.getAndSet(State.STOPPED) == State.WAITING) {
                thread.interrupt();
            }
        }

        private void work() {
            var alarm = clock.alarm();
            try {
                while (state.get() != State.STOPPED) {
                    fetch();
                    waiting(() -> {
                        alarm.waitUntil(clock.now().plus(PAUSE));
                        return null;
                    });
                }
            } catch (InterruptedException | IOException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        /** Polls until the provider, or the database, is away. */
        private void fetch() throws InterruptedException {
            try {
                var cursor = connections.cursor(id);
                while (state.get() != State.STOPPED) {
                    var before = cursor;
                    var polled = waiting(() -> polling.poll(connected.connection(), before));
                    if (!takeAll(connected, polled)) {
                        return;
                    }
                    if (!Objects.equals(cursor, polled.cursor())) {
                        connections.keepCursor(id, polled.cursor());
                    }
                    cursor = polled.cursor();
                }
            } catch (IOException | RuntimeException away) {
                if (state.get() != State.STOPPED) {
                    health.says(id, Health.State.WARNING, "updates could not be fetched: " + away.getMessage());
                }
            }
        }

        private <T> T waiting(Wait<T> wait) throws IOException, InterruptedException {
            move(State.WORKING, State.WAITING);
            try {
                return wait.over();
            } finally {
                move(State.WAITING, State.WORKING);
            }
        }

        private void move(State from, State to) throws InterruptedException {
            if (!state.compareAndSet(from, to)) {
                throw new InterruptedException();
            }
        }
    }

    @FunctionalInterface
    private interface Wait<T> {
        T over() throws IOException, InterruptedException;
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

    /** What comes is stored to the end before the database may go. */
    @Override
    public void close() {
        running.values().forEach(Poll::stop);
        for (var poll : running.values()) {
            try {
                poll.thread.join(LAST_WORK);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
