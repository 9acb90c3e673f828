package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** Calls the pretend Bot API as a bot would. */
final class BotClient {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;

    BotClient(TelegramSimulator simulator, Bot bot) {
        this.root = simulator.url() + "/bot" + bot.token() + "/";
    }

    JsonNode call(String method, String json) throws Exception {
        return Json.parse(send(method, "application/json", json.getBytes()).body());
    }

    HttpResponse<byte[]> send(String method, String type, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(root + method))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(URI url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    String refusal(String method, String json) throws Exception {
        var answer = call(method, json);
        if (answer.path("ok").asBoolean(true)) throw new AssertionError("not refused: " + answer);
        return answer.path("error_code").asInt(0) + " "
                + answer.path("description").asString("");
    }
}
