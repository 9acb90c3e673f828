package io.besedka.channel;

import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Input;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Turns;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks providers what their updates leave open about a client, as the name or the picture: once for each, beside the way of the update itself. A connection has one
 * question under way; whoever comes meanwhile waits for the next, and they are asked about together where the provider takes many.
 */
final class Acquaintances {
    private static final Logger LOG = LoggerFactory.getLogger(Acquaintances.class);
    private static final int REMEMBERED = 50_000;
    /** Of one connection; who comes beyond is asked about when writing the next time. */
    private static final int WAITING = 10_000;

    private record Client(long connectionId, String externalId) {}

    /** Those of one connection who wait to be asked about. It is locked by itself. */
    private static final class Newcomers {
        final ArrayDeque<String> waiting = new ArrayDeque<>();
        Connected connected;
        boolean asking;
    }

    private final Turns turns;
    private final Inbound.Errands errands;
    private final Map<Long, Newcomers> newcomers = new ConcurrentHashMap<>();
    private final Set<Client> asked = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Client, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    Acquaintances(Turns turns, Inbound.Errands errands) {
        this.turns = turns;
        this.errands = errands;
    }

    void meet(Connected connected, Input input) {
        if (connected.adapter().looksUp() > 0
                && !connected.connection().paused()
                && input.address() instanceof Address.OfClient client
                && input.act().opens()
                && connected.adapter().leavesOpen(client.profile())
                && asked.add(new Client(client.connectionId(), client.externalId()))) {
            add(connected, client.externalId());
        }
    }

    private void add(Connected connected, String externalId) {
        long id = connected.connection().id();
        var those = newcomers.computeIfAbsent(id, number -> new Newcomers());
        boolean first;
        synchronized (those) {
            those.connected = connected;
            if (those.waiting.size() >= WAITING) {
                asked.remove(new Client(id, externalId));
            } else {
                those.waiting.add(externalId);
            }
            first = !those.asking;
            those.asking = true;
        }
        if (first) {
            errands.run(id, () -> ask(id, those));
        }
    }

    private void ask(long connectionId, Newcomers those) {
        try {
            Connected connected;
            synchronized (those) {
                connected = those.connected;
            }
            var adapter = connected.adapter();
            tell(connected.connection(), adapter.lookUp(connected.connection(), some(those, adapter.looksUp())));
        } catch (RuntimeException bug) {
            LOG.atWarn().setCause(bug).addKeyValue("connection", connectionId).log("clients could not be looked up");
        }
        boolean more;
        synchronized (those) {
            more = !those.waiting.isEmpty();
            those.asking = more;
        }
        if (more) {
            errands.run(connectionId, () -> ask(connectionId, those));
        }
    }

    private static List<String> some(Newcomers those, int most) {
        synchronized (those) {
            var some = new ArrayList<String>();
            while (some.size() < most && !those.waiting.isEmpty()) {
                some.add(those.waiting.poll());
            }
            return some;
        }
    }

    private void tell(Connection connection, Map<String, Profile> told) {
        var inputs = new ArrayList<Input>();
        told.forEach((externalId, profile) -> inputs.add(new Input(
                new Address.OfClient(connection.projectId(), connection.id(), externalId, profile), new Act.Met())));
        turns.take(inputs);
    }
}
