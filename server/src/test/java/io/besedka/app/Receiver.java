package io.besedka.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Somebody else's program: a real HTTP server that keeps what is posted to it and answers as it was told to. */
final class Receiver implements AutoCloseable {
    record Got(String path, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.get(name);
        }

        JsonNode json() {
            return Json.MAPPER.readTree(body);
        }

        String type() {
            return json().path("type").asString("");
        }

        String text() {
            return json().at("/data/message/content/text").asString("");
        }
    }

    private final HttpServer server;
    private final List<Got> all = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Got, Integer>> answers = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** @param status what is answered; 0 = nothing, ever */
    void answers(String path, Function<Got, Integer> status) {
        answers.put(path, status);
    }

    List<Got> at(String path) {
        return all.stream().filter(got -> got.path().equals(path)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = new ConcurrentHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(), String.join(", ", values)));
        var got = new Got(
                exchange.getRequestURI().getPath(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        all.add(got);
        int status = answers.getOrDefault(got.path(), any -> 200).apply(got);
        if (status == 0) {
            try {
                closing.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
        }
        var answer = ("answer " + status).getBytes(UTF_8);
        exchange.sendResponseHeaders(status == 0 ? 500 : status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
