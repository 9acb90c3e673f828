package io.besedka.demo;

import io.besedka.app.Config;
import io.besedka.app.Server;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.EmbeddedPostgres;
import io.besedka.platform.json.Json;
import io.besedka.platform.log.Logs;
import io.besedka.simulator.telegram.TelegramSimulator;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code demo [--port N] [--data DIR] [--fresh]}: in the foreground until it is told to stop. */
public final class Demo {
    static final String TOKEN = "7001:demo-flower-shop-token";
    private static final int ANY = 0;

    private Demo() {}

    record Options(int port, Path data, boolean fresh) {
        static Options of(String[] arguments) {
            int port = 8080;
            var data = Path.of("data/demo");
            boolean fresh = false;
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--port" -> port = Integer.parseInt(value(arguments, ++i));
                    case "--data" -> data = Path.of(value(arguments, ++i));
                    case "--fresh" -> fresh = true;
                    default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
                }
            }
            return new Options(port, data, fresh);
        }

        private static String value(String[] arguments, int index) {
            if (index >= arguments.length) {
                throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
            }
            return arguments[index];
        }
    }

    public static void main(String[] arguments) throws Exception {
        try {
            start(Options.of(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\nusage: demo [--port N] [--data DIR] [--fresh]");
            System.exit(2);
        }
    }

    private static void start(Options options) throws Exception {
        Logs.install(Logs.Format.TEXT, Logs.Threshold.WARN);
        if (options.fresh()) {
            erase(options.data());
        }
        Files.createDirectories(options.data());
        var story = options.data().resolve("demo.json");
        var simulator = TelegramSimulator.start(port(story));
        simulator.remember(options.data().resolve("telegram.json"));
        var bot = simulator.bot(TOKEN, "besedka_flowers_bot", "Цветочная лавка «Беседка»");
        int port = options.port() == ANY ? freePort() : options.port();
        var url = "http://127.0.0.1:" + port;
        var pages = new DemoPages(story, simulator.url());
        var server = Server.start(config(options.data(), port, url, simulator.url()), Clock.system(), pages.routes());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, simulator), "stop"));
        var told = Files.exists(story)
                ? (ObjectNode) Json.MAPPER.readTree(Files.readAllBytes(story))
                : new Story(url, server, bot).tell();
        tell(story, told, url, simulator.url());
    }

    /** The simulator stays at its address, so that the bot's people find their phones again. */
    private static int port(Path story) throws IOException {
        if (!Files.exists(story)) {
            return ANY;
        }
        int before = URI.create(Json.MAPPER.readTree(Files.readAllBytes(story)).at("/simulators/telegram").asString()).getPort();
        try (var free = new ServerSocket(before)) {
            return free.getLocalPort();
        } catch (IOException taken) {
            return ANY;
        }
    }

    private static void tell(Path story, ObjectNode told, String url, URI telegram) throws IOException {
        told.put("url", url);
        ((ObjectNode) told.get("simulators")).put("telegram", telegram.toString());
        var webhook = (ObjectNode) told.at("/connections/telegram");
        webhook.put("webhook", url + URI.create(webhook.get("webhook").asString()).getPath());
        Files.write(story, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(told));
        System.out.printf(
                """

                Besedka is ready.

                  start here        %1$s/
                  the shop's site   %1$s/demo/shop      write as a visitor
                  a phone           %2$s/      write as a Telegram user
                  the inbox         %1$s/inbox/      answer as an operator

                  sign in as        %3$s
                  with              %4$s

                Ctrl-C stops everything.
                %n""",
                url, telegram, told.at("/signIn/email").asString(), told.at("/signIn/password").asString());
        System.out.flush();
    }

    private static Config config(Path data, int port, String url, URI telegram) {
        return new Config(
                data,
                new Config.Http("127.0.0.1", port, ANY, 0),
                Optional.of(URI.create(url)),
                Optional.empty(),
                new Config.Embedded(64, 1024, Optional.empty()),
                6,
                new Config.Turns(2, 20_000),
                Optional.empty(),
                Config.Logs.TEXT,
                new Config.Channels(Map.of("telegram", telegram)));
    }

    private static void stop(Server server, TelegramSimulator simulator) {
        server.close();
        simulator.close();
    }

    /** The cluster goes the way it came; the programs stay. */
    private static void erase(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            return;
        }
        EmbeddedPostgres.erase(data);
        for (var name : new String[] {"demo.json", "telegram.json", "secret.key"}) {
            Files.deleteIfExists(data.resolve(name));
        }
        var files = data.resolve("files");
        if (Files.isDirectory(files)) {
            try (var all = Files.walk(files)) {
                all.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(ANY)) {
            return socket.getLocalPort();
        }
    }
}
