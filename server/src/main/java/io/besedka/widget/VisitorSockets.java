package io.besedka.widget;

import io.besedka.conversation.Committed;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Follower;
import io.besedka.platform.http.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;

/** The open sockets of visitors by conversation. Told of commits, it hands over at once; one thread does the talking. */
final class VisitorSockets implements Follower, AutoCloseable {
    private final Map<ConversationKey, Set<Socket>> open = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Committed> waiting = new LinkedBlockingQueue<>();
    private final BiConsumer<Committed, Set<Socket>> speaker;
    private final Thread thread;

    VisitorSockets(BiConsumer<Committed, Set<Socket>> speaker) {
        this.speaker = speaker;
        this.thread = Thread.ofVirtual().name("visitors").start(this::work);
    }

    void add(ConversationKey key, Socket socket) {
        open.compute(key, (k, sockets) -> {
            var all = sockets == null ? ConcurrentHashMap.<Socket>newKeySet(1) : sockets;
            all.add(socket);
            return all;
        });
    }

    void remove(ConversationKey key, Socket socket) {
        open.computeIfPresent(key, (k, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
    }

    Set<Socket> of(ConversationKey key) {
        return open.getOrDefault(key, Set.of());
    }

    @Override
    public void committed(List<Committed> entries) {
        if (open.isEmpty()) {
            return;
        }
        for (var entry : entries) {
            if (open.containsKey(entry.conversation().key())) {
                waiting.add(entry);
            }
        }
    }

    private void work() {
        try {
            while (true) {
                var entry = waiting.take();
                speaker.accept(entry, of(entry.conversation().key()));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
