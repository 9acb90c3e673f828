package io.besedka.bench;

import io.besedka.platform.http.HttpServer;
import io.besedka.platform.http.Outcome;
import io.besedka.platform.http.Routes;
import io.besedka.platform.http.Socket;
import io.besedka.platform.log.Logs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The yardstick of fan-outs, a process of its own: the server's HTTP and socket machinery with nothing behind it. What the control
 * socket says after its first letter goes to all others: the same bytes shared ({@code a}), or a copy for each ({@code e}).
 */
final class EchoServer {
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private EchoServer() {}

    public static void main(String[] arguments) throws Exception {
        Logs.install(Logs.Format.TEXT, Logs.Threshold.WARN);
        var echo = new EchoServer();
        var routes = new Routes()
                .get("/echo", exchange -> exchange.upgrade(echo.new Heard()))
                .get("/control", exchange -> exchange.upgrade(echo.new Control()));
        var server = new HttpServer("127.0.0.1", 0, 0, List.of(routes), Outcome.IGNORED).start();
        System.out.println(server.port());
        System.in.read(); // until the bench ends
        server.close();
    }

    private final class Heard implements Socket.Listener {
        private Socket socket;

        @Override
        public void opened(Socket opened) {
            socket = opened;
            sockets.add(opened);
        }

        @Override
        public void received(String text) {}

        @Override
        public void closed() {
            sockets.remove(socket);
        }
    }

    private final class Control implements Socket.Listener {
        @Override
        public void opened(Socket opened) {}

        @Override
        public void received(String text) {
            var words = text.substring(1);
            var shared = words.getBytes(StandardCharsets.UTF_8);
            boolean each = text.charAt(0) == 'e';
            sockets.forEach(socket -> socket.send(each ? words.getBytes(StandardCharsets.UTF_8) : shared));
        }

        @Override
        public void closed() {}
    }
}
