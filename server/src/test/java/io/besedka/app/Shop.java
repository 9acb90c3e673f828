package io.besedka.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.contract.Contract;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.DatabaseAddress;
import io.besedka.platform.json.Json;
import io.besedka.simulator.telegram.TelegramSimulator;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A whole installation: the real server on a database, a simulated Telegram, and an administrator who is also an operator. */
final class Shop implements AutoCloseable {
    /** Tests call the dialect as fast as they can. */
    private static final Config.Api DIALECT_UNLIMITED = new Config.Api(50, 100, 100_000, 100_000);

    static final String TOKEN = "7001:shop-token";

    final TelegramSimulator telegram = TelegramSimulator.start(0);
    final io.besedka.simulator.telegram.Bot bot = telegram.bot(TOKEN, "flower_shop_bot", "Flower shop");
    private final HttpClient client = HttpClient.newHttpClient();
    private final Config config;
    private final Clock clock;
    private final String url;
    private Server server;
    private String cookie = "";
    private String csrf = "";
    final long project;

    Shop(DatabaseAddress database, Path data, boolean webhooks) throws Exception {
        this(database, data, webhooks, Map.of());
    }

    /** @param apis where further simulators listen, by channel */
    Shop(DatabaseAddress database, Path data, boolean webhooks, Map<String, URI> apis) throws Exception {
        this(Optional.of(database), data, webhooks, apis, Clock.system(), DIALECT_UNLIMITED);
    }

    Shop(DatabaseAddress database, Path data, boolean webhooks, Map<String, URI> apis, Clock clock) throws Exception {
        this(Optional.of(database), data, webhooks, apis, clock, DIALECT_UNLIMITED);
    }

    /** @param api how fast keys may ask */
    Shop(DatabaseAddress database, Path data, boolean webhooks, Map<String, URI> apis, Clock clock, Config.Api api)
            throws Exception {
        this(Optional.of(database), data, webhooks, apis, clock, api);
    }

    /** On a database of its own in the data folder. */
    Shop(Path data) throws Exception {
        this(Optional.empty(), data, false, Map.of(), Clock.system(), DIALECT_UNLIMITED);
    }

    private Shop(
            Optional<DatabaseAddress> database,
            Path data,
            boolean webhooks,
            Map<String, URI> apis,
            Clock clock,
            Config.Api api)
            throws Exception {
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        config = config(database, data, port, webhooks, apis, api);
        this.clock = clock;
        start();
        var token = server.accounts().createFirstAdministrator().orElseThrow();
        csrf = post(
                        "/v1/links/" + token,
                        Map.of("email", "olga@shop.example", "name", "Olga", "password", "a long enough password"))
                .get("csrf")
                .asString();
        project = post("/v1/projects", Map.of("name", "Flowers", "timeZone", "Europe/Moscow", "locale", "ru"))
                .get("id")
                .asLong();
        var me = get("/v1/me").get("user").get("id").asLong();
        call("PATCH", inProject("/members/" + me), Map.of("roles", List.of("ADMINISTRATOR", "OPERATOR")));
    }

    void start() {
        server = Server.start(config, clock);
    }

    void stop() {
        server.close();
    }

    Config config() {
        return config;
    }

    private Config config(
            Optional<DatabaseAddress> database,
            Path data,
            int port,
            boolean webhooks,
            Map<String, URI> apis,
            Config.Api api) {
        var all = new java.util.TreeMap<>(apis);
        all.putIfAbsent("telegram", telegram.url());
        return new Config(
                data,
                new Config.Http("127.0.0.1", port, 0, 0),
                webhooks ? Optional.of(URI.create(url)) : Optional.empty(),
                database,
                new Config.Embedded(
                        64, 256, Optional.of(Path.of("target", "postgres").toAbsolutePath())),
                5,
                new Config.Turns(2, 1000),
                Optional.empty(),
                Config.Logs.TEXT,
                new Config.Channels(all, List.of(io.besedka.platform.outbound.AddressRange.parse("127.0.0.0/8"))),
                api);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    List<String> routes() {
        return server.routes();
    }

    String url() {
        return url;
    }

    int managementPort() {
        return server.managementPort();
    }

    String inProject(String path) {
        return "/v1/projects/" + project + path;
    }

    JsonNode connectTelegram() throws Exception {
        var connection = post(
                inProject("/connections"),
                Map.of("channel", "telegram", "name", "Shop bot", "secrets", Map.of("token", TOKEN)));
        return connection;
    }

    /** Adds a connection of any channel, as a person would. */
    JsonNode connect(String channel, Map<String, String> settings, Map<String, String> secrets) throws Exception {
        return post(
                inProject("/connections"),
                Map.of("channel", channel, "name", "Shop " + channel, "settings", settings, "secrets", secrets));
    }

    void publish(String definition) throws Exception {
        long flow = post(inProject("/flows"), Map.of("name", "Shop")).get("id").asLong();
        post(inProject("/flows/" + flow + "/versions"), Map.of("definition", Json.MAPPER.readTree(definition)));
    }

    JsonNode get(String path) throws Exception {
        return call("GET", path, null);
    }

    JsonNode post(String path, Object body) throws Exception {
        return call("POST", path, body);
    }

    JsonNode call(String method, String path, Object body) throws Exception {
        var response = send(method, path, body);
        if (response.statusCode() >= 400) {
            throw new AssertionError(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body().isEmpty() ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(response.body());
    }

    HttpResponse<String> send(String method, String path, Object body) throws Exception {
        return send(method, path, body, Map.of());
    }

    HttpResponse<String> send(String method, String path, Object body, Map<String, String> headers) throws Exception {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body));
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, publisher)
                .header("Content-Type", "application/json")
                .header("Cookie", cookie)
                .header("X-CSRF-Token", csrf);
        headers.forEach(request::header);
        var response = checked(client.send(request.build(), BodyHandlers.ofString()));
        response.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return response;
    }

    HttpResponse<byte[]> download(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Cookie", cookie)
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    HttpResponse<String> upload(String path, byte[] bytes, String name) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .POST(BodyPublishers.ofByteArray(bytes))
                .header("X-File-Name", name)
                .header("Cookie", cookie)
                .header("X-CSRF-Token", csrf)
                .build();
        return checked(client.send(request, BodyHandlers.ofString()));
    }

    /** As a visitor of the site, with the visitor's token instead of a cookie. */
    HttpResponse<String> asVisitor(String token, String method, String path, Object body) throws Exception {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body));
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, publisher)
                .header("Authorization", "Bearer " + token)
                .build();
        return checked(client.send(request, BodyHandlers.ofString()));
    }

    private static HttpResponse<String> checked(HttpResponse<String> response) {
        var asked = response.request();
        var type = response.headers().firstValue("Content-Type").orElse(null);
        Contract.check(
                asked.method(),
                asked.uri().getRawPath(),
                response.statusCode(),
                type,
                response.body().getBytes(UTF_8));
        return response;
    }

    /** The only conversation of the project. */
    JsonNode conversation() throws Exception {
        var all = get(inProject("/conversations?view=all")).get("conversations");
        return all.isEmpty() ? null : all.get(0);
    }

    JsonNode messages() throws Exception {
        return get(inProject("/conversations/" + conversation().get("id").asLong() + "/messages"))
                .get("messages");
    }

    List<String> texts() throws Exception {
        return messages()
                .valueStream()
                .map(message -> message.get("content").get("text").asString())
                .toList();
    }

    JsonNode reply(String key, Object content) throws Exception {
        return post(
                inProject("/conversations/" + conversation().get("id").asLong() + "/messages"),
                Map.of("key", key, "content", content));
    }

    /** Asks again until it is so, for at most 20 seconds of the real clock: what is awaited comes over real sockets. */
    JsonNode until(Asking asking, Predicate<JsonNode> wanted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        JsonNode seen = null;
        while (System.nanoTime() < deadline) {
            seen = asking.ask();
            if (seen != null && wanted.test(seen)) {
                return seen;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("awaited in vain; the last seen was " + seen);
    }

    interface Asking {
        JsonNode ask() throws Exception;
    }

    @Override
    public void close() {
        // First whoever holds connections: the server waits a little for those to go.
        client.shutdownNow();
        server.close();
        telegram.close();
        client.close();
    }
}
