package io.besedka.app;

import io.besedka.contract.Contract;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** An integration written for Salebot: it knows a host and a key. */
record SalebotCaller(HttpClient client, String host, String key) {

    /** @param request {@code GET query}, {@code FORM body}, {@code POST json} or {@code POST?query json}; nothing is an empty GET */
    HttpResponse<String> call(String action, String request) throws Exception {
        int space = request.indexOf(' ');
        var head = space < 0 ? request : request.substring(0, space);
        var rest = space < 0 ? "" : request.substring(space + 1);
        int mark = head.indexOf('?');
        var method = mark < 0 ? head : head.substring(0, mark);
        var query = mark < 0 ? "" : head.substring(mark);
        return switch (method) {
            case "", "GET" -> send(request("?" + rest, action).GET());
            case "FORM" ->
                send(request(query, action)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(rest)));
            case "POST" ->
                send(request(query, action)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(rest)));
            default -> throw new IllegalArgumentException(request);
        };
    }

    private HttpRequest.Builder request(String query, String action) {
        var all = query.equals("?") ? "" : query;
        return HttpRequest.newBuilder(URI.create(host + "/api/" + key + "/" + action
                + all.replace(" ", "%20")
                        .replace("\"", "%22")
                        .replace("{", "%7B")
                        .replace("}", "%7D")));
    }

    /** An answer that no description promises. */
    int status(String action, String method) throws Exception {
        return client.send(
                        request("", action)
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private HttpResponse<String> send(HttpRequest.Builder building) throws Exception {
        var request = building.build();
        var response = client.send(request, BodyHandlers.ofString());
        var type = response.headers().firstValue("Content-Type").orElse(null);
        Contract.check(
                request.method(),
                request.uri().getRawPath(),
                response.statusCode(),
                type,
                response.body().getBytes(StandardCharsets.UTF_8));
        return response;
    }
}
