package io.besedka.platform.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server that answers each connection's one request with the bytes given, be they HTTP or not, and then closes. */
final class TinyServer implements AutoCloseable {
    static final String SILENCE = "";

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;
    private final Function<String, String> answer;
    private final List<Socket> silent = new CopyOnWriteArrayList<>();

    TinyServer(ServerSocket socket, Function<String, String> answer) {
        this.socket = socket;
        this.answer = answer;
        Thread.startVirtualThread(this::accept);
    }

    static TinyServer answering(Function<String, String> answer) throws IOException {
        return new TinyServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nConnection: close\r\nX-Kind: one\r\nX-Kind: two\r\nContent-Length: "
                + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
    }

    static String redirect(int status, String location) {
        return "HTTP/1.1 " + status + " Elsewhere\r\nConnection: close\r\nContent-Length: 0\r\nLocation: " + location
                + "\r\n\r\n";
    }

    int port() {
        return socket.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var one : silent) {
            one.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                Thread.startVirtualThread(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try {
            var request = read(connection.getInputStream());
            requests.add(request);
            var bytes = answer.apply(request);
            if (bytes.equals(SILENCE)) {
                silent.add(connection);
                return;
            }
            connection.getOutputStream().write(bytes.getBytes(UTF_8));
            connection.close();
        } catch (IOException gone) {
            // Some tests hang up on us.
        }
    }

    /** The head, and a body of the length it says or in chunks. */
    private static String read(InputStream in) throws IOException {
        var all = new ByteArrayOutputStream();
        while (!all.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            all.write(next(in));
        }
        var head = all.toString(ISO_8859_1);
        var length = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst();
        if (length.isPresent()) {
            all.write(in.readNBytes(length.getAsInt()));
        } else if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            while (!all.toString(ISO_8859_1).endsWith("0\r\n\r\n")) {
                all.write(next(in));
            }
        }
        return all.toString(UTF_8);
    }

    private static int next(InputStream in) throws IOException {
        var one = in.read();
        if (one < 0) {
            throw new IOException("hung up");
        }
        return one;
    }
}
