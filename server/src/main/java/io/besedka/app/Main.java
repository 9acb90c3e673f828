package io.besedka.app;

import io.besedka.platform.clock.Clock;
import io.besedka.platform.config.BadConfig;
import io.besedka.platform.log.Logs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code besedka [--config FILE]}: the real server, in the foreground until it is told to stop. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        try {
            run(Config.read(configFile(arguments), environment()));
        } catch (BadConfig bad) {
            System.err.println("The configuration cannot be used:");
            bad.faults().forEach(fault -> System.err.println("  " + fault));
            System.exit(2);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private static void run(Config config) {
        Logs.install(config.logs() == Config.Logs.JSON ? Logs.Format.JSON : Logs.Format.TEXT, Logs.Threshold.INFO);
        var server = Server.start(config, Clock.system());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        var address = config.publicUrl().map(Object::toString).orElse("http://" + config.http().host() + ":" + server.port());
        System.out.println("Besedka is ready at " + address);
        server.accounts()
                .createFirstAdministrator()
                .ifPresent(token -> System.out.println(
                        "Open this link once to become the administrator: " + address + "/inbox/link/" + token));
        System.out.flush();
    }

    private static Optional<Path> configFile(String[] arguments) {
        if (arguments.length == 0) {
            return Optional.empty();
        }
        if (arguments.length == 2 && arguments[0].equals("--config")) {
            return Optional.of(Path.of(arguments[1]));
        }
        throw new IllegalArgumentException("usage: besedka [--config FILE]");
    }

    /** Without what the scripts keep for themselves. */
    private static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        environment.remove("BESEDKA_JVM_OPTIONS");
        return environment;
    }
}
