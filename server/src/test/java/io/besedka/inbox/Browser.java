package io.besedka.inbox;

import io.besedka.contract.Contract;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** One who is signed in, as the server sees them. */
record Browser(int port, long userId) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    record Reply(int status, JsonNode json) {
        String error() {
            return json.at("/error/code").asString();
        }
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply post(String path, String json) {
        return send("POST", path, json);
    }

    Reply send(String method, String path, String json) {
        var body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        var response = exchange(request(path).method(method, body));
        var bytes = response.body();
        return new Reply(response.statusCode(), bytes.length == 0 ? Json.MAPPER.nullNode() : Json.tree(bytes));
    }

    HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
        try {
            var asked = request.build();
            var response = CLIENT.send(asked, BodyHandlers.ofByteArray());
            var type = response.headers().firstValue("Content-Type").orElse(null);
            Contract.check(asked.method(), asked.uri().getRawPath(), response.statusCode(), type, response.body());
            return response;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Cookie", "user=" + userId);
    }

    Live listen(String path) {
        return listen(path, "http://127.0.0.1:" + port);
    }

    Live listen(String path, String origin) {
        var live = new Live();
        live.socket = CLIENT.newWebSocketBuilder()
                .header("Cookie", "user=" + userId)
                .header("Origin", origin)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + path), live)
                .join();
        return live;
    }

    /** An open socket and what came by it. */
    static final class Live implements WebSocket.Listener, AutoCloseable {
        private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        final CompletableFuture<Integer> ended = new CompletableFuture<>();
        private WebSocket socket;

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frames.add(Json.read(text.toString(), JsonNode.class));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            ended.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            ended.complete(1006);
        }

        /** The next frame of the type; others before it are skipped. */
        JsonNode next(String type) {
            try {
                for (var frame = frames.poll(20, TimeUnit.SECONDS);
                        frame != null;
                        frame = frames.poll(20, TimeUnit.SECONDS)) {
                    Contract.checkFrame("ServerFrame", frame);
                    if (frame.path("type").asString().equals(type)) {
                        return frame;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new AssertionError("no frame of type " + type + " came");
        }

        JsonNode poll() {
            return frames.poll();
        }

        void say(String json) {
            socket.sendText(json, true).join();
        }

        /** Breaks the connection without a word. */
        void breaks() {
            socket.abort();
        }

        @Override
        public void close() {
            socket.sendClose(1000, "").exceptionally(gone -> null).join();
        }
    }
}
