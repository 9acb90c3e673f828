package io.besedka.simulator.vk;

import io.besedka.simulator.messenger.Chat;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Callback buttons that were pressed and whose spinner turns until it is answered, for a minute. */
final class Presses {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int KEPT = 10_000;

    private record Press(Chat chat, Instant at) {}

    private final Map<String, Press> waiting = new LinkedHashMap<>();

    synchronized String begin(Chat chat) {
        var id = "%016x".formatted(chat.account().nextNumber() * 0xD1342543DE82EF95L);
        waiting.put(id, new Press(chat, chat.account().messenger().time().now()));
        if (waiting.size() > KEPT) waiting.remove(waiting.keySet().iterator().next());
        return id;
    }

    /** Whether it was this chat's, and not answered yet. */
    synchronized boolean end(String id, Chat chat) {
        var press = waiting.remove(id);
        var now = chat.account().messenger().time().now();
        return press != null && press.chat() == chat && now.isBefore(press.at().plus(PATIENCE));
    }
}
