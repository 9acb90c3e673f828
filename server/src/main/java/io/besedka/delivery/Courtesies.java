package io.besedka.delivery;

import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connection;
import io.besedka.conversation.ConversationKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small signs that matter only at once: a few at a time for each connection, the others are dropped. */
final class Courtesies {
    private static final Logger LOG = LoggerFactory.getLogger(Courtesies.class);
    private static final int AT_ONCE = 8;

    private final Destinations destinations;
    private final Recipients recipients;
    private final Map<Long, Semaphore> places = new ConcurrentHashMap<>();

    Courtesies(Destinations destinations, Recipients recipients) {
        this.destinations = destinations;
        this.recipients = recipients;
    }

    void typing(long connectionId, ConversationKey conversation) {
        show(connectionId, (adapter, connection) -> {
            if (adapter.capabilities().typing()) {
                recipients.of(conversation, adapter.followsReplyPath()).ifPresent(to -> adapter.typing(connection, to));
            }
        });
    }

    void acknowledgePress(long connectionId, String pressExternalId) {
        show(connectionId, (adapter, connection) -> adapter.acknowledgePress(connection, pressExternalId));
    }

    private interface Courtesy {
        void show(ChannelAdapter adapter, Connection connection);
    }

    private void show(long connectionId, Courtesy courtesy) {
        var connected = destinations.of(connectionId).orElse(null);
        var place = places.computeIfAbsent(connectionId, id -> new Semaphore(AT_ONCE));
        if (connected == null || connected.connection().paused() || !place.tryAcquire()) {
            return;
        }
        Thread.ofVirtual().name("courtesy-" + connectionId).start(() -> {
            try {
                courtesy.show(connected.adapter(), connected.connection());
            } catch (RuntimeException failure) {
                LOG.atDebug()
                        .setCause(failure)
                        .addKeyValue("connection", connectionId)
                        .log("a courtesy failed");
            } finally {
                place.release();
            }
        });
    }
}
