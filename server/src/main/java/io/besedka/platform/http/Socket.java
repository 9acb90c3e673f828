package io.besedka.platform.http;

/**
 * One open WebSocket. Sending never blocks: messages queue up to a limit, and a reader slower than that is dropped (it resumes by its
 * cursor when it comes back).
 */
public interface Socket {
    /** Queues a text; false when the socket is closed or was just dropped for being slow. Safe for threads; keeps the order of calls. */
    boolean send(String text);

    /** Queues UTF-8 text shared between many sockets, so that a fan-out encodes it once. */
    boolean send(byte[] utf8);

    /** Blocks until all that was queued has gone out, for those who send much at once; false when the socket is closed. */
    boolean awaitSent() throws InterruptedException;

    void close(int code, String reason);

    boolean isOpen();

    /** The far end's side. Calls for one socket come one at a time. */
    interface Listener {
        void opened(Socket socket);

        void received(String text);

        /** Called exactly once, whoever closed and however, and never on a thread that sends or closes. */
        void closed();
    }
}
