package io.besedka.channel.telegram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** Writes down what it is asked and answers what the test laid out, in order; {@code {"ok":true,"result":true}} when nothing is left. */
final class RecordingApi implements AutoCloseable {
    record Request(String path, String contentType, byte[] bytes) {
        String method() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        JsonNode json() {
            return Json.tree(bytes);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private record Scripted(int status, String body, String retryAfter, boolean hangUp) {}

    private final HttpServer server;
    private final List<Request> requests = new ArrayList<>();
    private final Deque<Scripted> answers = new ArrayDeque<>();

    RecordingApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI root() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/");
    }

    RecordingApi answers(int status, String body) {
        return script(new Scripted(status, body, null, false));
    }

    RecordingApi answersWithRetryAfter(int status, String body, String seconds) {
        return script(new Scripted(status, body, seconds, false));
    }

    RecordingApi hangsUp() {
        return script(new Scripted(0, "", null, true));
    }

    private synchronized RecordingApi script(Scripted answer) {
        answers.add(answer);
        return this;
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    Request only() {
        var all = requests();
        if (all.size() != 1) {
            throw new AssertionError("one request was expected, there were "
                    + all.stream().map(Request::method).toList());
        }
        return all.getFirst();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        Scripted answer;
        synchronized (this) {
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    body));
            answer = answers.isEmpty()
                    ? new Scripted(200, "{\"ok\":true,\"result\":true}", null, false)
                    : answers.poll();
        }
        if (!answer.hangUp()) {
            if (answer.retryAfter() != null) {
                exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
            }
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
