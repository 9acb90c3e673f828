package io.besedka.platform.log;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** {@code 12:34:56.789 info  Turns: Stored a batch  inputs=15}, with failures' traces below. */
final class TextLines extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord record) {
        var event = Event.of(record);
        var line = new StringBuilder(TIME.format(record.getInstant()))
                .append(' ')
                .append(event.level())
                .append(" ".repeat(6 - event.level().length()))
                .append(shortName(event.logger()))
                .append(": ")
                .append(oneLine(event.message()))
                .append(event.values().isEmpty() ? "" : " ");
        event.values()
                .forEach(
                        (key, value) -> line.append(' ').append(key).append('=').append(value));
        if (!event.failure().isEmpty()) {
            line.append('\n').append(event.failure());
        }
        return line.append('\n').toString();
    }

    private static String shortName(String logger) {
        return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
    }

    /** So that nothing that came from outside can pretend to be a line of its own. */
    private static String oneLine(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }
}
