package io.besedka.demo;

import io.besedka.app.Config;
import io.besedka.app.Server;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.EmbeddedPostgres;
import io.besedka.platform.json.Json;
import io.besedka.platform.log.Logs;
import io.besedka.platform.outbound.AddressRange;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code demo [--port N] [--data DIR] [--fresh]}: in the foreground until it is told to stop. */
public final class Demo {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final Duration PHONES_STOP = Duration.ofSeconds(10);
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
        } catch (Exception | Error failed) {
            // What was started already keeps the process alive.
            failed.printStackTrace();
            System.exit(1);
        }
    }

    private static void start(Options options) throws Exception {
        Logs.install(Logs.Format.TEXT, Logs.Threshold.WARN);
        if (options.fresh()) {
            erase(options.data());
        }
        Files.createDirectories(options.data());
        var story = options.data().resolve("demo.json");
        var phones = Phones.open(options.data(), addresses(story));
        int port = options.port() == ANY ? freePort() : options.port();
        var url = "http://127.0.0.1:" + port;
        var pages = new DemoPages(story, phones);
        var server = Server.start(config(options.data(), port, url, phones), Clock.system(), pages.routes());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, phones), "stop"));
        var told = Files.exists(story)
                ? (ObjectNode) Json.MAPPER.readTree(Files.readAllBytes(story))
                : new Story(url, server, phones).tell();
        tell(story, told, url, phones);
    }

    /** Where the simulators were the last time, by channel. */
    private static Map<String, URI> addresses(Path story) throws IOException {
        var before = new HashMap<String, URI>();
        if (Files.exists(story)) {
            Json.MAPPER
                    .readTree(Files.readAllBytes(story))
                    .get("simulators")
                    .forEachEntry((word, url) -> before.put(word, URI.create(url.asString())));
        }
        return before;
    }

    private static void tell(Path story, ObjectNode told, String url, Phones phones) throws IOException {
        told.put("url", url);
        var simulators = told.putObject("simulators");
        phones.urls().forEach((word, at) -> simulators.put(word, at.toString()));
        for (var connection : told.get("connections")) {
            if (connection.has("webhook")) {
                ((ObjectNode) connection)
                        .put(
                                "webhook",
                                url
                                        + URI.create(connection.get("webhook").asString())
                                                .getPath());
            }
        }
        Files.write(story, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(told));
        System.out.printf(
                """

                Besedka is ready.

                  start here        %1$s/
                  the shop's site   %1$s/demo/shop      write as a visitor
                  the inbox         %1$s/inbox/      answer as an operator

                  sign in as        %2$s
                  with              %3$s

                A phone for each messenger, write as its user:
                %4$s
                Ctrl-C stops everything.
                %n""",
                url,
                told.at("/signIn/email").asString(),
                told.at("/signIn/password").asString(),
                addressBook(phones));
        System.out.flush();
    }

    private static String addressBook(Phones phones) {
        return phones.all().stream()
                .map(phone -> "  %-17s %s/%n".formatted(phone.name(), phone.url()))
                .collect(Collectors.joining());
    }

    private static Config config(Path data, int port, String url, Phones phones) {
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
                new Config.Channels(phones.urls(), List.of(AddressRange.parse("127.0.0.1"))));
    }

    /** The server in order; the pretend messengers are not waited for long, whatever holds them. */
    private static void stop(Server server, Phones phones) {
        server.close();
        var closing = Thread.ofPlatform().daemon().name("phones").start(phones::close);
        try {
            if (!closing.join(PHONES_STOP)) {
                LOG.atWarn()
                        .addKeyValue("at", Arrays.toString(closing.getStackTrace()))
                        .log("the phones did not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The cluster goes the way it came; the programs stay. */
    private static void erase(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            return;
        }
        EmbeddedPostgres.erase(data);
        for (var name : List.of("demo.json", "secret.key")) {
            Files.deleteIfExists(data.resolve(name));
        }
        for (var word : Phones.words()) {
            Files.deleteIfExists(data.resolve(word + ".json"));
        }
        var files = data.resolve("files");
        if (Files.isDirectory(files)) {
            try (var all = Files.walk(files)) {
                all.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(ANY)) {
            return socket.getLocalPort();
        }
    }
}
