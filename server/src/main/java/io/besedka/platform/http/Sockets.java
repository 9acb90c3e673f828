package io.besedka.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Turns exchanges into WebSockets and minds their limits. */
final class Sockets {
    private static final int MESSAGE_LIMIT = 64 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(90);
    private final ServerWebSocketContainer container;

    Sockets(Server server) {
        container = ServerWebSocketContainer.ensure(server);
        container.setMaxTextMessageSize(MESSAGE_LIMIT);
        container.setMaxFrameSize(MESSAGE_LIMIT);
        container.setInputBufferSize(1024);
        container.setOutputBufferSize(1024);
        container.setIdleTimeout(IDLE);
    }

    Answer upgrade(Request request, Response response, Callback callback, Socket.Listener listener) {
        boolean upgraded = container.upgrade((req, resp, cb) -> new Endpoint(listener), request, response, callback);
        if (!upgraded) {
            throw Problem.of(426, "upgrade_required", "this address speaks WebSocket");
        }
        return Answer.UPGRADED;
    }

    /** Jetty calls it by the methods of {@link Session.Listener}; our side is {@link Socket}. */
    public static final class Endpoint implements Session.Listener, Socket {
        /** Bytes that may wait for a slow reader. */
        private static final int BACKLOG_LIMIT = 1 << 20;

        private final Listener listener;
        private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(0);
        private Session session;
        private int backlog;
        private boolean sending;
        /** The last frame was given: one sent after it would fail and break the line before it arrives. */
        private boolean closing;

        private boolean closed;

        Endpoint(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
            listener.opened(this);
            opened.demand();
        }

        @Override
        public void onWebSocketText(String text) {
            listener.received(text);
            session.demand();
        }

        @Override
        public void onWebSocketBinary(ByteBuffer payload, org.eclipse.jetty.websocket.api.Callback callback) {
            callback.succeed();
            close(1003, "text only");
        }

        @Override
        public void onWebSocketClose(int code, String reason, org.eclipse.jetty.websocket.api.Callback callback) {
            ended();
            callback.succeed();
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            ended();
        }

        /** Jetty may find out on the thread that is just sending, which may hold what the listener needs to leave. */
        private void ended() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                waiting.clear();
                notifyAll();
            }
            Thread.startVirtualThread(listener::closed);
        }

        @Override
        public boolean send(String text) {
            return send(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean send(byte[] utf8) {
            synchronized (this) {
                if (closed || closing) {
                    return false;
                }
                if (sending) {
                    backlog += utf8.length;
                    waiting.add(utf8);
                    if (backlog > BACKLOG_LIMIT) {
                        waiting.clear();
                        close(1013, "too slow");
                        return false;
                    }
                    return true;
                }
                sending = true;
            }
            write(utf8);
            return true;
        }

        private void write(byte[] utf8) {
            session.sendText(
                    new String(utf8, StandardCharsets.UTF_8),
                    org.eclipse.jetty.websocket.api.Callback.from(this::sendNext, failure -> broken()));
        }

        private void broken() {
            synchronized (this) {
                if (closing) {
                    return;
                }
            }
            session.disconnect();
        }

        private void sendNext() {
            byte[] next;
            synchronized (this) {
                next = waiting.poll();
                if (next == null) {
                    sending = false;
                    notifyAll();
                    return;
                }
                backlog -= next.length;
            }
            write(next);
        }

        @Override
        public synchronized boolean awaitSent() throws InterruptedException {
            while (sending && !closed && !closing) {
                wait();
            }
            return !closed && !closing;
        }

        @Override
        public void close(int code, String reason) {
            synchronized (this) {
                if (closing) {
                    return;
                }
                closing = true;
                waiting.clear();
                notifyAll();
            }
            session.close(code, reason, org.eclipse.jetty.websocket.api.Callback.NOOP);
        }

        @Override
        public synchronized boolean isOpen() {
            return !closed;
        }
    }
}
