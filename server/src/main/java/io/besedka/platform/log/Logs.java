package io.besedka.platform.log;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets up the log of the whole process, libraries' included. */
public final class Logs {
    /** {@code TEXT} for a person at a terminal, {@code JSON} for a collector. */
    public enum Format {
        TEXT,
        JSON
    }

    /** Named by slf4j's levels. */
    public enum Threshold {
        DEBUG(Level.FINE),
        INFO(Level.INFO),
        WARN(Level.WARNING),
        ERROR(Level.SEVERE);

        private final Level level;

        Threshold(Level level) {
            this.level = level;
        }
    }

    /** Libraries that tell of their every step at INFO. */
    private static final List<String> TALKATIVE =
            List.of("org.flywaydb", "com.zaxxer.hikari", "org.eclipse.jetty", "org.postgresql", "jdk.httpclient");

    /** Held here, because java.util.logging forgets the levels of loggers nobody holds. */
    private static List<Logger> quieted = List.of();

    private Logs() {}

    /** From now on everything goes to stderr in this form. */
    public static void install(Format format, Threshold threshold) {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(threshold.level);
        Logger.getLogger("").addHandler(stderr(format));
        quieted = TALKATIVE.stream().map(Logger::getLogger).toList();
        var quiet = Math.max(threshold.level.intValue(), Level.WARNING.intValue());
        quieted.forEach(logger -> logger.setLevel(quiet == Level.WARNING.intValue() ? Level.WARNING : Level.SEVERE));
    }

    private static Handler stderr(Format format) {
        var formatter = switch (format) {
            case TEXT -> new TextLines();
            case JSON -> new JsonLines();
        };
        var handler = new StderrHandler(formatter);
        handler.setLevel(Level.ALL);
        return handler;
    }
}
