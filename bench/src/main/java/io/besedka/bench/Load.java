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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A load generator that costs little: one thread, keep-alive connections, requests ready as bytes, answers read no further than
 * needed. Closed loop: each connection asks again as soon as it is answered. Open loop: requests leave by the clock, and latency
 * counts from the intended moment.
 */
final class Load implements AutoCloseable {
    /** Writes the next request's bytes; returns a token that comes back with its answer. */
    interface Source {
        /** @param intended when it should have left, by {@code System.nanoTime} */
        long next(ByteBuffer request, long intended);

        /**
         * In an open loop called on another thread than {@link #next}.
         *
         * @param status the HTTP status, or 0 when the connection broke before an answer
         */
        default void answered(long token, int status) {}
    }

    /** @param lag how much later than intended requests left, in an open loop: the generator's own fault */
    record Report(double perSecond, Latencies latencies, Latencies lag, long answers, long failures) {}

    private static final long PATIENCE = 20_000_000_000L;

    private final InetSocketAddress server;
    private final Source source;
    private final Selector selector = Selector.open();
    private final ArrayList<Line> lines = new ArrayList<>();
    private final ConcurrentLinkedQueue<Line> idle = new ConcurrentLinkedQueue<>();
    private Latencies latencies = new Latencies();
    private Latencies lag = new Latencies();
    private volatile boolean pacing;
    private long answers;
    private final AtomicLong failures = new AtomicLong();

    /** One connection and what it is waiting for. */
    private static final class Line {
        SocketChannel channel;
        SelectionKey key;
        final ByteBuffer out = ByteBuffer.allocateDirect(16 * 1024);
        final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
        long began;
        long token;
        /** Written last: whoever sees it set sees the rest. */
        volatile boolean asking;
    }

    Load(InetSocketAddress server, int connections, Source source) throws IOException {
        this.server = server;
        this.source = source;
        for (int i = 0; i < connections; i++) {
            var line = new Line();
            connect(line);
            lines.add(line);
        }
    }

    private void connect(Line line) throws IOException {
        line.channel = SocketChannel.open(server);
        line.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        line.channel.configureBlocking(false);
        line.key = line.channel.register(selector, SelectionKey.OP_READ, line);
        line.in.clear();
        line.asking = false;
    }

    /** Every connection asks again at once, for so long. */
    Report closed(double seconds) throws IOException {
        long until = start(seconds);
        for (var line : lines) {
            ask(line, System.nanoTime());
        }
        while (System.nanoTime() < until) {
            selector.select(50);
            for (var key : selector.selectedKeys()) {
                var line = (Line) key.attachment();
                if (read(line) && System.nanoTime() < until) {
                    ask(line, System.nanoTime());
                }
            }
            selector.selectedKeys().clear();
        }
        return finish(seconds);
    }

    /**
     * So many requests a second by the clock. This thread sends, another reads the answers, and both sleep between: what spins would
     * take its processor from the measured server.
     */
    Report open(double perSecond, double seconds) throws IOException, InterruptedException {
        start(seconds);
        idle.clear();
        idle.addAll(lines);
        pacing = true;
        var reader = Thread.ofPlatform().name("answers").start(this::readAnswers);
        long interval = (long) (1e9 / perSecond);
        long due = System.nanoTime();
        for (long left = (long) (perSecond * seconds); left > 0; left--) {
            var line = lineAt(due);
            lag.record(System.nanoTime() - due);
            ask(line, due);
            due += interval;
        }
        pacing = false;
        selector.wakeup();
        reader.join();
        return finish(seconds);
    }

    private Line lineAt(long due) {
        for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
            LockSupport.parkNanos(early);
        }
        var line = idle.poll();
        while (line == null) {
            if (System.nanoTime() - due > PATIENCE) {
                throw new IllegalStateException(
                        "no connection became free within 20 s: the server does not keep up, or is gone");
            }
            LockSupport.parkNanos(20_000);
            line = idle.poll();
        }
        return line;
    }

    private void readAnswers() {
        try {
            while (pacing) {
                selector.select(200);
                for (var key : selector.selectedKeys()) {
                    var line = (Line) key.attachment();
                    if (read(line)) {
                        idle.add(line);
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private long start(double seconds) {
        latencies = new Latencies();
        lag = new Latencies();
        answers = 0;
        failures.set(0);
        return System.nanoTime() + (long) (seconds * 1e9);
    }

    private Report finish(double seconds) throws IOException {
        long counted = answers;
        long deadline = System.nanoTime() + 2_000_000_000L;
        while (lines.stream().anyMatch(line -> line.asking) && System.nanoTime() < deadline) {
            selector.select(50);
            for (var key : selector.selectedKeys()) {
                read((Line) key.attachment());
            }
            selector.selectedKeys().clear();
        }
        return new Report(counted / seconds, latencies, lag, counted, failures.get());
    }

    private void ask(Line line, long intended) throws IOException {
        line.out.clear();
        line.token = source.next(line.out, intended);
        line.out.flip();
        line.began = intended;
        line.asking = true;
        try {
            while (line.out.hasRemaining()) {
                line.channel.write(line.out);
            }
        } catch (IOException broken) {
            broken(line);
        }
    }

    /** True when an answer is complete and the connection is free again. */
    private boolean read(Line line) throws IOException {
        try {
            if (line.channel.read(line.in) < 0) {
                broken(line);
                return false;
            }
        } catch (IOException reset) {
            broken(line);
            return false;
        }
        int status = complete(line.in);
        if (status == 0 || !line.asking) {
            return false;
        }
        latencies.record(System.nanoTime() - line.began);
        answers++;
        if (status != 200 && status != 201) {
            failures.incrementAndGet();
        }
        line.in.clear();
        line.asking = false;
        source.answered(line.token, status);
        return true;
    }

    private void broken(Line line) throws IOException {
        line.key.cancel();
        line.channel.close();
        failures.incrementAndGet();
        if (line.asking) {
            source.answered(line.token, 0);
        }
        connect(line);
    }

    /** The status of a whole answer in the buffer, 0 while it is not whole. */
    private static int complete(ByteBuffer in) {
        int end = -1;
        for (int i = 3; i < in.position() && end < 0; i++) {
            if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
                end = i + 1;
            }
        }
        if (end < 0) {
            return 0;
        }
        var head = new String(in.array(), 0, end, StandardCharsets.ISO_8859_1);
        int at = head.indexOf("ontent-Length:");
        if (at < 0) {
            at = head.indexOf("ontent-length:");
        }
        int length = at < 0
                ? 0
                : Integer.parseInt(
                        head.substring(at + 14, head.indexOf('\r', at)).strip());
        return in.position() >= end + length ? Integer.parseInt(head.substring(9, 12)) : 0;
    }

    @Override
    public void close() throws IOException {
        for (var line : lines) {
            line.channel.close();
        }
        selector.close();
    }
}
