package io.besedka.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SocketTest {
    /** Whoever sends may hold locks that the far end's leaving needs: a call back on the sender's thread would then wait for itself. */
    @Test
    void a_sender_whose_words_no_longer_arrive_is_not_called_back_while_it_sends() throws Exception {
        for (int round = 0; round < 20; round++) {
            var talker = new Talker();
            var routes = new Routes().get("/talk", exchange -> exchange.upgrade(talker));
            try (var server = new TestServer(routes);
                    var client = HttpClient.newHttpClient()) {
                var address = URI.create(server.url().replace("http", "ws") + "/talk");
                client.newWebSocketBuilder().buildAsync(address, new WebSocket.Listener() {}).join().abort();

                assertThat(talker.leaver.get(20, TimeUnit.SECONDS)).isNotEqualTo(talker.sender);
            }
        }
    }

    /** Sends until the far end has left; notes who told it so. */
    private static final class Talker implements Socket.Listener {
        private final CompletableFuture<Thread> leaver = new CompletableFuture<>();
        private volatile Thread sender;

        @Override
        public void opened(Socket socket) {
            sender = Thread.ofPlatform().start(() -> {
                while (!leaver.isDone() && socket.isOpen()) {
                    socket.send("are you still there?");
                }
            });
        }

        @Override
        public void received(String text) {}

        @Override
        public void closed() {
            leaver.complete(Thread.currentThread());
        }
    }
}
