package io.besedka.api.account;

import io.besedka.contract.Contract;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Somebody at a browser: keeps the cookie and the CSRF token and shows both, as the web application does. */
final class Browser {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** @param body missing when there is none */
    record Reply(int status, JsonNode body, HttpResponse<byte[]> response) {
        String text(String member) {
            var value = body.get(member);
            return value == null || value.isNull() ? null : value.asString();
        }

        long number(String member) {
            return body.get(member).asLong();
        }

        String code() {
            return body.path("error").path("code").asString();
        }

        String field() {
            return body.path("error").path("field").asString();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    private final String url;
    private final Map<String, String> headers = new HashMap<>();
    private String cookie;
    private String csrf;
    private long userId;
    private String email;

    Browser(String url) {
        this.url = url;
    }

    /** The same sign-in seen from elsewhere, with one header set or, by null, left out. */
    Browser with(String header, String value) {
        var other = new Browser(url);
        other.headers.putAll(headers);
        other.cookie = cookie;
        other.csrf = csrf;
        if (value == null && header.equals("X-CSRF-Token")) {
            other.csrf = null;
        } else {
            other.headers.put(header, value);
        }
        return other;
    }

    long userId() {
        return userId;
    }

    String email() {
        return email;
    }

    String cookie() {
        return cookie;
    }

    Reply signIn(String email, String password) {
        return take(post("/v1/sign-in", Map.of("email", email, "password", password)));
    }

    Reply signIn(String email, String password, String code) {
        return take(post("/v1/sign-in", Map.of("email", email, "password", password, "totp", code)));
    }

    Reply followLink(String token, Map<String, String> body) {
        return take(post("/v1/links/" + token, body));
    }

    /** A new project's id. */
    long makesProject(String name) {
        return makeProject(name).number("id");
    }

    Reply makeProject(String name) {
        return post("/v1/projects", Map.of("name", name, "timeZone", "Europe/Moscow", "locale", "ru"));
    }

    private Reply take(Reply reply) {
        if (reply.status == 200) {
            cookie = reply.header("Set-Cookie").split(";")[0];
            csrf = reply.text("csrf");
            userId = reply.body.get("user").get("id").asLong();
            email = reply.body.get("user").get("email").asString();
        }
        return reply;
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply post(String path, Object body) {
        return send("POST", path, Json.write(body));
    }

    Reply patch(String path, Object body) {
        return send("PATCH", path, Json.write(body));
    }

    Reply delete(String path) {
        return send("DELETE", path, null);
    }

    Reply send(String method, String path, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        if (cookie != null) {
            request.setHeader("Cookie", cookie);
        }
        if (csrf != null) {
            request.setHeader("X-CSRF-Token", csrf);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            var bytes = response.body();
            Contract.check(
                    method,
                    path,
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(null),
                    bytes);
            return new Reply(
                    response.statusCode(), bytes.length == 0 ? Json.MAPPER.missingNode() : Json.tree(bytes), response);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
