package io.besedka.channel;

import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Input;
import io.besedka.conversation.Turns;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks providers who a client is whose updates tell no name: once for each, beside the way of the update itself. */
final class Acquaintances {
    private static final Logger LOG = LoggerFactory.getLogger(Acquaintances.class);
    private static final int REMEMBERED = 50_000;
    private static final int AT_ONCE = 8;

    private record Client(long connectionId, String externalId) {}

    private final Turns turns;
    private final Semaphore asking = new Semaphore(AT_ONCE);
    private final Set<Client> asked = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Client, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    Acquaintances(Turns turns) {
        this.turns = turns;
    }

    void meet(Connected connected, Input input) {
        if (input.address() instanceof Address.OfClient client
                && input.act().opens()
                && client.profile().name() == null
                && asked.add(new Client(client.connectionId(), client.externalId()))) {
            Thread.ofVirtual().name("acquaintance").start(() -> ask(connected, client));
        }
    }

    private void ask(Connected connected, Address.OfClient client) {
        try {
            asking.acquire();
            try {
                var told = connected.adapter().lookUp(connected.connection(), client.externalId());
                told.ifPresent(profile -> turns.take(
                        new Address.OfClient(client.projectId(), client.connectionId(), client.externalId(), profile), new Act.Met()));
            } finally {
                asking.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.atWarn().setCause(bug).addKeyValue("connection", client.connectionId()).log("a client could not be looked up");
        }
    }
}
