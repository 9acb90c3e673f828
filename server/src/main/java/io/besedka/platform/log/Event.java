package io.besedka.platform.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * A log record taken apart. slf4j's binding to java.util.logging puts key-value pairs before the message as
 * {@code key=value }; they are taken off again here, which works because our values are ids and hold no spaces.
 */
record Event(String level, String logger, String message, Map<String, String> values, String failure) {
    private static final Pattern PAIR = Pattern.compile("\\G([A-Za-z][A-Za-z0-9_.-]*)=(\\S*) ");

    static Event of(LogRecord record) {
        var text = formatted(record);
        var values = new LinkedHashMap<String, String>();
        var pairs = PAIR.matcher(text);
        var end = 0;
        while (pairs.find()) {
            values.put(pairs.group(1), pairs.group(2));
            end = pairs.end();
        }
        return new Event(
                level(record.getLevel()), record.getLoggerName(), text.substring(end), values, failure(record));
    }

    /** slf4j gives finished messages without parameters; some libraries log with java.util.logging's own {0}. */
    private static String formatted(LogRecord record) {
        var message = String.valueOf(record.getMessage());
        if (record.getParameters() == null || record.getParameters().length == 0) {
            return message;
        }
        try {
            return MessageFormat.format(message, record.getParameters());
        } catch (IllegalArgumentException notAPattern) {
            return message;
        }
    }

    private static String level(Level level) {
        var value = level.intValue();
        return value >= Level.SEVERE.intValue()
                ? "error"
                : value >= Level.WARNING.intValue() ? "warn" : value >= Level.INFO.intValue() ? "info" : "debug";
    }

    private static String failure(LogRecord record) {
        if (record.getThrown() == null) {
            return "";
        }
        var text = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(text, true));
        return text.toString().strip();
    }
}
