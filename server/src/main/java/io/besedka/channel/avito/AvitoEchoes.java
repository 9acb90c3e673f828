package io.besedka.channel.avito;

import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Avito tells us of our own messages too, and may do so before it has answered the call that sent them. An echo in a chat where this process
 * is just sending is left for the next round of polling, when the answers are known.
 */
final class AvitoEchoes {
    /** From the answer to its commit. */
    private static final Duration SETTLES = Duration.ofSeconds(5);

    private static final int MANY = 10_000;

    /** @param sending how many calls are on their way; @param until when the last answer has surely settled */
    private record Chat(int sending, Instant until) {}

    private final Clock clock;
    private final Map<String, Chat> chats = new ConcurrentHashMap<>();
    private final Seen ours = new Seen();

    AvitoEchoes(Clock clock) {
        this.clock = clock;
    }

    <T> T whileSending(long connection, String chat, Supplier<T> call) {
        var key = key(connection, chat);
        chats.merge(key, new Chat(1, Instant.MIN), (old, one) -> new Chat(old.sending + 1, old.until));
        try {
            return call.get();
        } finally {
            var settled = clock.now().plus(SETTLES);
            chats.computeIfPresent(key, (same, old) -> new Chat(old.sending - 1, settled));
            tidy();
        }
    }

    private void tidy() {
        if (chats.size() > MANY) {
            chats.values().removeIf(chat -> chat.sending == 0 && !chat.until.isAfter(clock.now()));
        }
    }

    /** These came from us: their echoes are nothing new. */
    void know(long connection, List<String> messages) {
        messages.forEach(message -> ours.add(key(connection, message)));
    }

    boolean isKnown(long connection, String message) {
        return ours.has(key(connection, message));
    }

    boolean mustWait(long connection, String chat) {
        var known = chats.get(key(connection, chat));
        return known != null && (known.sending > 0 || known.until.isAfter(clock.now()));
    }

    private static String key(long connection, String id) {
        return connection + " " + id;
    }
}
