package io.besedka.channel.whatsapp;

import java.util.LinkedHashMap;
import java.util.Map;

/** Each client's latest message: WhatsApp wants its id for "typing" and "read". In memory only; after a restart the next message tells. */
final class Latest {
    private static final int LIMIT = 50_000;

    private record Client(long connection, String id) {}

    private record Heard(String messageId, boolean read) {}

    private final Map<Client, Heard> all = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Client, Heard> eldest) {
            return size() > LIMIT;
        }
    };

    synchronized void heard(long connection, String client, String messageId) {
        all.put(new Client(connection, client), new Heard(messageId, false));
    }

    /** Null when nothing was heard. It counts as read from now on. */
    synchronized String reading(long connection, String client) {
        var heard = all.get(new Client(connection, client));
        if (heard != null) {
            all.put(new Client(connection, client), new Heard(heard.messageId, true));
        }
        return heard == null ? null : heard.messageId;
    }

    /** As {@link #reading}, but null for one that was read already. */
    synchronized String unread(long connection, String client) {
        var heard = all.get(new Client(connection, client));
        return heard == null || heard.read ? null : reading(connection, client);
    }
}
