package io.besedka.app;

import io.besedka.platform.clock.Clock;
import io.besedka.platform.config.BadConfig;
import io.besedka.platform.database.DatabaseUnavailable;
import io.besedka.platform.log.Logs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code besedka [--config FILE] [backup DIR | restore DIR]}: the real server, in the foreground until it is told to stop; or its data
 * folder copied, or put back.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        try {
            var order = Order.of(List.of(arguments));
            var config = Config.read(order.config(), environment());
            switch (order.what()) {
                case SERVE -> run(config);
                case BACKUP -> backup(config, order.folder());
                case RESTORE -> restore(config, order.folder());
            }
        } catch (BadConfig bad) {
            System.err.println("The configuration cannot be used:");
            bad.faults().forEach(fault -> System.err.println("  " + fault));
            System.exit(2);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        } catch (Backup.Failed | DatabaseUnavailable failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }

    private static void backup(Config config, Path folder) {
        Logs.install(Logs.Format.TEXT, Logs.Threshold.WARN);
        System.out.println(
                "The backup in " + folder + " is complete and was started once: " + Backup.take(config, folder) + ".");
        config.secretKey()
                .ifPresent(key -> System.out.println(
                        "The key of its secrets is in your configuration, not in the backup: keep it too."));
    }

    private static void restore(Config config, Path folder) {
        Logs.install(Logs.Format.TEXT, Logs.Threshold.WARN);
        System.out.println(
                "Restored into " + config.data() + ": " + Backup.restore(config, folder) + ". Start the server now.");
    }

    private static void run(Config config) {
        Logs.install(config.logs() == Config.Logs.JSON ? Logs.Format.JSON : Logs.Format.TEXT, Logs.Threshold.INFO);
        var server = Server.start(config, Clock.system());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        var address = config.publicUrl()
                .map(Object::toString)
                .orElse("http://" + config.http().host() + ":" + server.port());
        System.out.println("Besedka is ready at " + address);
        server.accounts()
                .createFirstAdministrator()
                .ifPresent(token -> System.out.println(
                        "Open this link once to become the administrator: " + address + "/inbox/link/" + token));
        System.out.flush();
    }

    enum What {
        SERVE,
        BACKUP,
        RESTORE
    }

    /** What was asked for on the command line. @param folder of a backup; null for the server */
    record Order(Optional<Path> config, What what, Path folder) {
        static Order of(List<String> arguments) {
            boolean configured = arguments.size() >= 2 && arguments.getFirst().equals("--config");
            var config = configured ? Optional.of(Path.of(arguments.get(1))) : Optional.<Path>empty();
            var rest = configured ? arguments.subList(2, arguments.size()) : arguments;
            if (rest.isEmpty()) {
                return new Order(config, What.SERVE, null);
            }
            if (rest.size() == 2 && rest.getFirst().equals("backup")) {
                return new Order(config, What.BACKUP, Path.of(rest.get(1)));
            }
            if (rest.size() == 2 && rest.getFirst().equals("restore")) {
                return new Order(config, What.RESTORE, Path.of(rest.get(1)));
            }
            throw new IllegalArgumentException("usage: besedka [--config FILE] [backup DIR | restore DIR]");
        }
    }

    /** Without what the scripts keep for themselves. */
    private static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        environment.remove("BESEDKA_JVM_OPTIONS");
        return environment;
    }
}
