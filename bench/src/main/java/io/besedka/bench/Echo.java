package io.besedka.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The bench's end of {@link EchoServer}: so many sockets there, and one that makes it speak to them. */
final class Echo implements AutoCloseable {
    private final Process process;
    private final Listeners sockets;
    private final SocketChannel control;
    private final Round round;

    private Echo(Process process, int count) throws IOException {
        this.process = process;
        var port =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (port == null) {
            throw new IllegalStateException("the echo server did not start");
        }
        var address = new InetSocketAddress("127.0.0.1", Integer.parseInt(port));
        round = new Round(count);
        sockets = new Listeners(address, (socket, text, at) -> round.heard(socket, at));
        for (int i = 0; i < count; i++) {
            sockets.open("/echo", "", null);
        }
        sockets.start();
        control = Listeners.handshake(address, "/control", "", 0);
    }

    /** A server of its own for one series of rounds: it closes sockets that are silent for long. */
    static List<Double> lasts(char kind, byte[] text, int sockets, int warmUp, int rounds) throws Exception {
        try (var echo = start(sockets)) {
            return echo.lasts(kind, text, warmUp, rounds);
        }
    }

    private static Echo start(int count) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Bench.JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EchoServer.class.getName()));
        return new Echo(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                count);
    }

    /** Milliseconds until the last socket heard these bytes, each time. @param kind {@code a} or {@code e}, see {@link EchoServer} */
    private List<Double> lasts(char kind, byte[] text, int warmUp, int rounds) throws Exception {
        var times = new ArrayList<Double>();
        var order = new byte[text.length + 1];
        order[0] = (byte) kind;
        System.arraycopy(text, 0, order, 1, text.length);
        for (int i = 0; i < warmUp + rounds; i++) {
            round.begin();
            long began = System.nanoTime();
            Listeners.say(control, order);
            round.await();
            if (i >= warmUp) {
                times.add((round.last() - began) / 1e6);
            }
        }
        return times;
    }

    @Override
    public void close() throws Exception {
        control.close();
        sockets.close();
        process.destroy();
        process.waitFor();
    }
}
