package io.besedka.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many open WebSockets heard by one thread, which costs little: frames are taken apart in place and handed on as they lie. */
final class Listeners implements AutoCloseable {
    /** Hears every text on the listening thread, which it must not hold up. */
    interface Ear {
        /** @param at when it was read, by {@code System.nanoTime} */
        void heard(int socket, ByteBuffer text, long at);
    }

    private static final int OPCODE = 0x0f;
    private static final int TEXT = 1;

    private final InetSocketAddress server;
    private final Ear ear;
    private final Selector selector = Selector.open();
    private final List<Line> lines = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("listeners").unstarted(this::listen);
    private volatile boolean closed;
    private volatile int lost;

    private static final class Line {
        final int number;
        final SocketChannel channel;
        ByteBuffer in = ByteBuffer.allocate(4096);

        Line(int number, SocketChannel channel) {
            this.number = number;
            this.channel = channel;
        }
    }

    Listeners(InetSocketAddress server, Ear ear) throws IOException {
        this.server = server;
        this.ear = ear;
    }

    /** Opens one and says {@code first} on it, if not null. Call before {@link #start}. Returns its number, from 0. */
    int open(String path, String headers, String first) throws IOException {
        var channel = handshake(server, path, headers, 0);
        if (first != null) {
            say(channel, first);
        }
        channel.configureBlocking(false);
        lines.add(new Line(lines.size(), channel));
        return lines.size() - 1;
    }

    /** Opens a blocking one nobody listens to. @param receiveBuffer bytes the system may keep for it; 0 = as usual */
    static SocketChannel handshake(InetSocketAddress server, String path, String headers, int receiveBuffer)
            throws IOException {
        var channel = SocketChannel.open();
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        channel.connect(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var ask = "GET " + path + " HTTP/1.1\r\nHost: " + server.getHostString() + ":" + server.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + headers + "\r\n";
        channel.write(ByteBuffer.wrap(ask.getBytes(StandardCharsets.US_ASCII)));
        var answer = head(channel);
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IllegalStateException("the socket was not opened: " + answer);
        }
        return channel;
    }

    /** Byte by byte, so that frames right behind the head stay where they are. */
    private static String head(SocketChannel channel) throws IOException {
        var head = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            one.clear();
            if (channel.read(one) < 0) {
                throw new IOException("the connection ended in the handshake: " + head);
            }
            head.append((char) one.get(0));
        }
        return head.toString();
    }

    static void say(SocketChannel channel, String text) throws IOException {
        say(channel, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A masked text frame; the mask is zero. */
    static void say(SocketChannel channel, byte[] text) throws IOException {
        var frame = ByteBuffer.allocate(text.length + 8);
        frame.put((byte) 0x81);
        if (text.length < 126) {
            frame.put((byte) (0x80 | text.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) text.length);
        }
        frame.putInt(0).put(text).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    Listeners start() throws IOException {
        for (var line : lines) {
            line.channel.register(selector, SelectionKey.OP_READ, line);
        }
        thread.start();
        return this;
    }

    int count() {
        return lines.size();
    }

    /** How many were closed by the far end. */
    int lost() {
        return lost;
    }

    private void listen() {
        try {
            while (!closed) {
                selector.select();
                for (var key : selector.selectedKeys()) {
                    read(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void read(SelectionKey key) {
        var line = (Line) key.attachment();
        try {
            if (line.channel.read(line.in) < 0) {
                end(key, line);
                return;
            }
        } catch (IOException reset) {
            end(key, line);
            return;
        }
        long at = System.nanoTime();
        line.in.flip();
        while (frame(line, at)) {}
        line.in.compact();
        if (!line.in.hasRemaining()) {
            var larger = ByteBuffer.allocate(line.in.capacity() * 2);
            line.in.flip();
            line.in = larger.put(line.in);
        }
    }

    private void end(SelectionKey key, Line line) {
        key.cancel();
        lost++;
        try {
            line.channel.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Takes one whole frame from the buffer; false when there is none. The server sends each text in one frame, unmasked. */
    private boolean frame(Line line, long at) {
        var in = line.in;
        int start = in.position();
        if (in.remaining() < 2) {
            return false;
        }
        int head = 2;
        int length = in.get(start + 1) & 0x7f;
        if (length == 126 && in.remaining() >= 4) {
            length = in.getShort(start + 2) & 0xffff;
            head = 4;
        } else if (length == 127 && in.remaining() >= 10) {
            length = (int) in.getLong(start + 2);
            head = 10;
        } else if (length >= 126) {
            return false;
        }
        if (in.remaining() < head + length) {
            return false;
        }
        if ((in.get(start) & OPCODE) == TEXT) {
            ear.heard(line.number, in.slice(start + head, length), at);
        }
        in.position(start + head + length);
        return true;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var line : lines) {
            line.channel.close();
        }
        selector.close();
    }
}
