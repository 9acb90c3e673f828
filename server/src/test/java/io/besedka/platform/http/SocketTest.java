package io.besedka.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
                client.newWebSocketBuilder()
                        .buildAsync(address, new WebSocket.Listener() {})
                        .join()
                        .abort();

                assertThat(talker.leaver.get(20, TimeUnit.SECONDS)).isNotEqualTo(talker.sender);
            }
        }
    }

    @Test
    void why_a_socket_was_closed_arrives_though_more_was_to_be_sent() throws Exception {
        for (int round = 0; round < 20; round++) {
            var hasty = new Hasty();
            var routes = new Routes().get("/talk", exchange -> exchange.upgrade(hasty));
            try (var server = new TestServer(routes);
                    var client = HttpClient.newHttpClient()) {
                var told = new CompletableFuture<Integer>();
                client.newWebSocketBuilder()
                        .buildAsync(URI.create(server.url().replace("http", "ws") + "/talk"), new Listening(told))
                        .join();

                assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo(1007);
                assertThat(hasty.wentOn.get(20, TimeUnit.SECONDS)).isFalse();
            }
        }
    }

    /** Closes, and others go on sending, as the feed does. */
    private static final class Hasty implements Socket.Listener {
        private final CompletableFuture<Boolean> wentOn = new CompletableFuture<>();

        @Override
        public void opened(Socket socket) {
            socket.close(1007, "enough");
            wentOn.complete(socket.send("one more thing"));
        }

        @Override
        public void received(String text) {}

        @Override
        public void closed() {}
    }

    private record Listening(CompletableFuture<Integer> told) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            told.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            told.complete(1006);
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
