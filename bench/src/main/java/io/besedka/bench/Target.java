package io.besedka.bench;

import io.besedka.platform.database.Database;
import io.besedka.platform.database.DatabaseAddress;
import io.besedka.platform.database.EmbeddedPostgres;
import io.besedka.platform.database.PostgresOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The measured installation: a PostgreSQL of the bench's own, shared with the yardstick, and the real server as a child process on it.
 * Waits for the process it started itself: a left-over on the same port must not answer for it.
 */
final class Target implements AutoCloseable {
    private static final Path ROOT = Path.of(System.getProperty("besedka.root", "."));
    private static final Pattern LINK = Pattern.compile("/inbox/link/(\\S+)");
    private final Path data;
    private final EmbeddedPostgres postgres;
    private final List<String> options;
    private Process process;
    private int port;
    private int managementPort;

    private Target(Path data, EmbeddedPostgres postgres, List<String> options) {
        this.data = data;
        this.postgres = postgres;
        this.options = options;
        Runtime.getRuntime().addShutdownHook(new Thread(this::abandon, "leave nothing running"));
    }

    /** When the bench itself is told to stop; after a proper end there is nothing left to do. */
    private void abandon() {
        if (process != null) {
            process.destroyForcibly();
        }
        postgres.close();
    }

    /** @param settings further settings of PostgreSQL */
    static Target prepare(Path data, List<String> jvmOptions, Map<String, String> settings) {
        var options = PostgresOptions.standard()
                .withBinaries(ROOT.resolve("server/target/postgres"))
                .withSharedBuffers(2048)
                .withMaxWal(8192)
                .withExtra(settings);
        return new Target(data, EmbeddedPostgres.start(data, options), jvmOptions);
    }

    DatabaseAddress database() {
        return postgres.address();
    }

    long postgresPid() {
        return postgres.pid();
    }

    /** A connection to the measured database for setting up and looking after. */
    Database open() {
        return Database.open(postgres.address(), 4, Duration.ofSeconds(20));
    }

    /** Starts the server; returns how long it took to be ready. */
    Duration start(String telegramApi) throws IOException, InterruptedException {
        return start(Map.of("telegram", telegramApi));
    }

    /** @param apis the providers' addresses by channel */
    Duration start(Map<String, String> apis) throws IOException, InterruptedException {
        if (port == 0) {
            port = freePort();
            managementPort = freePort();
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                ROOT.resolve("server/target/besedka-server.jar").toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("BESEDKA_"));
        environment.put("BESEDKA_DATA", data.toString());
        environment.put("BESEDKA_HTTP_PORT", Integer.toString(port));
        environment.put("BESEDKA_HTTP_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("BESEDKA_HTTP_PUBLIC_URL", "http://127.0.0.1:" + port);
        environment.put("BESEDKA_HTTP_TRUST_PROXY", "true");
        environment.put("BESEDKA_DATABASE_URL", database().jdbcUrl());
        environment.put("BESEDKA_DATABASE_USER", database().user());
        environment.put("BESEDKA_DATABASE_PASSWORD", database().password().reveal());
        // What is measured is how fast the server is, not how fast one key may ask.
        environment.put("BESEDKA_API_SALEBOT_REQUESTS_PER_SECOND", "100000");
        environment.put("BESEDKA_API_SALEBOT_BURST", "100000");
        apis.forEach(
                (channel, url) -> environment.put("BESEDKA_" + channel.toUpperCase(Locale.ROOT) + "_API_URL", url));
        long began = System.nanoTime();
        process = builder.start();
        awaitReady();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "the server did not start:\n" + Files.readString(data.resolve("server.log")));
            }
            try (var client = HttpClient.newHttpClient()) {
                var ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/readyz"))
                        .build();
                if (client.send(ask, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        throw new IllegalStateException("the server was not ready within a minute");
    }

    /** The token of the one-time link that makes the first administrator; the server must have started. */
    String link() throws IOException {
        var found = LINK.matcher(Files.readString(data.resolve("server.log")));
        if (!found.find()) {
            throw new IllegalStateException("the server told no link for its administrator");
        }
        return found.group(1);
    }

    /** A counter of the server's, by its whole name with labels; 0 when it was never counted. */
    double counter(String name) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
                    .build();
            return client.send(ask, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .sum();
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    Process process() {
        return process;
    }

    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws Exception {
        stop();
        postgres.close();
    }
}
