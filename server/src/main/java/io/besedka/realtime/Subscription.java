package io.besedka.realtime;

import io.besedka.conversation.ConversationKey;
import io.besedka.platform.http.Socket;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * One operator's socket. While it catches up by the log, live events wait in a list; then the two are joined by their cursors. An idle
 * one is this object and its socket, nothing more.
 */
final class Subscription implements Socket.Listener {
    private static final int WAITING_LIMIT = 1_000;
    private static final Duration TYPING_PAUSE = Duration.ofSeconds(3);

    private record Event(long cursor, byte[] frame) {}

    final long projectId;
    final long userId;
    final Feed.Listener listener;
    final OptionalLong after;
    private final Feed feed;
    private Socket socket;
    /** Not null while catching up. */
    private List<Event> waiting = new ArrayList<>(0);

    private boolean overflown;
    private boolean closed;
    private long told;
    private volatile long viewing;
    private Instant typedAt = Instant.MIN;

    Subscription(Feed feed, Feed.Listener listener, OptionalLong after) {
        this.feed = feed;
        this.projectId = listener.projectId();
        this.userId = listener.userId();
        this.listener = listener;
        this.after = after;
    }

    @Override
    public void opened(Socket opened) {
        socket = opened;
        Thread.ofVirtual().name("catch-up").start(() -> feed.catchUp(this));
    }

    /** A live event, in order and without gaps from the moment of joining the audience on. */
    synchronized void deliver(long cursor, byte[] frame) {
        if (waiting == null) {
            tell(cursor, frame);
        } else if (waiting.size() < WAITING_LIMIT && !overflown) {
            waiting.add(new Event(cursor, frame));
        } else {
            overflown = true;
            waiting.clear();
        }
    }

    /** An event read from the log while catching up. */
    synchronized void tell(long cursor, byte[] frame) {
        if (cursor > told) {
            told = cursor;
            socket.send(frame);
        }
    }

    /** The log was read up to {@code position}; false when more came meanwhile than was kept, and it must be read on. */
    synchronized boolean goLive(long position) {
        if (overflown) {
            overflown = false;
            return false;
        }
        told = Math.max(told, position);
        waiting.forEach(event -> tell(event.cursor(), event.frame()));
        waiting = null;
        socket.send(Frame.ready(told));
        return true;
    }

    synchronized void reset() {
        socket.send(Frame.RESET);
    }

    void send(byte[] frame) {
        socket.send(frame);
    }

    Socket socket() {
        return socket;
    }

    long viewing() {
        return viewing;
    }

    boolean isClosed() {
        return closed;
    }

    /** Called under the lock of the project's place in the feed, so that nobody who left can join. */
    void markClosed() {
        closed = true;
    }

    @Override
    public void received(String text) {
        try {
            var frame = Json.read(text, JsonNode.class);
            switch (frame.path("type").asString("")) {
                case "ping" -> socket.send(Frame.PONG);
                case "typing" -> typing(conversation(frame));
                case "viewing" -> view(conversation(frame));
                default -> {} // a newer client's word
            }
        } catch (BadJson bad) {
            socket.close(1007, "not the JSON expected");
        }
    }

    /** 0 = none. */
    private static long conversation(JsonNode frame) {
        var id = frame.path("conversationId");
        return id.isIntegralNumber() && id.canConvertToLong() ? id.longValue() : 0;
    }

    private void typing(long conversationId) {
        var now = feed.now();
        if (conversationId > 0 && !now.isBefore(typedAt)) {
            typedAt = now.plus(TYPING_PAUSE);
            feed.operatorTyping(this, new ConversationKey(projectId, conversationId));
        }
    }

    private void view(long conversationId) {
        if (viewing != conversationId) {
            viewing = conversationId;
            feed.presenceChanged(projectId);
        }
    }

    @Override
    public void closed() {
        feed.leave(this);
    }
}
