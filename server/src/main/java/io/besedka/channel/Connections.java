package io.besedka.channel;

import io.besedka.account.Sealing;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.secret.Secret;
import io.besedka.platform.secret.Tokens;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/** The installation's connections, all of them in memory: every update and every send asks for one. */
public final class Connections {
    public static final int NAME_LIMIT = 100;
    /** The secret by which a provider proves itself; made by us for each connection. */
    public static final String WEBHOOK_SECRET = "webhook_secret";

    /** A connection with its adapter. @param hook the secret part of its webhook's address; the widget's public key */
    public record Connected(Connection connection, ChannelAdapter adapter, String hook) {}

    /** Told when a connection came, changed (with its new self) or went (with its old self, {@code gone}). */
    @FunctionalInterface
    public interface Watcher {
        void changed(Connected connected, boolean gone);
    }

    private final ConnectionStore store;
    private final Clock clock;
    private final Map<String, ChannelAdapter> adapters = new ConcurrentHashMap<>();
    private final Map<Long, Connected> byId = new ConcurrentHashMap<>();
    private final Map<String, Connected> byHook = new ConcurrentHashMap<>();
    private final ReentrantLock changing = new ReentrantLock();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    public Connections(Jdbi jdbi, Sealing sealing, Clock clock, Collection<ChannelAdapter> adapters) {
        this.store = new ConnectionStore(jdbi, sealing);
        this.clock = clock;
        adapters.forEach(adapter -> {
            this.adapters.put(adapter.channel(), adapter);
            adapter.keepIn((id, change) ->
                    change(id, change).map(Connected::connection).orElse(null));
        });
    }

    public void load() {
        store.all().forEach(row -> keep(row.connection(), row.hook()));
    }

    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    public Optional<Connected> of(long connectionId) {
        return Optional.ofNullable(byId.get(connectionId));
    }

    public Optional<Connected> of(long projectId, long connectionId) {
        return of(connectionId).filter(connected -> connected.connection().projectId() == projectId);
    }

    /** By the secret part of a webhook's address; the map's look-up of a long random text tells a guesser nothing of use. */
    public Optional<Connected> ofHook(String channel, String hook) {
        return Optional.ofNullable(byHook.get(hook))
                .filter(connected -> connected.connection().channel().equals(channel));
    }

    public List<Connected> ofProject(long projectId) {
        return byId.values().stream()
                .filter(connected -> connected.connection().projectId() == projectId)
                .sorted(java.util.Comparator.comparingLong(
                        connected -> connected.connection().id()))
                .toList();
    }

    public Collection<Connected> all() {
        return byId.values();
    }

    public boolean knows(String channel) {
        return adapters.containsKey(channel);
    }

    /** Makes a connection with a webhook address and a webhook secret of its own. */
    public Connected add(
            long projectId, String channel, String name, Map<String, String> settings, Map<String, Secret> secrets) {
        var all = new java.util.TreeMap<>(secrets);
        all.putIfAbsent(WEBHOOK_SECRET, new Secret(Tokens.random()));
        var hook = Tokens.random();
        long id = store.insert(projectId, channel, name, hook, settings, all, clock.now());
        return tell(keep(new Connection(projectId, id, channel, name, false, settings, all), hook));
    }

    /**
     * Changes a connection as it is stored at that moment; empty when it was removed. Two changes at once both count, in other processes
     * too, and none brings it back.
     */
    public Optional<Connected> change(long connectionId, UnaryOperator<Connection> change) {
        return locked(() -> of(connectionId)
                .flatMap(before -> store.change(connectionId, change).map(row -> {
                    if (row.connection().equals(before.connection())
                            && row.hook().equals(before.hook())) {
                        return before;
                    }
                    byHook.remove(before.hook());
                    return tell(keep(row.connection(), row.hook()));
                })));
    }

    /** Gives the connection a new address and a new secret; the former address is unknown from now on. Empty when it was removed. */
    public Optional<Connected> rotate(long connectionId) {
        return locked(() -> of(connectionId).map(before -> {
            var connection = before.connection();
            var secrets = new java.util.TreeMap<>(connection.secrets());
            secrets.put(WEBHOOK_SECRET, new Secret(Tokens.random()));
            var hook = Tokens.random();
            var rotated = new Connection(
                    connection.projectId(),
                    connection.id(),
                    connection.channel(),
                    connection.name(),
                    connection.paused(),
                    connection.settings(),
                    secrets);
            store.rotate(rotated, hook);
            byHook.remove(before.hook());
            return tell(keep(rotated, hook));
        }));
    }

    private <T> T locked(Supplier<T> work) {
        changing.lock();
        try {
            return work.get();
        } finally {
            changing.unlock();
        }
    }

    /** Up to where the connection's updates were fetched and stored; null = none were yet. */
    String cursor(long connectionId) {
        return store.cursor(connectionId);
    }

    void keepCursor(long connectionId, String cursor) {
        store.keepCursor(connectionId, cursor);
    }

    /** Null when this server has no such channel. */
    public ChannelAdapter adapter(String channel) {
        return adapters.get(channel);
    }

    /** The channels this server has, by name. */
    public Collection<String> channels() {
        return new java.util.TreeSet<>(adapters.keySet());
    }

    public void remove(Connected connected) {
        locked(() -> {
            store.remove(connected.connection(), clock.now());
            byId.remove(connected.connection().id());
            byHook.remove(connected.hook());
            watchers.forEach(watcher -> watcher.changed(connected, true));
            return connected;
        });
    }

    private Connected keep(Connection connection, String hook) {
        var adapter = adapters.get(connection.channel());
        if (adapter == null) {
            throw new IllegalStateException(
                    "connection " + connection.id() + " is of a channel this server does not have");
        }
        var connected = new Connected(connection, adapter, hook);
        byId.put(connection.id(), connected);
        byHook.put(hook, connected);
        return connected;
    }

    private Connected tell(Connected connected) {
        watchers.forEach(watcher -> watcher.changed(connected, false));
        return connected;
    }
}
