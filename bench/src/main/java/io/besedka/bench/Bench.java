package io.besedka.bench;

import io.besedka.platform.log.Logs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code bench [startup|ingest|relay|history|sockets|channels|api|planning ...] [--seconds N] [--json FILE]}: all of them when none is named. */
public final class Bench {
    static final List<String> JVM = List.of("-Xms64m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xss512k");

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Logs.install(Logs.Format.TEXT, Logs.Threshold.WARN);
        var wanted = new ArrayList<String>();
        int seconds = 10;
        var json = Optional.<Path>empty();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seconds" -> seconds = Integer.parseInt(arguments[++i]);
                case "--json" -> json = Optional.of(Path.of(arguments[++i]));
                default -> wanted.add(arguments[i]);
            }
        }
        var figures = new Figures();
        run(
                wanted.isEmpty()
                        ? List.of("startup", "ingest", "relay", "history", "sockets", "channels", "api", "planning")
                        : wanted,
                figures,
                seconds);
        if (json.isPresent()) {
            figures.write(json.get());
        }
        if (!figures.isValid()) {
            System.out.println("This run is INVALID: see above.");
            System.exit(1);
        }
    }

    private static void run(List<String> wanted, Figures figures, int seconds) throws Exception {
        for (var name : wanted) {
            var data = Files.createTempDirectory("besedka-bench");
            try (var target = Target.prepare(data, JVM, settings(name))) {
                figures.say(name);
                switch (name) {
                    case "ingest" -> new Ingest(target, data, figures, seconds).run();
                    case "startup" -> new Startup(target, figures).run();
                    case "relay" -> new Relay(target, data, figures, seconds).run();
                    case "history" -> new History(target, figures).run();
                    case "api" -> new ApiRates(target, data, figures, seconds).run();
                    case "planning" -> new BroadcastPlanning(target, figures).run();
                    case "channels" -> {
                        new SendRates(target, data, figures, seconds).run();
                        new HookRates(target, data, figures, seconds).run();
                    }
                    case "sockets" -> sockets(target, data, figures);
                    default -> throw new IllegalArgumentException("no such bench: " + name);
                }
            } finally {
                delete(data);
            }
        }
    }

    /** The fan-out counts from the commit, whose moment PostgreSQL tells only when asked to keep it. */
    private static Map<String, String> settings(String name) {
        return name.equals("sockets") ? Map.of("track_commit_timestamp", "on") : Map.of();
    }

    private static void sockets(Target target, Path data, Figures figures) throws Exception {
        new FanOut(target, data, figures).run();
        try (var database = target.open()) {
            var key = Fixture.widget(database, data);
            new SocketsBench(target, figures).run(key);
        }
    }

    private static void delete(Path folder) throws java.io.IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
