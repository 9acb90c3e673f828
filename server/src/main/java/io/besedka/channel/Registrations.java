package io.besedka.channel;

import io.besedka.channel.Connections.Connected;
import io.besedka.platform.clock.Alarm;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watchdog: sees to it that every provider posts to us. A new or changed connection is registered at once; every few minutes each
 * provider is asked, and one that dropped our webhook is told again. Connections that poll are told to post nowhere.
 */
public final class Registrations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);
    private static final Duration ROUND = Duration.ofMinutes(5);

    private final Connections connections;
    private final Health health;
    private final Clock clock;
    private final Alarm alarm;
    private final Optional<String> publicUrl;
    private final LongConsumer mended;
    /** One asks about a connection at a time, or two would register it twice. */
    private final Map<Long, Lock> turns = new ConcurrentHashMap<>();

    private final Set<Long> asked = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    /**
     * @param publicUrl where providers reach this server, without a slash at its end; empty = connections poll
     * @param mended told of a connection that works again
     */
    public Registrations(
            Connections connections, Health health, Clock clock, Optional<String> publicUrl, LongConsumer mended) {
        this.connections = connections;
        this.health = health;
        this.clock = clock;
        this.alarm = clock.alarm();
        this.publicUrl = publicUrl;
        this.mended = mended;
        this.thread = Thread.ofVirtual().name("registrations").unstarted(this::work);
        connections.watch(this::changed);
    }

    public Registrations start() {
        connections.all().forEach(connected -> asked.add(connected.connection().id()));
        alarm.ring();
        thread.start();
        return this;
    }

    /** Whether updates of this connection are fetched instead of posted. */
    public boolean polls(Connected connected) {
        var adapter = connected.adapter();
        return adapter.polling().isPresent()
                && (adapter.pollsAlways()
                        || publicUrl.isEmpty()
                        || connected.connection().setting("mode", "webhook").equals("polling"));
    }

    /** Where this server is reached, without a slash at its end. */
    public Optional<String> address() {
        return publicUrl;
    }

    /** Where the provider posts; what is always polled may post as well, sooner but not dependably. */
    public Optional<String> webhookUrl(Connected connected) {
        return publicUrl
                .filter(url -> connected.adapter().pollsAlways() || !polls(connected))
                .map(url -> url + WebhookRoutes.path(connected));
    }

    private void changed(Connected connected, boolean gone) {
        if (gone) {
            Thread.startVirtualThread(() -> connected.adapter().register(connected.connection(), Optional.empty()));
            health.forget(connected.connection().id());
            turns.remove(connected.connection().id());
            return;
        }
        asked.add(connected.connection().id());
        alarm.ring();
    }

    private void work() {
        try {
            var round = clock.now().plus(ROUND);
            while (true) {
                alarm.waitUntil(round);
                // By the clock and not after the last ring: connections that change all the time must not put the round
                // off.
                if (!clock.now().isBefore(round)) {
                    round = clock.now().plus(ROUND);
                    connections
                            .all()
                            .forEach(connected ->
                                    asked.add(connected.connection().id()));
                }
                for (var id : Set.copyOf(asked)) {
                    asked.remove(id);
                    connections.of(id).ifPresent(this::check);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the provider, and tells it where to post if it does not know; leaves the finding in the connection's health. */
    public Registration check(Connected connected) {
        var turn = turns.computeIfAbsent(connected.connection().id(), _ -> new ReentrantLock());
        turn.lock();
        try {
            return checkAlone(connections.of(connected.connection().id()).orElse(connected));
        } finally {
            turn.unlock();
        }
    }

    /** @param connected as it is now: whoever had the turn before may have learned something */
    private Registration checkAlone(Connected connected) {
        var url = webhookUrl(connected);
        var finding = connected.adapter().inspect(connected.connection(), url);
        if (finding instanceof Registration.Missing) {
            finding = connected.adapter().register(connected.connection(), url);
        }
        note(connected.connection().id(), finding);
        if (finding instanceof Registration.Registered registered) {
            learn(connected.connection(), registered.learned());
        }
        return finding;
    }

    private void learn(Connection connection, Map<String, String> learned) {
        connections.change(connection.id(), now -> {
            var settings = new HashMap<>(now.settings());
            settings.putAll(learned);
            return settings.equals(now.settings()) ? now : now.with(settings);
        });
    }

    private void note(long id, Registration finding) {
        boolean wasBroken = health.isBroken(id);
        switch (finding) {
            case Registration.Registered registered -> health.says(id, Health.State.OK, null);
            case Registration.Missing(var why) -> health.says(id, Health.State.WARNING, why);
            case Registration.Broken(var why) -> health.says(id, Health.State.BROKEN, why);
            case Registration.Unsure(var why) ->
                health.says(id, wasBroken ? Health.State.BROKEN : Health.State.WARNING, why);
        }
        if (wasBroken && !health.isBroken(id)) {
            LOG.atInfo().addKeyValue("connection", id).log("a connection works again");
            mended.accept(id);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
