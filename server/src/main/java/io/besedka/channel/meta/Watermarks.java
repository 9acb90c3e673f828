package io.besedka.channel.meta;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The latest message to each client by Meta's clock. Forgotten at a restart, and of those not heard of for long: then times must do. */
final class Watermarks {
    private static final int MOST = 10_000;

    private record Client(long connection, String id) {}

    private record Message(String id, Instant at) {}

    private final Map<Client, Message> latest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Client, Message> eldest) {
            return size() > MOST;
        }
    };

    synchronized void saw(long connection, String client, String message, Instant at) {
        latest.merge(
                new Client(connection, client),
                new Message(message, at),
                (old, fresh) -> fresh.at.isBefore(old.at) ? old : fresh);
    }

    /** The client's latest message if it is not younger than the mark. */
    synchronized Optional<String> latest(long connection, String client, Instant until) {
        return Optional.ofNullable(latest.get(new Client(connection, client)))
                .filter(message -> !message.at.isAfter(until))
                .map(Message::id);
    }
}
